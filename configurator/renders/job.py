"""Makes one picture in a worker, with at most one call to the image model per run.

Before the call, one transaction writes the claim and reserves the maximum cost. After the call, the job stores the
picture, then marks the render ready and settles the ledger in one transaction. If a worker dies in between, its lease
expires and the next worker looks for the stored picture. If there is one, the render becomes ready with it. Otherwise
the call counts as paid and lost, and the next worker repeats it if attempts are left.

A paid picture can be lost only between OpenAI's response and storing the file. Each request makes at most MAX_ATTEMPTS
calls, each within the budget. `Render.lost` counts the lost calls, and the command `costs` shows them.
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
    MAX_ATTEMPTS,
    NO_USAGE,
    PAUSE_AFTER_FAILURE,
    LedgerEntry,
    Picture,
    Render,
    day_of,
    scene_key,
)
from configurator.renders.store import RenderStore
from configurator.renders.terms import Terms, find_closure
from configurator.renders.transitions import abandoned, claimed, failed, postponed, ready, settlement

CLOSED_FOR = timedelta(minutes=5)
"""How long a fault that affects every render closes all renders. Spares OpenAI; renders reopen soon after a repair."""

MAX_WAIT = 120.0
"""Seconds. If OpenAI asks for a longer wait before the next attempt, the render fails."""

_FIRST_WAIT = 2.0
_MAX_PAUSE = 3600.0
_WRITE_ATTEMPTS = 4

Result = TypeVar("Result")

logger = logging.getLogger(__name__)


class Order(NamedTuple):
    """What the job sends to the image model. `reference` is a PNG of the drawing, or None."""

    prompt: str
    reference: bytes | None


@dataclass(frozen=True, slots=True)
class RenderJob:
    """Everything that a worker needs to make renders.

    `sleep` waits some seconds before a repeated write. `draw_reference` returns a PNG to send with the prompt.
    """

    catalogue: Catalogue
    store: RenderStore
    pictures: PictureStore
    image_model: ImageModel
    terms: Terms
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    draw_reference: Callable[[Car, RenderView], bytes]

    def run(self, render_id: str, seconds: float | None = None) -> float | None:
        """Works on a render if it is due, with at most one call of at most `seconds`, or as long as the terms allow.

        Returns the seconds until the next attempt, or None if there is none. Raises StoreError or PictureStoreError if
        a store doesn't respond; the render then waits for the next worker.
        """
        render = self.store.get(render_id)
        if render is None or not render.is_due(self.clock()) or self._recover_picture(render):
            return None
        try:
            order = self._prepare(render)
        except GenerationFailed as failure:
            self._write(render, abandoned(render, self.clock(), failure.fault))
            return None
        attempt = self._claim(render)
        return self._generate(attempt, order, seconds or self.terms.time_limits.call) if attempt else None

    def _recover_picture(self, render: Render) -> bool:
        """Finishes the render if a vanished worker stored its picture. The reservation counts as its cost."""
        name = self.pictures.find(render.file_stem) if render.state == "in_progress" else None
        content = self.pictures.read(name) if name else None
        picture_format = detect_format(content) if content else None
        if not name or not content or not picture_format:
            return False
        picture = _picture(name, content, picture_format)
        self._write(render, ready(render, self.clock(), picture, NO_USAGE, render.reserved))
        return True

    def _prepare(self, render: Render) -> Order:
        """Prepares the call; this costs nothing. Raises GenerationFailed if the call must not be made."""
        if render.attempts >= MAX_ATTEMPTS:
            raise GenerationFailed("interrupted")
        if render.recipe != self.terms.recipe:
            raise GenerationFailed("outdated")
        if closure := find_closure(self.store, self.terms, self.clock(), render.budget):
            raise GenerationFailed(closure.fault)
        car = self._car(render)
        self._require_room()
        reference = self.draw_reference(car, render.view) if render.recipe.reference else None
        return Order(prompt(car, render.view, render.recipe.reference), reference)

    def _require_room(self) -> None:
        """Otherwise the picture would be paid for and lost. Raises GenerationFailed."""
        try:
            self.pictures.require_room()
        except PictureStoreError as error:
            logger.error("No picture is requested: %s", error)
            self._close("no_storage")
            raise GenerationFailed("no_storage") from None

    def _car(self, render: Render) -> Car:
        """Returns the render's car. Raises GenerationFailed if its code now means another car, or none."""
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
        """Claims the render for one call and reserves the call's maximum cost.

        Returns None if another worker has changed the render, or if the render's budget doesn't cover the call.
        """
        now, terms = self.clock(), self.terms
        attempt = claimed(render, now, terms.max_cost, terms.time_limits.lease)
        reservation = LedgerEntry(render.budget, day_of(now), terms.max_cost, terms.limit(render.budget))
        outcome = self.store.replace(attempt, reservation)
        if outcome == "over":
            self._write(render, abandoned(render, now, "budget_spent"))
        return attempt if outcome == "done" else None

    def _generate(self, attempt: Render, order: Order, seconds: float) -> float | None:
        try:
            generated = self.image_model.generate(order.prompt, order.reference, attempt.recipe, seconds)
        except GenerationFailed as failure:
            return self._fail(attempt, failure)
        except Exception as error:  # logs only the type: the message may contain the key
            return self._fail(attempt, GenerationFailed("unforeseen", detail=type(error).__name__))
        self._finish(attempt, generated)
        return None

    def _finish(self, attempt: Render, generated: GeneratedPicture) -> None:
        """Stores the file before the state, so that a ready render always has its picture."""
        cost = self._cost(generated.usage)
        paid = attempt.reserved if cost is None else cost
        suffix = generated.format.suffix
        name = f"{attempt.file_stem}{suffix}"
        try:
            self.pictures.put(name, generated.content, generated.format, attempt.download_name(suffix))
        except PictureStoreError as error:
            logger.error("The picture of render %s is lost: %s", attempt.id, error)
            self._close("no_storage")
            self._write(attempt, failed(attempt, self.clock(), "not_kept", paid))
            return
        picture = _picture(name, generated.content, generated.format)
        self._write(attempt, ready(attempt, self.clock(), picture, generated.usage or NO_USAGE, paid))
        logger.info("Render %s is ready: %s", attempt.id, usd(paid))

    def _fail(self, attempt: Render, failure: GenerationFailed) -> float | None:
        now, wait = self.clock(), _wait(attempt, failure)
        logger.warning("Render %s, call %d: %s", attempt.id, attempt.calls, failure)
        if FAULTS[failure.fault].closes:
            self._close(failure.fault)
        if wait is not None:
            self._write(attempt, postponed(attempt, now + timedelta(seconds=wait), failure.fault))
            return wait
        pause = max(PAUSE_AFTER_FAILURE, timedelta(seconds=min(failure.wait or 0, _MAX_PAUSE)))
        self._write(attempt, failed(attempt, now, failure.fault, self._cost_of_failure(attempt, failure), pause))
        return None

    def _close(self, fault: str) -> None:
        """Closes all renders for a while."""
        now = self.clock()
        self._persist(lambda: self.store.close(day_of(now), fault, now + CLOSED_FOR))

    def _cost_of_failure(self, attempt: Render, failure: GenerationFailed) -> int | None:
        """What the call cost, None if the fault decides about that."""
        cost = self._cost(failure.usage)
        return attempt.reserved if cost is None and failure.charged else cost

    def _cost(self, usage: Usage | None) -> int | None:
        return self.terms.rates.cost(usage) if usage else None

    def _write(self, before: Render, after: Render) -> None:
        outcome = self._persist(lambda: self.store.replace(after, settlement(before, after)))
        if outcome != "done":
            logger.warning("Another worker has changed render %s meanwhile: this result is not written.", after.id)

    def _persist(self, write: Callable[[], Result]) -> Result:
        """Retries a write, because a lost result may have to be paid for again. Raises StoreError in the end."""
        for attempt in range(_WRITE_ATTEMPTS):
            try:
                return write()
            except StoreError:
                self.sleep(0.5 * 2**attempt)
        return write()


def _picture(name: str, content: bytes, picture_format: PictureFormat) -> Picture:
    return Picture(name, picture_format.media_type, picture_format.width, picture_format.height, len(content))


def _wait(attempt: Render, failure: GenerationFailed) -> float | None:
    """Returns the seconds until the next attempt, or None if there is none."""
    if not FAULTS[failure.fault].retry or attempt.attempts >= MAX_ATTEMPTS:
        return None
    wait = _FIRST_WAIT * 3 ** (attempt.attempts - 1) if failure.wait is None else failure.wait
    return wait if wait <= MAX_WAIT else None
