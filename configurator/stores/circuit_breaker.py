"""A circuit breaker: after several timeouts in a row, calls are refused at once until one gets through again.

The pattern: https://martinfowler.com/bliki/CircuitBreaker.html
"""

import logging
import math
from threading import Lock

from configurator.errors import StoreBusy

_FAILURES = 3
_PAUSE = 1.0
_LONGEST_TRIAL = 6.0
"""Seconds after which another call is tried if nothing is known of the last one, as when its thread was killed."""

logger = logging.getLogger(__name__)


class CircuitBreaker:
    """Knows whether calls of one kind, such as the writes of SQLite, are worth a try. Threads can share it.

    All times are in seconds.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._failures = 0
        self._refused_until = 0.0
        self._lock = Lock()

    def check(self, now: float) -> None:
        """Returns if a call may be made now, and then it must be. Raises StoreBusy if it would probably time out."""
        if self._failures < _FAILURES:
            return
        with self._lock:
            if now < self._refused_until:
                raise StoreBusy(f"{self._name} time out.", math.ceil(self._refused_until - now))
            # This call is the trial. The others are refused until it ends.
            self._refused_until = now + _LONGEST_TRIAL

    def note_answer(self) -> None:
        """The store has answered in time, perhaps with a refusal."""
        if self._failures:
            with self._lock:
                was_open, self._failures = self._failures >= _FAILURES, 0
            if was_open:
                logger.warning("%s are answered again.", self._name)

    def note_timeout(self, now: float) -> None:
        with self._lock:
            self._failures += 1
            self._refused_until = now + _PAUSE
            has_opened = self._failures == _FAILURES
        if has_opened:
            logger.error("%s time out. Until one gets through again, requests for them are refused.", self._name)
