"""Whether each call to OpenAI had its reservation, no picture was paid for twice, and no budget was exceeded."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from configurator.cars.code import decode
from configurator.cars.configuration import check
from configurator.clock import utc_now
from configurator.errors import StoreError
from configurator.renders.cost import usd
from configurator.renders.prompt import prompt
from configurator.renders.render import BUDGET, Render, day_of
from configurator.renders.store import RenderStore
from scripts.chaos.openai_faults import Delivery
from tests.support.catalogues import OURS

_POLL = 0.05


def spent(store: RenderStore) -> dict[str, int]:
    """Micro-dollars by day. A clock that is an hour off may be in another day."""
    days = {day_of(utc_now() + timedelta(hours=hours)) for hours in (-1, 0, 1)}
    return {day: store.budget_status(day, BUDGET).used for day in days}


@dataclass
class BudgetWatch:
    """Looks at the ledger all the time. `most` is the most that it saw in a day, `limit` the day's budget."""

    store: RenderStore
    limit: int
    complain: Callable[[str], None]
    most: int = 0
    looks: int = 0
    is_over: bool = False

    def work(self) -> None:
        while not self.is_over:
            self.look()
            time.sleep(_POLL)

    def look(self) -> None:
        try:
            used = max(spent(self.store).values())
        except StoreError:
            return
        self.looks += 1
        if used > max(self.most, self.limit):
            self.complain(f"the budget of {usd(self.limit)} was exceeded: {usd(used)}")
        self.most = max(self.most, used)


def payment_faults(
    calls: Sequence[Delivery], renders: Iterable[Render], ledger: int, lossy_phases: Collection[int]
) -> Iterator[str]:
    """What is wrong, one text for each fault. Call it when no worker runs.

    `ledger` is the sum of all days. In `lossy_phases` a delivered picture may be lost, as far as the render says so.
    """
    by_prompt = defaultdict(list)
    for call in calls:
        by_prompt[call.prompt].append(call)
    total = 0
    for render in renders:
        total += render.cost + render.reserved
        yield from _faults_of(render, by_prompt.pop(_prompt(render), []), lossy_phases)
    if by_prompt:
        yield f"OpenAI was asked for {len(by_prompt)} pictures that no render is about"
    if total != ledger:
        yield f"the ledger has {usd(ledger)}, the renders {usd(total)}"


def costs_fault(table: str, renders: Iterable[Render]) -> str:
    """What differs between the last line of the command `costs` and the renders of its month; "" if nothing."""
    paid = [render for render in renders if not render.is_open and (render.state == "ready" or render.cost)]
    ready = sum(render.state == "ready" for render in paid)
    calls, lost = sum(render.calls for render in paid), sum(render.lost for render in paid)
    right = [str(ready), str(calls), str(lost), usd(sum(render.cost for render in paid)).removesuffix(" USD")]
    said = table.rpartition("total")[2].split() if paid else right
    return "" if said == right else f"`costs` says {said} for ready, calls, lost and USD, the renders {right}"


def _faults_of(render: Render, calls: Sequence[Delivery], lossy_phases: Collection[int]) -> Iterator[str]:
    pictures = [call for call in calls if call.is_picture]
    kept = int(render.state == "ready")
    if len(calls) > render.calls:
        yield f"render {render.id}: {len(calls)} calls for {render.calls} reservations"
    if len(pictures) > kept + render.lost + bool(render.reserved):
        yield f"render {render.id}: {len(pictures)} pictures paid, {kept} kept, only {render.lost} counted as lost"
    if needless := [call for call in pictures[:-1] if call.phase not in lossy_phases]:
        yield f"render {render.id}: paid {len(needless) + 1} times, although nothing had lost its picture"


def _prompt(render: Render) -> str:
    car = check(OURS, decode(OURS, render.code)).car
    return prompt(car, render.view, render.recipe.reference) if car else ""
