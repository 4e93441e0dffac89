"""A limit, as an operator writes it: 60/minute."""

from typing import NamedTuple, Self

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
"""The length of a window by the word for it."""

_MOST = 1_000_000


class Limit(NamedTuple):
    """At most `quota` requests in each window of so many seconds. Windows begin at whole multiples of their length."""

    quota: int
    window: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The limit that a text such as "60/minute" means. Raises ValueError."""
        number, _, unit = text.partition("/")
        is_number = number.isascii() and number.isdigit() and 1 <= int(number) <= _MOST
        if not is_number or unit not in SECONDS:
            raise ValueError(text)
        return cls(int(number), SECONDS[unit])

    def __str__(self) -> str:
        unit = next(word for word, seconds in SECONDS.items() if seconds == self.window)
        return f"{self.quota}/{unit}"
