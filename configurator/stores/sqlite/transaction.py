"""A transaction that threads share, one after the other. Forcing it to the disk takes longest, and happens once."""

import sqlite3
from collections.abc import Callable
from threading import Event

from configurator.stores.sqlite.file_identity import Connection

_MOST_PARTS = 64
"""The first thread of a transaction waits for the parts of all others."""


class Transaction:
    """A transaction without other writers, in parts. A part that fails is undone; the others stay.

    If the commit fails, all threads get an sqlite3.Error. Without one, their parts are on the disk.
    """

    def __init__(self, connection: Connection, require_kept: Callable[[Connection], None]) -> None:
        """Waits for the writers of other processes. `require_kept` raises an sqlite3.Error if a commit is lost."""
        self.connection = connection
        self._require_kept = require_kept
        self._parts = 0
        self._ended: Event | None = None
        self._error: sqlite3.Error | None = None
        connection.execute("BEGIN IMMEDIATE")

    def begin_part(self) -> None:
        self._parts += 1
        if self._parts > 1:
            self._execute("SAVEPOINT part")

    def undo_part(self) -> None:
        """Undoes the last part, after it failed. SQLite itself undoes all of them if, for example, the disk is full."""
        if self.connection.in_transaction:
            self._execute("ROLLBACK TO part" if self._parts > 1 else "ROLLBACK")
        elif self._parts > 1:
            self._error = sqlite3.OperationalError("another write in the same transaction failed")

    def takes_more(self) -> bool:
        """Whether another thread can add a part. If so, this thread can wait for the commit."""
        self._ended = self._ended or Event()
        return self.connection.in_transaction and self._error is None and self._parts < _MOST_PARTS

    def commit(self) -> None:
        """Call it after the last part. The threads that wait go on then."""
        try:
            if self._error:
                raise self._error
            if self.connection.in_transaction:
                self._execute("COMMIT")
                self._verify()
        finally:
            if self._ended:
                self._ended.set()

    def wait(self) -> None:
        """Waits until another thread has committed."""
        if self._ended:
            self._ended.wait()
        if self._error:
            raise _copy(self._error)

    def _verify(self) -> None:
        try:
            self._require_kept(self.connection)
        except sqlite3.Error as error:
            self._error = error
            raise

    def _execute(self, statement: str) -> None:
        """If it fails, no part is kept."""
        try:
            self.connection.execute(statement)
        except sqlite3.Error as error:
            self._error = error
            raise


def _copy(error: sqlite3.Error) -> sqlite3.Error:
    """The same error for another thread, which adds its own traceback."""
    copy = type(error)(*error.args)
    copy.__dict__.update(error.__dict__)
    return copy
