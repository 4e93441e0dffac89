"""The gallery of the home page, on every store: the newest pictures, for a few reads a minute."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from configurator.errors import StoreError
from configurator.renders.render import Render
from configurator.renders.service import GALLERY_SIZE
from configurator.renders.store import RenderIndex, RenderStore
from tests.support.patience import PATIENCE, wait_until
from tests.support.renders import TERMS, Shop


class Counted:
    """A store that counts reads of its indexes in `asked`, and can be made to fail, or to wait until it `answers`."""

    def __init__(self, store: RenderStore) -> None:
        self._store = store
        self.asked = 0
        self.fails = False
        self.answers = Event()
        self.answers.set()

    def list_by_index(self, index: RenderIndex, month: str, limit: int = 1000) -> tuple[Render, ...]:
        self.asked += 1
        self.answers.wait(PATIENCE)
        if self.fails:
            raise StoreError("It is away.")
        return self._store.list_by_index(index, month, limit)


@pytest.fixture
def counted(shop: Shop) -> Counted:
    return Counted(shop.store)


@pytest.fixture
def latest(shop: Shop, counted: Counted) -> Callable[[], list[str]]:
    """The ids on the home page. One service answers all calls."""
    service = replace(shop, store=counted).service  # type: ignore[arg-type]
    return lambda: [render.id for render in service.latest()]


def drawn(shop: Shop, number: int) -> str:
    shop.clock.advance(60)
    return shop.run(shop.ask(number).id).id


def test_it_shows_the_newest_pictures_and_nothing_unfinished(shop: Shop, latest: Callable[[], list[str]]) -> None:
    ids = [drawn(shop, number) for number in range(GALLERY_SIZE + 2)]
    shop.ask(GALLERY_SIZE + 2)
    assert latest() == ids[: -GALLERY_SIZE - 1 : -1]


def test_many_home_pages_ask_the_store_twice_in_half_a_minute(
    shop: Shop, counted: Counted, latest: Callable[[], list[str]]
) -> None:
    first = drawn(shop, 0)
    assert latest() == latest() == [first]
    assert counted.asked == 2
    shop.clock.advance(31)
    second = drawn(shop, 1)
    assert latest() == [second, first]
    assert counted.asked == 4


def test_an_empty_gallery_is_remembered_too(counted: Counted, latest: Callable[[], list[str]]) -> None:
    assert latest() == latest() == []
    assert counted.asked == 2


def test_a_store_that_cannot_answer_costs_nothing_but_the_gallery(
    shop: Shop, counted: Counted, latest: Callable[[], list[str]]
) -> None:
    picture = drawn(shop, 0)
    counted.fails = True
    assert latest() == latest() == []
    assert counted.asked == 1, "home pages don't queue up behind a store that is away"
    counted.fails = False
    shop.clock.advance(31)
    assert latest() == [picture]


def test_where_renders_are_off_the_store_is_not_asked(shop: Shop, counted: Counted) -> None:
    drawn(shop, 0)
    off = replace(shop, store=counted, terms=TERMS._replace(enabled=False)).service  # type: ignore[arg-type]
    assert off.latest() == ()
    assert counted.asked == 0


def test_while_the_store_hangs_one_home_page_waits_and_the_others_show_the_last_gallery(
    shop: Shop, counted: Counted, latest: Callable[[], list[str]]
) -> None:
    first = drawn(shop, 0)
    assert latest() == [first]
    second = drawn(shop, 1)
    counted.answers.clear()
    asked = counted.asked
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(latest)
        wait_until(lambda: counted.asked > asked)
        assert latest() == latest() == [first]
        counted.answers.set()
        assert waiting.result(PATIENCE) == [second, first]
    assert latest() == [second, first]
