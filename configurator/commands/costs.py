"""`costs`: what renders have cost, by day and model."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import click
from flask.cli import with_appcontext

from configurator.commands.errors import report_errors
from configurator.renders.cost import usd
from configurator.renders.render import Render, day_of
from configurator.services import current_services

_ALL = 1_000_000


@click.command("costs")
@click.option("--month", metavar="YYYY-MM", help="The month. Default: this month.")
@with_appcontext
def costs(month: str | None) -> None:
    """Show what renders cost, by day and model.

    A lost call may have been paid and gave no picture.
    """
    services = current_services()
    month, store = month or f"{services.clock():%Y-%m}", services.renders
    with report_errors():
        finished = [*store.list_by_index("ready", month, _ALL), *store.list_by_index("ended", month, _ALL)]
    if not finished:
        click.echo(f"No render was paid for in {month}.")
        return
    click.echo(f"{'day':10}  {'model':24}  {'ready':>5}  {'calls':>5}  {'lost':>5}  {'USD':>10}")
    for day, model, total in _by_day_and_model(finished):
        click.echo(f"{day:10}  {model:24}  {total.columns}")
    click.echo(f"{'total':10}  {'':24}  {_Total.of(finished).columns}")


class _Total(NamedTuple):
    ready: int
    calls: int
    lost: int
    cost: int

    @classmethod
    def of(cls, renders: Iterable[Render]) -> "_Total":
        counted = tuple(renders)
        return cls(
            sum(render.state == "ready" for render in counted),
            sum(render.calls for render in counted),
            sum(render.lost for render in counted),
            sum(render.cost for render in counted),
        )

    @property
    def columns(self) -> str:
        return f"{self.ready:5}  {self.calls:5}  {self.lost:5}  {usd(self.cost):>10}".removesuffix(" USD")


def _by_day_and_model(finished: Iterable[Render]) -> Iterator[tuple[str, str, _Total]]:
    groups: defaultdict[tuple[str, str], list[Render]] = defaultdict(list)
    for render in finished:
        groups[_day(render), render.recipe.model].append(render)
    for (day, model), group in sorted(groups.items()):
        yield day, model, _Total.of(group)


def _day(render: Render) -> str:
    return day_of(render.finished_at or render.asked_at)
