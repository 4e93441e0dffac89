"""Use cases around a render for those who look at it: asking for one, finding one, and why there may be none."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from configurator.cars import code
from configurator.cars.catalogue import Catalogue
from configurator.cars.configuration import Car, Check
from configurator.errors import StoreError
from configurator.renders.captions import CarNames
from configurator.renders.prompt import RenderView
from configurator.renders.render import (
    Render,
    Spend,
    asked_again,
    day_of,
    midnight_after,
    scene_key,
)
from configurator.renders.store import RenderStore
from configurator.renders.terms import Closure, Terms, find_closure

MEASURED = 20
"""Of how many renders the usual time is the middle."""

RESUMED = timedelta(hours=1)
"""Who asked longer ago is no longer waiting: such a render goes on when somebody looks at it."""

LATEST = 6
"""How many renders the home page shows."""

_RACES = 5

Value = TypeVar("Value")

logger = logging.getLogger(__name__)


class RendersClosed(Exception):
    """Nobody can have a new render now."""

    def __init__(self, closure: Closure) -> None:
        super().__init__(closure.fault)
        self.closure = closure


class ShareSpent(Exception):
    """This client has asked for as many new renders as one may in a day."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"until {until:%H:%M}")
        self.until = until


class NotBuildable(Exception):
    """The car has conflicts, or parts that are not in the catalogue."""


class _Remembered(Generic[Value]):
    """What was found in the store, once there is any, for so many seconds: not every poll or page need ask anew."""

    def __init__(self, seconds: int) -> None:
        self._kept = timedelta(seconds=seconds)
        self._value: Value | None = None
        self._until: datetime | None = None

    def get(self, now: datetime, find: Callable[[], Value | None]) -> Value | None:
        if self._value is None or self._until is None or now >= self._until:
            self._value, self._until = find(), now + self._kept
        return self._value


@dataclass(frozen=True, slots=True)
class RenderService:
    """`send` tells a worker the id of a render to work on; that it arrives is not certain."""

    catalogue: Catalogue
    store: RenderStore
    terms: Terms
    clock: Callable[[], datetime]
    send: Callable[[str], None]
    _usual: _Remembered[int] = field(default_factory=lambda: _Remembered(60))
    _latest: _Remembered[tuple[Render, ...]] = field(default_factory=lambda: _Remembered(30))

    def request(self, checked: Check, view: RenderView, client: str) -> Render:
        """The render of this car from this view, whoever asked for it first; a new one where there is none, or where
        the last try failed and may be repeated.

        Raises NotBuildable, RendersClosed, ShareSpent or StoreError, and then nothing was asked for.
        """
        if checked.car is None or not checked.buildable:
            raise NotBuildable
        draft = self._draft(checked.car, view)
        for _ in range(_RACES):
            render = self.store.get(draft.id)
            if render and not render.may_be_asked_again(self.clock()):
                return self._nudged(render)
            asked = asked_again(render, self.clock()) if render else draft
            if self._write(asked, client):
                self.send(asked.id)
                return asked
        raise StoreError("A render was changed by others again and again.")

    def find(self, render_id: str) -> Render | None:
        render = self.store.get(render_id)
        return self._nudged(render) if render else None

    def of_car(self, car: Car, view: RenderView) -> tuple[Render, ...]:
        """All renders of a car from a view, also by other models and older drawings, the last asked for first."""
        found = self.store.of_scene(scene_key(self.catalogue.series, car, view))
        return tuple(map(self._nudged, found))

    def gallery(self, limit: int = 12) -> tuple[Render, ...]:
        """The renders that became ready last, the newest first."""
        now = self.clock()
        found = self.store.list_by_index("ready", f"{now:%Y-%m}", limit)
        if len(found) < limit:
            found += self.store.list_by_index("ready", _month_before(now), limit - len(found))
        return found

    def latest(self) -> tuple[Render, ...]:
        """The gallery as it was in the last half minute: a home page costs two small reads in that time, however often
        it is called, and none where renders are off. A store that can't answer now costs nothing but the gallery."""
        return (self._latest.get(self.clock(), self._find_latest) or ()) if self.terms.enabled else ()

    def usual_seconds(self) -> int | None:
        """From asking to ready, measured: the middle of the last renders; None where there was none yet."""
        return self._usual.get(self.clock(), lambda: _usual_seconds(self.gallery(MEASURED)))

    def closure(self) -> Closure | None:
        """Why no new render can be asked for now, if none can."""
        return find_closure(self.store, self.terms, self.clock())

    def resume(self) -> None:
        """Sends what is waiting to work, after a start. A store that can't answer now costs nothing but the help."""
        if not self.terms.enabled:
            return
        now = self.clock()
        try:
            waiting = [
                it for it in self.store.list_by_index("open", "") if it.is_due(now) and it.asked_at > now - RESUMED
            ]
        except StoreError as error:
            logger.warning("Renders that were waiting are not resumed: %s", error)
            return
        for render in waiting:
            self.send(render.id)

    def _find_latest(self) -> tuple[Render, ...]:
        try:
            return self.gallery(LATEST)
        except StoreError as error:
            logger.warning("The gallery is left out: %s", error)
            return ()

    def _draft(self, car: Car, view: RenderView) -> Render:
        return Render(
            scene_key=scene_key(self.catalogue.series, car, view),
            recipe_key=self.terms.recipe.key,
            code=code.encode(self.catalogue, car),
            view=view,
            names=CarNames.of(car),
            recipe=self.terms.recipe,
            asked_at=self.clock(),
        )

    def _write(self, asked: Render, client: str) -> bool:
        """Whether it is asked for by us; False where somebody else was faster."""
        if closure := self.closure():
            raise RendersClosed(closure)
        now = self.clock()
        share = Spend(f"client {client}", day_of(now), 1, self.terms.client_daily)
        write = self.store.create if asked.version == 1 else self.store.replace
        outcome = write(asked, share)
        if outcome == "over":
            raise ShareSpent(midnight_after(now))
        return outcome == "done"

    def _nudged(self, render: Render) -> Render:
        """The same; where nobody seems to be at work on it, a worker is told again."""
        if render.is_overdue(self.clock()):
            self.send(render.id)
        return render


def _usual_seconds(finished: Iterable[Render]) -> int | None:
    seconds = sorted((it.finished_at - it.asked_at).total_seconds() for it in finished if it.finished_at)
    return max(1, round(seconds[len(seconds) // 2])) if seconds else None


def _month_before(moment: datetime) -> str:
    return f"{moment.replace(day=1) - timedelta(days=1):%Y-%m}"
