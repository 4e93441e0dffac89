"""Python imports this at its start: under libfaketime 0.9, time.sleep fails if durations stay true. select doesn't."""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex, /) -> None:
    select.select([], [], [], float(seconds))


time.sleep = _sleep
