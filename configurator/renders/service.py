"""Use cases of people who look at renders: request one, find one, and learn why none can be made."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from configurator.cars import code
from configurator.cars.catalogue import Catalogue
from configurator.cars.configuration import Car, Check
from configurator.errors import StoreError
from configurator.renders.captions import CarNames
from configurator.renders.prompt import RenderView
from configurator.renders.render import (
    BUDGET,
    KIOSK_BUDGET,
    Budget,
    LedgerEntry,
    Render,
    day_of,
    midnight_after,
    scene_key,
)
from configurator.renders.store import RenderStore
from configurator.renders.terms import Closure, Terms, find_closure
from configurator.renders.transitions import requested_again

SAMPLE_SIZE = 20
"""The usual time is the median of this many renders."""

RESUME_WITHIN = timedelta(hours=1)
"""After a restart, renders that were requested longer ago start only when somebody looks at them."""

GALLERY_SIZE = 6
"""How many renders the home page shows."""

_MAX_RACES = 5

Value = TypeVar("Value")

logger = logging.getLogger(__name__)


class RendersClosed(Exception):
    """Nobody can request a new render now."""

    def __init__(self, closure: Closure) -> None:
        super().__init__(closure.fault)
        self.closure = closure


class ShareSpent(Exception):
    """This client has requested as many new renders as one client can in a day."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"until {until:%H:%M}")
        self.until = until


class NotBuildable(Exception):
    """The car has conflicts, or parts that are not in the catalogue."""


class _Cached(Generic[Value]):
    """A value from the store, kept for some seconds, so that not every request reads it. None is not kept.

    One thread at a time reads it. Meanwhile the others go on with the last value: a slow store holds up one of them.
    """

    def __init__(self, seconds: int) -> None:
        self._lifetime = timedelta(seconds=seconds)
        self._value: Value | None = None
        self._until: datetime | None = None
        self._finding = Lock()

    def get(self, now: datetime, find: Callable[[], Value | None]) -> Value | None:
        is_old = self._value is None or self._until is None or now >= self._until
        if is_old and self._finding.acquire(blocking=False):
            try:
                self._value, self._until = find(), now + self._lifetime
            finally:
                self._finding.release()
        return self._value


@dataclass(frozen=True, slots=True)
class RenderService:
    """`send` gives a worker the id of a render. The message can get lost, so a look at an overdue render repeats it."""

    catalogue: Catalogue
    store: RenderStore
    terms: Terms
    clock: Callable[[], datetime]
    send: Callable[[str], None]
    _usual: _Cached[int] = field(default_factory=lambda: _Cached(60))
    _latest: _Cached[tuple[Render, ...]] = field(default_factory=lambda: _Cached(30))

    def request(self, checked: Check, view: RenderView, client: str, budget: Budget = BUDGET) -> Render:
        """Returns the render of this car from this view, no matter who requested it first.

        Creates one if there is none. Requests it again if it failed and can be repeated. Only then `budget` pays for
        it. `client` counts for the ordinary budget only: all visitors of a kiosk would be one client.

        Raises NotBuildable, RendersClosed, ShareSpent or StoreError; then nothing was requested.
        """
        if checked.car is None or not checked.buildable:
            raise NotBuildable
        draft = self._draft(checked.car, view, budget)
        for _ in range(_MAX_RACES):
            render = self.store.get(draft.id)
            if render and not render.can_be_requested_again(self.clock()):
                return self._sent_if_overdue(render)
            requested = requested_again(render, self.clock(), budget) if render else draft
            if self._write(requested, client):
                self.send(requested.id)
                return requested
        raise StoreError("Others changed a render each time before it could be written.")

    def find(self, render_id: str) -> Render | None:
        render = self.store.get(render_id)
        return self._sent_if_overdue(render) if render else None

    def of_car(self, car: Car, view: RenderView) -> tuple[Render, ...]:
        """All renders of a car from a view, also by other models and older drawings. The last requested comes first."""
        renders = self.store.list_by_scene(scene_key(self.catalogue.series, car, view))
        return tuple(map(self._sent_if_overdue, renders))

    def gallery(self, limit: int = 12) -> tuple[Render, ...]:
        """The last renders that became ready, of this month and the one before. The newest comes first."""
        now = self.clock()
        renders = self.store.list_by_index("ready", f"{now:%Y-%m}", limit)
        if len(renders) < limit:
            renders += self.store.list_by_index("ready", _month_before(now), limit - len(renders))
        return renders

    def latest(self) -> tuple[Render, ...]:
        """The gallery, at most half a minute old, so that the home page costs two small reads in that time.

        Empty if renders are off, and if the store can't answer: the page works without a gallery.
        """
        return (self._latest.get(self.clock(), self._find_latest) or ()) if self.terms.enabled else ()

    def usual_seconds(self) -> int | None:
        """The median time from request to picture over the last renders. None before the first one."""
        return self._usual.get(self.clock(), lambda: _median_seconds(self.gallery(SAMPLE_SIZE)))

    @property
    def longest_seconds(self) -> int:
        """After how many seconds a call for a picture is given up."""
        return round(self.terms.time_limits.call)

    def closure(self, budget: Budget = BUDGET) -> Closure | None:
        """Why this budget can pay for no new render now, or None if it can. Raises StoreError."""
        return find_closure(self.store, self.terms, self.clock(), budget)

    def resume(self) -> None:
        """After a start, sends the waiting renders to workers. If the store can't answer, logs it and does nothing."""
        if not self.terms.enabled:
            return
        now = self.clock()
        try:
            waiting = [render for render in self.store.list_by_index("open", "") if _is_resumed(render, now)]
        except StoreError as error:
            logger.warning("Waiting renders are not resumed: %s", error)
            return
        for render in waiting:
            self.send(render.id)

    def _find_latest(self) -> tuple[Render, ...]:
        try:
            return self.gallery(GALLERY_SIZE)
        except StoreError as error:
            logger.warning("The gallery is left out: %s", error)
            return ()

    def _draft(self, car: Car, view: RenderView, budget: Budget) -> Render:
        return Render(
            scene_key=scene_key(self.catalogue.series, car, view),
            recipe_key=self.terms.recipe.key,
            code=code.encode(self.catalogue, car),
            view=view,
            names=CarNames.of(car),
            recipe=self.terms.recipe,
            asked_at=self.clock(),
            budget=budget,
        )

    def _write(self, requested: Render, client: str) -> bool:
        """Returns whether it was written. False: somebody else was faster. Raises RendersClosed or ShareSpent."""
        if closure := self.closure(requested.budget):
            raise RendersClosed(closure)
        now = self.clock()
        write = self.store.create if requested.version == 1 else self.store.replace
        outcome = write(requested, self._share_entry(requested, client, now))
        if outcome == "over":
            raise ShareSpent(midnight_after(now))
        return outcome == "done"

    def _share_entry(self, requested: Render, client: str, now: datetime) -> LedgerEntry | None:
        """Counts the request for its client, but not on kiosks: their part of the budget limits them all together."""
        if requested.budget == KIOSK_BUDGET:
            return None
        return LedgerEntry(f"client {client}", day_of(now), 1, self.terms.client_daily)

    def _sent_if_overdue(self, render: Render) -> Render:
        """Returns the same render. If no worker seems to work on it, sends it to one again."""
        if render.is_overdue(self.clock()):
            self.send(render.id)
        return render


def _is_resumed(render: Render, now: datetime) -> bool:
    return render.is_due(now) and render.asked_at > now - RESUME_WITHIN


def _median_seconds(renders: Iterable[Render]) -> int | None:
    seconds = sorted((it.finished_at - it.asked_at).total_seconds() for it in renders if it.finished_at)
    return max(1, round(seconds[len(seconds) // 2])) if seconds else None


def _month_before(moment: datetime) -> str:
    return f"{moment.replace(day=1) - timedelta(days=1):%Y-%m}"
