"""The protocol of a store of counters. tests/contract checks that every store keeps it."""

from typing import NamedTuple, Protocol


class Window(NamedTuple):
    """From when until when requests count together, in seconds since 1970. `end` is no longer a part of it."""

    start: int
    end: int


class Counters(Protocol):
    """Counters that begin at 0, shared by all processes of an installation."""

    def add(self, key: str, amount: int, window: Window) -> int:
        """Adds to a counter and returns its new value, in one step: no two calls ever return the same value.

        The counter may be removed when its window has ended, or be lost in a crash. A call whose answer was lost may
        have counted. Raises StoreError.
        """
