"""How often somebody may try the staff's PIN. All functions are pure."""

import json
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

EVERYONE = "everyone"
"""The scope of browsers that are not enrolled. An enrolled screen's scope is its kiosk id."""

FREE_ATTEMPTS = 5
DECAY = timedelta(hours=24)

_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_DELAY = timedelta(hours=1)
_ENOUGH_DOUBLINGS = 10


class Attempts(NamedTuple):
    """The wrong attempts since the last right one, with those that are being verified. `last` is when one began."""

    failures: int = 0
    last: datetime | None = None

    @property
    def left(self) -> int:
        """Attempts without a delay."""
        return max(0, FREE_ATTEMPTS - self.failures)

    @property
    def locked_until(self) -> datetime | None:
        """No attempt is allowed before this time."""
        if self.last is None or self.failures < FREE_ATTEMPTS:
            return None
        doublings = min(self.failures - FREE_ATTEMPTS, _ENOUGH_DOUBLINGS)
        return self.last + min(_FIRST_DELAY * (1 << doublings), _LONGEST_DELAY)

    def current(self, now: datetime) -> "Attempts":
        """Without failures that are too old to count."""
        return Attempts() if self.last and now - self.last >= DECAY else self

    def is_locked(self, now: datetime) -> bool:
        return self.locked_until is not None and now < self.locked_until

    def with_one_more(self, now: datetime) -> "Attempts":
        return Attempts(self.failures + 1, now)


class PinOutcome(NamedTuple):
    """`attempts_left` counts attempts without a delay. `locked_until` is set if the next attempt must wait.

    "wrong" with no attempt left has both; for "locked" the PIN was not looked at.
    """

    state: Literal["ok", "wrong", "locked"]
    attempts_left: int = FREE_ATTEMPTS
    locked_until: datetime | None = None


def to_text(attempts: Attempts) -> str:
    return json.dumps([attempts.failures, attempts.last and attempts.last.timestamp()])


def from_text(text: str) -> Attempts:
    failures, last = json.loads(text or "[0, null]")
    return Attempts(failures, None if last is None else datetime.fromtimestamp(last, UTC))
