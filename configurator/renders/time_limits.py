"""How long one attempt at a render may take. All limits follow the longest call, IMAGE_TIMEOUT_SECONDS."""

from datetime import timedelta
from typing import NamedTuple

AROUND_A_CALL = 25.0
"""Seconds for everything except the call: drawing the reference, storing the picture and the render."""

_AFTER_THE_WORKER = 35.0


class TimeLimits(NamedTuple):
    """`call` is the longest call in seconds. It ends before its worker does, and that before its lease expires."""

    call: float = 90.0

    @property
    def worker(self) -> float:
        """Seconds after which a worker is ended, whatever it does."""
        return self.call + AROUND_A_CALL

    @property
    def lease(self) -> timedelta:
        """How long a claim is valid. After it, the next worker may claim the render."""
        return timedelta(seconds=self.worker + _AFTER_THE_WORKER)
