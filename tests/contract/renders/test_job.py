"""A worker that is killed at each step, races with others, or loses its store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Event
from typing import Any, NamedTuple, NoReturn

import pytest

from configurator.demo.picture import tiny_png
from configurator.errors import StoreError
from configurator.renders.pictures import GeneratedPicture, PictureStoreError
from configurator.renders.render import MAX_ATTEMPTS, Recipe
from configurator.renders.time_limits import TimeLimits
from tests.support.renders import A_PICTURE, COST, LEASE, WORST, Shop, StandInImageModel

AFTER_THE_LEASE = LEASE.total_seconds() + 1


class Killed(BaseException):
    """Ends the work like a killed process: nothing catches it."""


class Instead:
    """Wraps an object and replaces one of its methods."""

    def __init__(self, whole: object, **methods: Callable[..., Any]) -> None:
        self._whole = whole
        self.__dict__.update(methods)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


def kill(*_: object, **__: object) -> NoReturn:
    raise Killed


def kill_before_the_claim(shop: Shop) -> None:
    shop.store = Instead(shop.store, replace=kill)


def kill_before_the_call(shop: Shop) -> None:
    shop.image_model = Instead(shop.image_model, generate=kill)


def kill_during_the_call(shop: Shop) -> None:
    shop.image_model = StandInImageModel(kill)


def kill_between_paid_and_stored(shop: Shop) -> None:
    shop.pictures = Instead(shop.pictures, put=kill)


def kill_between_stored_and_ready(shop: Shop) -> None:
    def put(*arguments: Any) -> NoReturn:
        pictures.put(*arguments)
        raise Killed

    pictures = shop.pictures
    shop.pictures = Instead(pictures, put=put)


class Left(NamedTuple):
    """What a killed worker causes: calls of the next worker, lost calls, and micro-dollars in total."""

    calls: int
    lost: int
    used: int


STEPS = [
    (kill_before_the_claim, Left(1, 0, COST)),
    (kill_before_the_call, Left(1, 1, WORST + COST)),
    (kill_during_the_call, Left(1, 1, WORST + COST)),
    (kill_between_paid_and_stored, Left(1, 1, WORST + COST)),
    (kill_between_stored_and_ready, Left(0, 0, WORST)),
]


def kill_worker(shop: Shop, strike: Callable[[Shop], None], render_id: str) -> None:
    """Runs the render in a worker that `strike` makes die on the way. Store, pictures and clock are the shop's."""
    victim = replace(shop)
    strike(victim)
    with pytest.raises(Killed):
        victim.run(render_id)


@pytest.mark.parametrize(("strike", "left"), STEPS)
def test_a_worker_killed_at_any_step_is_followed_by_one_that_finishes(
    strike: Callable[[Shop], None], left: Left, shop: Shop
) -> None:
    render_id, follower = shop.ask().id, StandInImageModel()
    kill_worker(shop, strike, render_id)
    shop.image_model = follower
    shop.clock.advance(AFTER_THE_LEASE)
    render = shop.run(render_id)
    assert render.state == "ready"
    assert Left(follower.calls, render.lost, shop.used) == left
    assert (render.cost, render.reserved) == (shop.used, 0)
    assert render.picture
    assert shop.pictures.read(render.picture.name) == tiny_png()


@pytest.mark.parametrize("strike", [step for step, _ in STEPS[1:]])
def test_nobody_touches_what_may_still_be_in_work(strike: Callable[[Shop], None], shop: Shop) -> None:
    render_id, follower = shop.ask().id, StandInImageModel()
    kill_worker(shop, strike, render_id)
    shop.image_model = follower
    shop.clock.advance(AFTER_THE_LEASE - 2)
    assert shop.run(render_id).state == "in_progress"
    assert follower.calls == 0
    assert shop.used == WORST


def test_a_render_that_kills_each_worker_is_given_up_and_every_call_is_counted(shop: Shop) -> None:
    render_id = shop.ask().id
    shop.image_model = StandInImageModel(kill)
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(Killed):
            shop.run(render_id)
        shop.clock.advance(AFTER_THE_LEASE)
    render = shop.run(render_id)
    assert (render.state, render.fault, render.lost) == ("failed", "interrupted", MAX_ATTEMPTS)
    assert shop.used == render.cost == MAX_ATTEMPTS * WORST


def test_call_and_lease_take_as_long_as_the_terms_say(shop: Shop) -> None:
    calls: list[tuple[float, datetime | None]] = []

    def generate(_: str, __: bytes | None, ___: Recipe, seconds: float) -> GeneratedPicture:
        calls.append((seconds, shop.get(render_id).lease_until))
        return A_PICTURE

    shop.terms = shop.terms._replace(time_limits=TimeLimits(200))
    shop.image_model = Instead(StandInImageModel(), generate=generate)
    render_id = shop.ask().id
    assert shop.work.run(render_id) is None
    assert calls == [(200, shop.clock.now + timedelta(seconds=260))]


def test_of_many_workers_at_once_one_calls(shop: Shop) -> None:
    render_id, gate = shop.ask().id, Barrier(16)

    def run(_: int) -> None:
        gate.wait()
        shop.run(render_id)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(run, range(16)))
    assert shop.image_model.calls == 1  # type: ignore[attr-defined]
    assert shop.get(render_id).state == "ready"
    assert shop.used == COST


def test_a_worker_that_is_overtaken_leaves_the_picture_of_the_other(shop: Shop) -> None:
    render_id, drawn = shop.ask().id, Event()

    def slowly() -> GeneratedPicture:
        shop.clock.advance(AFTER_THE_LEASE)
        other = replace(shop, image_model=StandInImageModel())
        other.run(render_id)
        drawn.set()
        return A_PICTURE

    slow = replace(shop, image_model=StandInImageModel(slowly))
    render = slow.run(render_id)
    assert drawn.is_set()
    assert (render.state, render.calls, render.lost) == ("ready", 2, 1)
    assert render.picture
    assert render.picture.name.startswith(f"{render_id}-2.")
    assert shop.used == render.cost == WORST + COST


def test_a_picture_that_cannot_be_kept_is_counted(shop: Shop) -> None:
    def put(*_: object) -> NoReturn:
        raise PictureStoreError("The folder of pictures can't be used: No space left on device.")

    shop.pictures = Instead(shop.pictures, put=put)
    render = shop.run(shop.ask().id)
    assert (render.state, render.fault, render.lost) == ("failed", "not_kept", 1)
    assert shop.used == render.cost == COST


def test_a_store_that_goes_away_for_a_moment_costs_no_picture(shop: Shop) -> None:
    """The store fails three times in a row when the paid picture is written."""
    replacing, failures = shop.store.replace, iter(range(3))

    def shaky(render: Any, spend: Any = None) -> Any:
        if render.state == "ready" and next(failures, None) is not None:
            raise StoreError("It can't be reached.")
        return replacing(render, spend)

    render_id = shop.ask().id
    whole, shop.store = shop.store, Instead(shop.store, replace=shaky)
    assert shop.run(render_id).state == "ready"
    shop.store = whole
    assert shop.used == COST


def test_a_store_that_stays_away_leaves_the_picture_to_be_found(shop: Shop) -> None:
    replacing = shop.store.replace

    def away(render: Any, spend: Any = None) -> Any:
        if render.state == "ready":
            raise StoreError("It can't be reached.")
        return replacing(render, spend)

    render_id = shop.ask().id
    broken = replace(shop, store=Instead(shop.store, replace=away))
    with pytest.raises(StoreError):
        broken.run(render_id)
    shop.clock.advance(AFTER_THE_LEASE)
    render = shop.run(render_id)
    assert (render.state, shop.image_model.calls) == ("ready", 1)  # type: ignore[attr-defined]


def test_a_poll_sends_a_render_to_work_that_nobody_takes_up_and_no_other(shop: Shop) -> None:
    render_id = shop.ask().id
    shop.service.find(render_id)
    assert shop.sent == [render_id], "a worker was told a moment ago"
    shop.clock.advance(6)
    shop.service.find(render_id)
    assert shop.sent == [render_id] * 2
    shop.run(render_id)
    shop.clock.advance(3600)
    shop.service.find(render_id)
    assert shop.sent == [render_id] * 2


def test_a_poll_sends_a_render_to_work_whose_worker_is_gone(shop: Shop) -> None:
    render_id = shop.ask().id
    shop.image_model = StandInImageModel(kill)
    with pytest.raises(Killed):
        shop.run(render_id)
    shop.clock.advance(60)
    shop.service.find(render_id)
    assert len(shop.sent) == 1
    shop.clock.advance(AFTER_THE_LEASE)
    shop.service.find(render_id)
    assert len(shop.sent) == 2


def test_a_start_resumes_what_is_waiting_unless_nobody_waits_any_longer(shop: Shop) -> None:
    shop.ask(0)
    shop.clock.advance(3600)
    done, waiting = shop.ask(1), shop.ask(2)
    shop.run(done.id)
    shop.sent.clear()
    shop.service.resume()
    assert shop.sent == [waiting.id]
