"""Deletes what has expired: users saved on a kiosk, old counts of kiosks. DynamoDB does that by itself."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from configurator.errors import StoreError

_ONE_HOUR = 3600

logger = logging.getLogger(__name__)


class Purgeable(Protocol):
    """A store whose rows expire."""

    def purge(self, now: datetime) -> int: ...


def purge_hourly(stores: Sequence[Purgeable], clock: Callable[[], datetime]) -> None:
    """Runs for ever. An outage is logged; the next hour's purge makes up for it."""
    while True:
        for store in stores:
            purge(store, clock())
        time.sleep(_ONE_HOUR)


def purge(store: Purgeable, now: datetime) -> None:
    try:
        store.purge(now)
    except StoreError as error:
        logger.error("What has expired could not be deleted: %s", error)
