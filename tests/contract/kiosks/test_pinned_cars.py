"""The cars that staff pinned for the attract loop."""

from functools import partial

import pytest

from configurator.kiosks.pinned_cars import MOST_PINNED, TooManyPinned
from configurator.kiosks.service import KioskService
from tests.support.calls import at_once

CODES = [f"CODE{number:08}" for number in range(MOST_PINNED)]


def test_nothing_is_pinned_at_first(kiosks: KioskService) -> None:
    assert kiosks.pinned() == ()


def test_cars_stay_in_the_order_in_which_they_were_pinned(kiosks: KioskService) -> None:
    for code in (CODES[2], CODES[0], CODES[1], CODES[2]):
        kiosks.pin(code)
    assert kiosks.pinned() == (CODES[2], CODES[0], CODES[1])


def test_a_car_can_be_unpinned_even_twice(kiosks: KioskService) -> None:
    kiosks.pin(CODES[0])
    assert kiosks.pin(CODES[1]) == (CODES[0], CODES[1])
    assert kiosks.unpin(CODES[0]) == kiosks.unpin(CODES[0]) == kiosks.pinned() == (CODES[1],)


def test_a_thirteenth_car_has_no_place_until_another_one_goes(kiosks: KioskService) -> None:
    for code in CODES:
        kiosks.pin(code)
    with pytest.raises(TooManyPinned):
        kiosks.pin("ONE MORE")
    assert kiosks.pin(CODES[0]) == tuple(CODES)
    kiosks.unpin(CODES[0])
    assert kiosks.pin("ONE MORE") == (*CODES[1:], "ONE MORE")


def test_cars_pinned_at_once_are_all_pinned(desks: list[KioskService]) -> None:
    at_once([partial(desk.pin, code) for desk, code in zip(desks, CODES, strict=False)])
    assert sorted(desks[0].pinned()) == CODES[: len(desks)]
