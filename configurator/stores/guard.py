"""Keeps a slow store from holding up the whole app, which would have no threads left for anything else.

A bulkhead bounds how many threads wait for the store, and a circuit breaker spares all of them a wait that leads to
nothing. docs/decisions/slow-stores.md has the reasons and figures.
"""

import logging
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from threading import Condition
from types import TracebackType
from typing import NamedTuple, Protocol

from configurator.errors import NoAnswer, StoreBusy, StoreError
from configurator.stores.circuit_breaker import CircuitBreaker

MOST = 8
"""Threads that may wait for a store, in reads and in writes. The server has three times as many."""

STUCK = 0.25
"""Seconds. If all places are taken, and the store has answered nobody for so long, nobody else waits for a place."""

_TIMEOUT = 1.0
"""Seconds. A call that fails sooner, such as a refused connection, holds up no thread and is no timeout."""

logger = logging.getLogger(__name__)


class Admits(Protocol):
    """Admits calls of a store."""

    def admit(self) -> AbstractContextManager[object]:
        """For a `with` statement around a call. Raises StoreBusy if the call should not be made."""


class Guard:
    """Admits the calls of one kind, such as the writes of SQLite. Threads can share it."""

    def __init__(self, name: str, breaker: CircuitBreaker | None = None, most: int = MOST) -> None:
        self._name, self._most = name, most
        self._breaker = breaker or CircuitBreaker(name)
        self._calls: dict[_Call, float] = {}
        """When the present calls began."""
        self._waiting = 0
        """How many wait for a place."""
        self._answered_at = 0.0
        """When the last call was answered, or the first one after a pause began."""
        self._changed = Condition()

    def admit(self) -> "_Call":
        return _Call(self)

    def enter(self, call: "_Call") -> None:
        """Waits for a place, but not behind calls that are stuck. Raises StoreBusy."""
        try:
            with self._changed:
                now = time.monotonic()
                if len(self._calls) >= self._most:
                    now = self._wait(now)
                self._breaker.check(now)
                if not self._calls:
                    self._answered_at = now
                self._calls[call] = now
        except StoreBusy as error:
            _log(error)
            raise

    def leave(self, call: "_Call", error: BaseException | None) -> None:
        if isinstance(error, StoreError):
            _log(error)
        with self._changed:
            now, since = time.monotonic(), self._calls.pop(call)
            if self._waiting:
                self._changed.notify()
            if isinstance(error, NoAnswer) and now - since >= _TIMEOUT:
                self._breaker.note_timeout(now)
            else:
                self._answered_at = now
                self._breaker.note_answer()

    def _wait(self, now: float) -> float:
        """Waits for a place, from now on. Returns the time when there is one."""
        self._waiting += 1
        try:
            while len(self._calls) >= self._most:
                patience = self._answered_at + STUCK - now
                if patience <= 0:
                    raise StoreBusy(f"{self._name} are too slow, and {self._most} requests wait for them.", 1)
                self._changed.wait(patience)
                now = time.monotonic()
        finally:
            self._waiting -= 1
        return now


def _log(error: StoreError) -> None:
    """Guards log failures, because some pages do without what they can't read and say nothing to the operator."""
    if isinstance(error, StoreBusy):
        logger.warning("The store is too slow: %s", error)
    else:
        logger.error("The store can't answer: %s", error)


class _Call:
    """One call, from its admission to its end."""

    __slots__ = ("_guard",)

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def __enter__(self) -> None:
        self._guard.enter(self)

    def __exit__(self, _: type | None, error: BaseException | None, __: TracebackType | None) -> None:
        self._guard.leave(self, error)


class _Unguarded:
    def admit(self) -> AbstractContextManager[None]:
        return nullcontext()


class Guards(NamedTuple):
    """Reads and writes have places of their own: reads go on while writes wait."""

    reads: Admits
    writes: Admits

    @classmethod
    def of_file(cls, name: str) -> "Guards":
        """A file that is locked for writing can be read, so each kind has a circuit breaker. Writers wait in a queue of
        their own, which has a bound."""
        return cls(Guard(f"Reads of {name}"), Guard(f"Writes of {name}", most=sys.maxsize))

    @classmethod
    def of_server(cls, name: str) -> "Guards":
        """A server that doesn't answer writes won't answer reads either, so they share a circuit breaker."""
        breaker = CircuitBreaker(f"Calls of {name}")
        return cls(Guard(f"Reads of {name}", breaker), Guard(f"Writes of {name}", breaker))


UNGUARDED = Guards(_Unguarded(), _Unguarded())
