"""Every test that asks for `store` gets users of its own, in each store in turn."""

import pytest

from configurator.stores.base import UserStore
from tests.support.stores import HandClock, Place


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(place: Place, clock: HandClock) -> UserStore:
    return place.open(clock)
