"""How long tests wait for what should come, before they call it lost."""

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds. No test measures by them: they only have to be more than a busy machine needs."""


def wait_until(is_so: Callable[[], bool]) -> None:
    """Raises TimeoutError if it doesn't come true in time."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.01)
