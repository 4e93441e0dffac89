"""The hourly purge of what has expired."""

from collections.abc import Callable
from datetime import datetime

import pytest

from configurator.app import purge
from configurator.errors import StoreError
from tests.support.stores import NOON


class Stop(Exception):
    """Ends a purge that would run for ever."""


class Store:
    def __init__(self, is_out: bool = False) -> None:
        self.is_out = is_out
        self.purged: list[datetime] = []

    def purge(self, now: datetime) -> int:
        if self.is_out:
            raise StoreError("The store can't answer.")
        self.purged.append(now)
        return 1


@pytest.fixture
def purge_twice(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            raise Stop

    monkeypatch.setattr("configurator.app.purge.time.sleep", sleep)

    def run(*stores: Store) -> None:
        with pytest.raises(Stop):
            purge.purge_hourly(stores, lambda: NOON)
        assert pauses == [3600, 3600]

    return run


def test_every_store_is_purged_each_hour(purge_twice: Callable[..., None]) -> None:
    users, kiosks = Store(), Store()
    purge_twice(users, kiosks)
    assert users.purged == kiosks.purged == [NOON, NOON]


def test_an_outage_of_one_store_is_logged_and_keeps_no_other_from_being_purged(
    purge_twice: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    users, kiosks = Store(is_out=True), Store()
    purge_twice(users, kiosks)
    assert kiosks.purged == [NOON, NOON]
    assert caplog.messages == ["What has expired could not be deleted: The store can't answer."] * 2
