"""A limit, as an operator writes it: 60/minute."""

import re
from typing import NamedTuple, Self

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
"""The length of a window by the word for it."""

_MOST = 1_000_000
_WRITTEN = re.compile(rf"([1-9][0-9]{{0,6}})/({'|'.join(SECONDS)})")


class Limit(NamedTuple):
    """At most `quota` requests in each window of so many seconds. Windows begin at whole multiples of their length."""

    quota: int
    window: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The limit that a text such as "60/minute" means. Raises ValueError."""
        found = _WRITTEN.fullmatch(text)
        if not found or int(found[1]) > _MOST:
            raise ValueError(text)
        return cls(int(found[1]), SECONDS[found[2]])

    def __str__(self) -> str:
        unit = next(word for word, seconds in SECONDS.items() if seconds == self.window)
        return f"{self.quota}/{unit}"
