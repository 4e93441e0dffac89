"""The time until something can be done again, in words that are right in every time zone."""

from datetime import UTC, datetime
from math import ceil
from typing import NamedTuple


class Deadline(NamedTuple):
    """A time to come. `iso` is in UTC, for a script that shows local time; `clock` is its time of day in UTC, such as
    00:00; `seconds` are those left."""

    iso: str
    clock: str
    seconds: int

    @property
    def is_soon(self) -> bool:
        """Whether it is worth waiting for: less than two minutes."""
        return self.seconds < 120

    @property
    def words(self) -> str:
        """25 seconds, 5 minutes, about 3 hours."""
        if self.is_soon:
            return f"{self.seconds} second{'s' * (self.seconds != 1)}"
        minutes = ceil(self.seconds / 60)
        if minutes < 60:
            return f"{minutes} minutes"
        hours = round(minutes / 60)
        return f"about {hours} hours" if hours > 1 else "about an hour"


def deadline(at: datetime, now: datetime) -> Deadline:
    utc = at.astimezone(UTC)
    return Deadline(f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%H:%M}", max(1, ceil((at - now).total_seconds())))
