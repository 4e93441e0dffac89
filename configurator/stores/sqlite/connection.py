"""One SQLite file: durable at every commit, read by many threads and processes at once, written by one at a time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from weakref import finalize

from configurator.errors import StoreError
from configurator.stores.sqlite.schema import STEPS

_PATIENCE = 5.0
_PAUSE = 0.01


class Database:
    """The file at `path`, made on first use. Each use borrows a connection that no other thread has meanwhile.

    Every method may raise StoreError.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._opening = Lock()
        # Whoever wrote before us may have been killed with the log full of what was erased.
        self._log_is_due = True
        # From 3.13 on, Python warns of a connection that is forgotten open.
        finalize(self, _close_all, self._idle)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for one query: it sees all that was committed before."""
        with _clear_faults(self.path), self._borrowed() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that has the file to itself: on disk when the block ends, undone if it raises."""
        with _clear_faults(self.path), self._borrowed() as connection, _transaction(connection):
            yield connection
        if self._log_is_due:
            self.empty_log()

    def empty_log(self) -> None:
        """Moves all that is written into the file itself, so that nothing erased lingers in the log beside it.

        It waits for nobody, as all who write would wait with it: where someone reads just now, as a long export does,
        the next write tries again.
        """
        self._log_is_due = False
        with self.reading() as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            (was_held_up, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.execute(f"PRAGMA busy_timeout = {round(_PATIENCE * 1000)}")
        if was_held_up:
            self._log_is_due = True

    def close(self) -> None:
        """Closes what is not in use; the next use opens anew."""
        _close_all(self._idle)

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        connection = self._take()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def _open(self) -> sqlite3.Connection:
        with self._opening:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                self.path.touch(mode=0o600)  # SQLite gives its log the same mode
            connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
            try:
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            return connection


def _close_all(connections: list[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()


def _prepare(connection: sqlite3.Connection) -> None:
    """Where nothing is left to prepare it waits for nobody who writes."""
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    _use_write_ahead_log(connection)
    if _steps_done(connection) != len(STEPS):
        _bring_up_to_date(connection)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """The file remembers it. SQLite does not wait where two make this switch at once, so we do."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    with _transaction(connection):
        done = _steps_done(connection)
        if done > len(STEPS):
            raise StoreError("This data folder was written by a newer version of Profile.")
        for step in STEPS[done:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def _steps_done(connection: sqlite3.Connection) -> int:
    done: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return done


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Whoever hands out the connection closes it after an exception, which undoes the transaction."""
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")


@contextmanager
def _clear_faults(path: Path) -> Iterator[None]:
    """SQLite's own words name no values, so they may be told; the values that it was given may not."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(f"The database {path} can't answer: {error}.") from None
    except OSError as error:
        raise StoreError(f"The data folder {path.parent} can't be used: {error.strerror}.") from None
