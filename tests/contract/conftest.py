"""`store` and `shop` have users and renders of the test's own, in each store in turn."""

from pathlib import Path

import pytest

from configurator.renders.store import RenderStore
from configurator.users.store import UserStore
from tests.support.renders import Shop, StandInImageModel
from tests.support.stores import HandClock, Place


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(place: Place, clock: HandClock) -> UserStore:
    return place.open(clock)


@pytest.fixture
def shop(render_store: RenderStore, tmp_path: Path) -> Shop:
    return Shop.in_folder(render_store, tmp_path / "pictures", StandInImageModel())
