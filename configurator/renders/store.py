"""What the product asks of a store of renders and of its ledger. tests/contract holds every store to it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from configurator.renders.render import Render, Spend

Outcome = Literal["done", "changed", "over"]
"""Written; not written because somebody was faster; not written because the ledger's limit stands against it."""

RenderIndex = Literal["open", "ready", "ended"]


class BudgetStatus(NamedTuple):
    """A day's ledger: micro-dollars `used`; the fault for which renders are closed `until` then, if any."""

    used: int = 0
    fault: str = ""
    until: datetime | None = None

    def is_closed(self, now: datetime) -> bool:
        """Whether a fault keeps renders closed at this time."""
        return self.until is not None and now < self.until


class RenderStore(Protocol):
    """Renders by scene and recipe, and the ledger. Every method may raise StoreError.

    A write and its `Spend` happen together or not at all.
    """

    def get(self, render_id: str) -> Render | None:
        """The render as last acknowledged."""

    def of_scene(self, scene_key: str) -> tuple[Render, ...]:
        """All renders of one car from one view, whatever their recipe, the last asked for first."""

    def create(self, render: Render, spend: Spend) -> Outcome:
        """Stores a render of version 1 if there is none of its id: of many at once, one is done."""

    def replace(self, render: Render, spend: Spend | None = None) -> Outcome:
        """Puts this state in the place of the one before it, that is of version - 1."""

    def remove(self, render: Render) -> bool:
        """Removes the render if it is still in this state."""

    def list_by_index(self, index: RenderIndex, month: str, limit: int = 1000) -> tuple[Render, ...]:
        """The renders that became ready, or ended without a picture but not without cost, in a month (2026-11), the
        last first; for "open", those still to be worked on, and the month doesn't matter."""

    def all(self) -> Iterator[Render]:
        """Every render, in no order: for the operator's commands only."""

    def budget_status(self, day: str) -> BudgetStatus:
        """The ledger of the budget on this UTC day."""

    def close(self, day: str, fault: str, until: datetime) -> None:
        """Notes that no render can be made until then, for others to see."""

    def ping(self) -> None:
        """Answers if the store can be reached; otherwise raises StoreError."""


def index_key(render: Render) -> tuple[str, datetime] | None:
    """Where a render stands for whoever lists them, and since when; None for one that is of no interest."""
    if render.is_open:
        return "open", render.asked_at
    if render.finished_at is None or (render.state != "ready" and not render.cost):
        return None
    return index_name(
        "ready" if render.state == "ready" else "ended", f"{render.finished_at:%Y-%m}"
    ), render.finished_at


def index_name(index: RenderIndex, month: str) -> str:
    return "open" if index == "open" else f"{index}-{month}"
