"""`kiosks` is the service on a store of the test's own, in each store in turn."""

import pytest

from configurator.kiosks.service import KioskService
from tests.support.kiosks import CountingCheck, service_on
from tests.support.stores import HandClock, Place


@pytest.fixture
def check() -> CountingCheck:
    return CountingCheck()


@pytest.fixture
def kiosks(place: Place, clock: HandClock, check: CountingCheck) -> KioskService:
    return service_on(place.open_kiosks(), clock, check)


@pytest.fixture
def desks(place: Place, clock: HandClock, check: CountingCheck) -> list[KioskService]:
    """Eight services like in eight processes: they share only the data and the clock."""
    opened = [service_on(place.open_kiosks(), clock, check) for _ in range(8)]
    for service in opened:
        service.store.ping()  # creates the connection before a race
    return opened
