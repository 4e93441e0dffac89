"""Deletes users whose time is over, such as those saved on a kiosk. DynamoDB does that by itself."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from configurator.errors import StoreError
from configurator.users.store import UserStore

_ONE_HOUR = 3600

logger = logging.getLogger(__name__)


def purge_hourly(users: UserStore, clock: Callable[[], datetime]) -> None:
    """Runs for ever. An outage is logged; the next hour's purge makes up for it."""
    while True:
        try:
            users.purge(clock())
        except StoreError as error:
            logger.error("Users whose time is over could not be deleted: %s", error)
        time.sleep(_ONE_HOUR)
