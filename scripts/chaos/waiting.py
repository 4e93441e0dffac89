"""Waiting for something that may never come."""

import time
from collections.abc import Callable

_POLL = 0.05


def wait_for(is_so: Callable[[], bool], seconds: float) -> bool:
    """Whether it came true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL)
    return True
