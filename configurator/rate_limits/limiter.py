"""Decides whether a request may pass.

A process takes a block of a client's quota from the counter, which all processes share, and spends it alone. So few
requests write to the store, and a client that has used up its quota causes no more writes until the window ends.
docs/decisions/rate-limits.md explains the design.
"""

import hashlib
import logging
from collections.abc import Mapping
from threading import Lock
from typing import NamedTuple

from configurator.errors import StoreError
from configurator.rate_limits.counters import Counters, Window
from configurator.rate_limits.limit import Limit

_BLOCKS = 40
"""A block is at most this part of the quota ..."""
_PART_OF_REST = 8
"""... and at most this part of what is left of it, so that near the end other processes find something, too."""

_DIGITS = 6
"""Hexadecimal digits of a hash. About 256 IPv4 addresses share each, so it doesn't reveal an address; and of ten
thousand clients at once, hardly any shares its quota with another one."""

_MOST_CLIENTS = 10_000
"""Whose blocks a process remembers. If there are more, it forgets the oldest, which costs a write and harms nobody."""

_PATIENCE = 0.25
"""Seconds that a request waits while another one of its client asks the store."""

_PAUSE = 10
_LOG_PAUSE = 60
"""For how many seconds the store isn't asked again, and nothing is logged, after it didn't answer."""

logger = logging.getLogger(__name__)


class Standing(NamedTuple):
    """Whether a request may pass. `left` is the part of the quota that the client still has, as far as this process
    knows; `reset` the number of seconds until it has all of it again."""

    name: str
    limit: Limit
    is_allowed: bool
    left: int
    reset: int


class _Allowance:
    """What this process knows of one client in one window: what it may still spend of its last block, and how much of
    the quota all processes have taken."""

    __slots__ = ("lock", "own", "taken")

    def __init__(self) -> None:
        self.lock, self.own, self.taken = Lock(), 0, 0

    def block(self, limit: Limit) -> int:
        """How much to take next: at least 1."""
        return max(1, min(limit.quota // _BLOCKS, (limit.quota - self.taken) // _PART_OF_REST))

    def spend(self, name: str, limit: Limit, reset: int) -> Standing:
        """Counts a request, if the quota allows one more."""
        is_allowed = self.own > 0
        self.own -= is_allowed
        return Standing(name, limit, is_allowed, limit.quota - self.taken + self.own, reset)

    def add_block(self, size: int, total: int, limit: Limit) -> None:
        """`total` is the counter's value after a block was taken. What exceeds the quota isn't granted."""
        self.own += max(0, min(size, limit.quota - (total - size)))
        self.taken = min(total, limit.quota)


class Limiter:
    """Counts requests by class and client. `limits` has the limit of each class. Threads can share it."""

    def __init__(self, counters: Counters, limits: Mapping[str, Limit]) -> None:
        self._counters, self._limits = counters, limits
        self._allowances: dict[str, _Allowance] = {}
        self._lock = Lock()
        self._asks_again_at = self._logs_again_at = 0.0

    def count(self, name: str, client: str, now: float) -> Standing | None:
        """Counts a request of the class. `now` is in seconds since 1970.

        None if the store can't tell: the request may pass then.
        """
        limit = self._limits[name]
        start = int(now) // limit.window * limit.window
        window = Window(start, start + limit.window)
        key = _key(name, client, window)
        allowance = self._allowance(key)
        # While one thread takes a block, others of the same client wait for it, but not for a slow store.
        if not allowance.lock.acquire(timeout=_PATIENCE):
            return None
        try:
            needs_block = not allowance.own and allowance.taken < limit.quota
            if needs_block and not self._take(key, allowance, limit, window, now):
                return None
            return allowance.spend(name, limit, window.end - int(now))
        finally:
            allowance.lock.release()

    def _allowance(self, key: str) -> _Allowance:
        with self._lock:
            allowance = self._allowances.get(key)
            if allowance is None:
                while len(self._allowances) >= _MOST_CLIENTS:
                    del self._allowances[next(iter(self._allowances))]
                allowance = self._allowances[key] = _Allowance()
            return allowance

    def _take(self, key: str, allowance: _Allowance, limit: Limit, window: Window, now: float) -> bool:
        """Takes a block. False if the store doesn't answer, or didn't a moment ago."""
        if now < self._asks_again_at:
            return False
        size = allowance.block(limit)
        try:
            total = self._counters.add(key, size, window)
        except StoreError as error:
            self._note_outage(error, now)
            return False
        allowance.add_block(size, total, limit)
        return True

    def _note_outage(self, error: StoreError, now: float) -> None:
        self._asks_again_at = now + _PAUSE
        if now >= self._logs_again_at:
            self._logs_again_at = now + _LOG_PAUSE
            logger.error("Requests aren't limited while the store of the limits can't answer: %s", error)


def _key(name: str, client: str, window: Window) -> str:
    """The counter's name, another one in each window. It has a hash of the client, so nobody can be followed by it."""
    digest = hashlib.sha256(f"{name} {window.start} {client}".encode()).hexdigest()
    return f"{name} {window.start} {digest[:_DIGITS]}"
