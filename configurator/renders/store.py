"""The protocol for a store of renders and of their ledger. tests/contract runs the same tests on every store."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from configurator.renders.render import BUDGET, Budget, LedgerEntry, Render

Outcome = Literal["done", "changed", "over"]
"""Written; not written because the render has changed meanwhile; not written because of the ledger's limit."""

RenderIndex = Literal["open", "ready", "ended"]


class BudgetStatus(NamedTuple):
    """A budget on a day: micro-dollars `used`; and the fault for which all renders are closed `until` then, if any."""

    used: int = 0
    fault: str = ""
    until: datetime | None = None

    def is_closed(self, now: datetime) -> bool:
        """Whether a fault keeps renders closed at this time."""
        return self.until is not None and now < self.until


class RenderStore(Protocol):
    """Renders by scene and recipe, and the ledger. Every method can raise StoreError.

    A render and its ledger entry are written together or not at all.
    """

    def get(self, render_id: str) -> Render | None:
        """The latest state of a render."""

    def list_by_scene(self, scene_key: str) -> tuple[Render, ...]:
        """All renders of one car from one view, by any recipe. The last requested comes first."""

    def create(self, render: Render, entry: LedgerEntry | None = None) -> Outcome:
        """Stores a render of version 1 if there is none with its id. Of several callers at once, one gets "done"."""

    def replace(self, render: Render, entry: LedgerEntry | None = None) -> Outcome:
        """Stores this state if the store holds the previous one, that is version - 1."""

    def remove(self, render: Render) -> bool:
        """Removes the render if it is still in this state. Returns whether it was removed."""

    def list_by_index(self, index: RenderIndex, month: str, limit: int = 1000) -> tuple[Render, ...]:
        """Renders of an index, the latest first.

        "ready" and "ended" (without a picture, but at a cost) are kept by month, such as 2026-11. "open" lists all
        that wait or are in progress; it ignores the month.
        """

    def all(self) -> Iterator[Render]:
        """Every render, in no order. For the operator's commands only."""

    def budget_status(self, day: str, budget: Budget = BUDGET) -> BudgetStatus:
        """The status of a budget on a UTC day. Its fault is the same for every budget."""

    def close(self, day: str, fault: str, until: datetime) -> None:
        """Closes renders until a time: every process sees it in the status of every budget."""

    def ping(self) -> None:
        """Raises StoreError if the store can't be reached."""


def index_key(render: Render) -> tuple[str, datetime] | None:
    """The name of the index that lists a render, and its time there; None if no index does."""
    if render.is_open:
        return "open", render.asked_at
    if render.finished_at is None or (render.state != "ready" and not render.cost):
        return None
    index: RenderIndex = "ready" if render.state == "ready" else "ended"
    return index_name(index, f"{render.finished_at:%Y-%m}"), render.finished_at


def index_name(index: RenderIndex, month: str) -> str:
    return "open" if index == "open" else f"{index}-{month}"
