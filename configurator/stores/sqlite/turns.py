"""Turns of threads: one thread at a time, the longest waiting one first."""

from collections import deque
from threading import Event, Lock


class Turns:
    """Who may write now. Threads that wait don't poll, unlike those that wait for SQLite's own lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_taken = False
        self._waiting: deque[Event] = deque()

    @property
    def someone_waits(self) -> bool:
        return bool(self._waiting)

    def take(self, timeout: float) -> bool:
        """Waits for a turn, at most so many seconds. Whether this thread has it now."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Event()
            self._waiting.append(turn)
        return turn.wait(timeout) or not self._withdraw(turn)

    def pass_on(self) -> bool:
        """Gives this thread's turn to the next one. Returns False, and keeps the turn, if none waits."""
        with self._lock:
            if not self._waiting:
                return False
            self._waiting.popleft().set()
            return True

    def end(self) -> None:
        """Ends this thread's turn, whether another waits or not."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False

    def _withdraw(self, turn: Event) -> bool:
        """False if the thread got its turn at the last moment."""
        with self._lock:
            if turn not in self._waiting:
                return False
            self._waiting.remove(turn)
            return True
