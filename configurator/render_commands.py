"""The operator's commands around renders: `doctor`, `costs`, `renders prune`."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

import click
from flask.cli import with_appcontext

from configurator.doctor import examine
from configurator.pictures.base import Kept, PictureStoreError
from configurator.render_cost import usd
from configurator.renders import Render, day_of
from configurator.services import Services, services
from configurator.stores.base import StoreError

_EVERY = 1_000_000
_MB = 1_000_000

ORPHANED = timedelta(days=1)
"""A picture without a render may be one that a worker is about to note, unless it is older than this."""


@click.command("doctor")
@click.option("--drawings-suffice", is_flag=True, help="What only keeps renders from being made is no fault.")
@with_appcontext
def doctor(drawings_suffice: bool) -> None:
    """Check the stores, the place for pictures, the key to OpenAI and the model; ends with 1 where one is amiss."""
    faults = 0
    for finding in examine(services()):
        excused = finding.level == "fault" and finding.about_renders and drawings_suffice
        level = "warning" if excused else finding.level
        click.echo(f"{level:7}  {finding.text}")
        faults += level == "fault"
    if faults:
        raise click.ClickException("1 fault." if faults == 1 else f"{faults} faults.")


@click.command("costs")
@click.option("--month", metavar="YYYY-MM", help="This month, unless another is named.")
@with_appcontext
def costs(month: str | None) -> None:
    """What renders have cost, by day and model. A lost call is one that may have been paid and gave no picture."""
    month = month or f"{services().clock():%Y-%m}"
    store = services().renders
    with one_sentence():
        finished = [*store.shelf("ready", month, _EVERY), *store.shelf("ended", month, _EVERY)]
    if not finished:
        click.echo(f"No render was paid for in {month}.")
        return
    click.echo(f"{'day':10}  {'model':24}  {'ready':>5}  {'calls':>5}  {'lost':>5}  {'USD':>10}")
    for day, model, total in _by_day_and_model(finished):
        click.echo(f"{day:10}  {model:24}  {total.columns}")
    click.echo(f"{'total':10}  {'':24}  {_Total.of(finished).columns}")


@click.group("renders")
def renders() -> None:
    """Look after the kept renders."""


@renders.command("prune")
@click.option("--days", default=180, show_default=True, help="Remove renders that ended longer ago than this.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@with_appcontext
def prune(days: int, dry_run: bool) -> None:
    """Remove old renders with their pictures, renders whose picture is gone, and pictures that belong to none.

    What they cost is gone from `costs` as well. A car whose render was removed can be rendered anew.
    """
    with one_sentence():
        removed, pictures, freed = _prune(services(), timedelta(days=days), dry_run)
    verb = "would be removed" if dry_run else "removed"
    click.echo(f"Renders {verb}: {removed}. Pictures {verb}: {pictures}, {freed / _MB:.1f} MB.")


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turns what a store or a place for pictures complains of into a command's own failure."""
    try:
        yield
    except (StoreError, PictureStoreError) as error:
        raise click.ClickException(str(error)) from None


class _Total(NamedTuple):
    ready: int
    calls: int
    lost: int
    cost: int

    @classmethod
    def of(cls, renders: Iterable[Render]) -> "_Total":
        found = tuple(renders)
        return cls(
            sum(it.state == "ready" for it in found),
            sum(it.calls for it in found),
            sum(it.lost for it in found),
            sum(it.cost for it in found),
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


def _prune(here: Services, age: timedelta, dry_run: bool) -> tuple[int, int, int]:
    """How many renders and pictures went, and how many bytes.

    Renders are listed first: those that are ready by then have their pictures by then. And they go first: what is
    interrupted leaves a picture without a render, which goes the next time.
    """
    now, renders = here.clock(), tuple(here.renders.all())
    kept = {it.name: it for it in here.pictures.all()}
    gone = [it for it in renders if _is_old(it, now - age) or _has_lost_its_picture(it, kept)]
    if not dry_run:
        gone = [it for it in gone if here.renders.remove(it)]
    leaving = {it.file_stem for it in gone}
    staying = {it.file_stem for it in renders} - leaving
    pictures = [it for it in kept.values() if _stem(it) not in staying]
    pictures = [it for it in pictures if _stem(it) in leaving or it.since < now - ORPHANED]
    if not dry_run:
        for picture in pictures:
            here.pictures.remove(picture.name)
    return len(gone), len(pictures), sum(it.length for it in pictures)


def _is_old(render: Render, limit: datetime) -> bool:
    return (render.finished_at or render.asked_at) < limit


def _has_lost_its_picture(render: Render, kept: Container[str]) -> bool:
    return render.picture is not None and render.picture.name not in kept


def _stem(picture: Kept) -> str:
    return picture.name.partition(".")[0]
