"""The use case of a worker: make one picture by at most one call, whatever happens around it.

Before the call its worst cost is reserved together with the claim; afterwards the picture is kept, then the render
turns ready and the ledger is settled, together. Whoever dies in between leaves a claim that ends by itself. The next
worker looks for the picture first: kept but not noted, it is taken as it is; otherwise the call is counted as paid
and lost, and made once more while there are tries left.

So one window remains in which a paid picture is lost: from the moment OpenAI has drawn it until its bytes are on our
disk. It is bounded by TRIES calls for one asking, each within the budget, and counted: `lost` of the render, `costs`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError, decode
from configurator.cars.configuration import Car, check
from configurator.errors import StoreError
from configurator.renders.cost import Usage, usd
from configurator.renders.faults import FAULTS, GenerationFailed
from configurator.renders.picture_format import PictureFormat, detect_format
from configurator.renders.pictures import GeneratedPicture, ImageModel, PictureStore, PictureStoreError
from configurator.renders.prompt import RenderView, prompt
from configurator.renders.render import (
    BUDGET,
    CALL_SECONDS,
    NO_USAGE,
    PAUSE_AFTER_FAILURE,
    TRIES,
    Picture,
    Render,
    Spend,
    abandoned,
    claimed,
    day_of,
    failed,
    put_off,
    ready,
    scene_key,
    settlement,
)
from configurator.renders.store import RenderStore
from configurator.renders.terms import Terms, find_closure

CLOSED_FOR = timedelta(minutes=5)
"""After a fault that concerns every render: long enough to spare OpenAI and us, short enough once it is mended."""

LONGEST_WAIT = 120.0
"""Seconds: who is asked to wait longer before the next try ends this one."""

_FIRST_WAIT = 2.0
_LONGEST_PAUSE = 3600.0
_WRITES = 4

Written = TypeVar("Written")

logger = logging.getLogger(__name__)


class Order(NamedTuple):
    """What is sent to be painted."""

    words: str
    reference: bytes | None


@dataclass(frozen=True, slots=True)
class RenderJob:
    """What a worker needs.

    `sleep` waits between attempts to store what was paid for. `draw_reference` gives a PNG to send with the prompt.
    """

    catalogue: Catalogue
    store: RenderStore
    pictures: PictureStore
    image_model: ImageModel
    terms: Terms
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    draw_reference: Callable[[Car, RenderView], bytes]

    def run(self, render_id: str, seconds: float = CALL_SECONDS) -> float | None:
        """Works on a render if that is due, with one call of at most so many seconds.

        Returns the seconds after which another try is due, or None where there is nothing more to do. Raises
        StoreError or PictureStoreError where a store can't answer: then the render waits for the next worker.
        """
        render = self.store.get(render_id)
        if render is None or not render.is_due(self._now()) or self._found_again(render):
            return None
        try:
            order = self._order(render)
        except GenerationFailed as hindrance:
            self._write(render, abandoned(render, self._now(), hindrance.fault))
            return None
        attempt = self._claim(render)
        return self._draw(attempt, order, seconds) if attempt else None

    def _found_again(self, render: Render) -> bool:
        """Whether a worker that vanished had kept its picture: then it is shown, its cost as it was set aside."""
        name = self.pictures.find(render.file_stem) if render.state == "in_progress" else None
        content = self.pictures.read(name) if name else None
        form = detect_format(content) if content else None
        if not name or not content or not form:
            return False
        self._write(render, ready(render, self._now(), _picture(name, content, form), NO_USAGE, render.reserved))
        return True

    def _order(self, render: Render) -> Order:
        """All that can be done without money. Raises GenerationFailed for what stands against the call."""
        if render.tries >= TRIES:
            raise GenerationFailed("interrupted")
        if render.recipe != self.terms.recipe:
            raise GenerationFailed("outdated")
        if closure := find_closure(self.store, self.terms, self._now()):
            raise GenerationFailed(closure.fault)
        car = self._car(render)
        reference = self.draw_reference(car, render.view) if render.recipe.reference else None
        return Order(prompt(car, render.view, render.recipe.reference), reference)

    def _car(self, render: Render) -> Car:
        """Raises GenerationFailed where the catalogue has changed so that the code is another car, or none."""
        catalogue = self.catalogue
        try:
            checked = check(catalogue, decode(catalogue, render.code))
        except CodeError:
            raise GenerationFailed("car_gone") from None
        if checked.car is None or not checked.buildable:
            raise GenerationFailed("car_gone")
        if scene_key(catalogue.series, checked.car, render.view) != render.scene_key:
            raise GenerationFailed("car_gone")
        return checked.car

    def _claim(self, render: Render) -> Render | None:
        """The render as ours for one call, its worst cost set aside; None where somebody else has it, or where the
        budget doesn't reach."""
        now, terms = self._now(), self.terms
        attempt = claimed(render, now, terms.worst)
        outcome = self.store.replace(attempt, Spend(BUDGET, day_of(now), terms.worst, terms.daily_budget))
        if outcome == "over":
            self._write(render, abandoned(render, now, "budget_spent"))
        return attempt if outcome == "done" else None

    def _draw(self, attempt: Render, order: Order, seconds: float) -> float | None:
        try:
            painted = self.image_model.generate(order.words, order.reference, attempt.recipe, seconds)
        except GenerationFailed as failure:
            return self._fail(attempt, failure)
        except Exception as error:  # its message may hold the key, so only its kind is told
            return self._fail(attempt, GenerationFailed("unforeseen", detail=type(error).__name__))
        self._keep(attempt, painted)
        return None

    def _keep(self, attempt: Render, painted: GeneratedPicture) -> None:
        """First the file, then the state: a render that is ready has its picture."""
        cost = self._cost(painted.usage)
        paid = attempt.reserved if cost is None else cost
        name = f"{attempt.file_stem}{painted.form.suffix}"
        try:
            self.pictures.put(name, painted.content, painted.form, attempt.download_name(painted.form.suffix))
        except PictureStoreError as error:
            logger.error("Render %s is lost: %s", attempt.id, error)
            self._write(attempt, failed(attempt, self._now(), "not_kept", paid))
            return
        picture = _picture(name, painted.content, painted.form)
        self._write(attempt, ready(attempt, self._now(), picture, painted.usage or NO_USAGE, paid))
        logger.info("Render %s is ready: %s", attempt.id, usd(paid))

    def _fail(self, attempt: Render, failure: GenerationFailed) -> float | None:
        now, wait = self._now(), _wait(attempt, failure)
        logger.warning("Render %s, call %d: %s", attempt.id, attempt.calls, failure)
        if FAULTS[failure.fault].closes:
            self._persist(lambda: self.store.close(day_of(now), failure.fault, now + CLOSED_FOR))
        if wait is not None:
            self._write(attempt, put_off(attempt, now + timedelta(seconds=wait), failure.fault))
            return wait
        pause = max(PAUSE_AFTER_FAILURE, timedelta(seconds=min(failure.wait or 0, _LONGEST_PAUSE)))
        self._write(attempt, failed(attempt, now, failure.fault, self._cost(failure.usage), pause))
        return None

    def _cost(self, usage: Usage | None) -> int | None:
        return self.terms.rates.cost(usage) if usage else None

    def _write(self, before: Render, after: Render) -> None:
        outcome = self._persist(lambda: self.store.replace(after, settlement(before, after)))
        if outcome != "done":
            logger.warning("Render %s went on without this worker.", after.id)

    def _persist(self, write: Callable[[], Written]) -> Written:
        """Tries patiently: what is written down now need not be paid for again."""
        for attempt in range(_WRITES):
            try:
                return write()
            except StoreError:
                self.sleep(0.5 * 2**attempt)
        return write()

    def _now(self) -> datetime:
        return self.clock()


def _picture(name: str, content: bytes, form: PictureFormat) -> Picture:
    return Picture(name, form.media_type, form.width, form.height, len(content))


def _wait(attempt: Render, failure: GenerationFailed) -> float | None:
    """Seconds until the next try; None where there is none."""
    if not FAULTS[failure.fault].retried or attempt.tries >= TRIES:
        return None
    wait = _FIRST_WAIT * 3 ** (attempt.tries - 1) if failure.wait is None else failure.wait
    return wait if wait <= LONGEST_WAIT else None
