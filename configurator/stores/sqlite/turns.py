"""Turns of threads: one thread at a time, the longest waiting one first."""

import time
from collections import deque
from itertools import islice
from threading import Event, Lock


class QueueStuck(Exception):
    """No turn has ended for a while, and enough threads wait already."""


class Turns:
    """Who may write now. Threads that wait don't poll, unlike those that wait for SQLite's own lock.

    When no turn has ended for `stuck` seconds, at most `most` threads go on waiting.
    """

    def __init__(self, most: int, stuck: float) -> None:
        self._most, self._stuck = most, stuck
        self._lock = Lock()
        self._is_taken = False
        self._moved_at = 0.0
        """When the last turn began."""
        self._waiting: deque[Event] = deque()

    @property
    def someone_waits(self) -> bool:
        return bool(self._waiting)

    def take(self, timeout: float) -> bool:
        """Waits for a turn, at most so many seconds. Whether this thread has it now. Raises QueueStuck."""
        now = time.monotonic()
        with self._lock:
            if not self._is_taken:
                self._is_taken, self._moved_at = True, now
                return True
            if len(self._waiting) >= self._most and now >= self._moved_at + self._stuck:
                raise QueueStuck
            turn = Event()
            self._waiting.append(turn)
        return self._wait(turn, now + timeout)

    def _wait(self, turn: Event, end: float) -> bool:
        left = end - time.monotonic()
        while not turn.wait(min(left, self._stuck)):
            left = end - time.monotonic()
            if left <= 0:
                return not self._withdraw(turn)
            if self._is_too_many(turn) and self._withdraw(turn):
                raise QueueStuck
        return True

    def _is_too_many(self, turn: Event) -> bool:
        with self._lock:
            is_stuck = time.monotonic() >= self._moved_at + self._stuck
            return is_stuck and turn not in islice(self._waiting, self._most)

    def pass_on(self) -> bool:
        """Gives this thread's turn to the next one. Returns False, and keeps the turn, if none waits."""
        with self._lock:
            if not self._waiting:
                return False
            self._begin_next()
            return True

    def end(self) -> None:
        """Ends this thread's turn, whether another waits or not."""
        with self._lock:
            if self._waiting:
                self._begin_next()
            else:
                self._is_taken = False

    def _begin_next(self) -> None:
        self._moved_at = time.monotonic()
        self._waiting.popleft().set()

    def _withdraw(self, turn: Event) -> bool:
        """False if the thread got its turn at the last moment."""
        with self._lock:
            if turn not in self._waiting:
                return False
            self._waiting.remove(turn)
            return True
