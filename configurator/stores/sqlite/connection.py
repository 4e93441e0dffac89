"""One SQLite file: many threads and processes can read at once, one at a time writes, and commits are durable."""

import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from weakref import finalize

from configurator.errors import NoAnswer, StoreError
from configurator.stores.guard import UNGUARDED, Guards
from configurator.stores.sqlite.busy_timeout import busy_timeout
from configurator.stores.sqlite.schema import STEPS, Step
from configurator.stores.sqlite.writers import Writers

_TIMEOUT = 3.0
_PAUSE = 0.01


class Database:
    """The file at `path`, created on first use. Each use borrows a connection that no other thread uses meanwhile.

    `steps` make its tables. If it isn't `durable`, its commits don't wait for the disk, and a power cut may undo them.
    While a writer gets nowhere, at most `most_waiting` others wait. Every method can raise StoreError.
    """

    def __init__(
        self,
        path: Path,
        steps: Sequence[Step] = STEPS,
        *,
        durable: bool = True,
        guards: Guards = UNGUARDED,
        most_waiting: int = sys.maxsize,
    ) -> None:
        self.path = path
        self._guards = guards
        self._connections = _Connections(path, steps, durable)
        self._writers = Writers(self._connections.take, self._connections.give_back, most_waiting)
        # A process that was killed may have left erased data in the log.
        self._log_must_be_emptied = True

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for one query. It sees everything that was committed before."""
        with self._guards.reads.admit(), _translate_errors(self.path):
            connection = self._connections.take()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._connections.give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction without other writers. It is on disk when the block ends if the file is durable, and undone if
        the block raises."""
        with self._guards.writes.admit(), _translate_errors(self.path), self._writers.writing(_TIMEOUT) as connection:
            yield connection
        if self._log_must_be_emptied:
            self.empty_log()

    def empty_log(self) -> None:
        """Moves all writes from the write-ahead log into the file, so that no erased data stays in the log.

        It doesn't wait for readers, because all writers would wait with it. During a long read, such as an export, it
        does nothing, and the next write tries again.
        """
        self._log_must_be_emptied = False
        with _translate_errors(self.path), self._writers.paused(_TIMEOUT) as are_paused:
            is_empty = are_paused and self._has_emptied_log()
        if not is_empty:
            self._log_must_be_emptied = True

    def close(self) -> None:
        """Closes all connections that are not in use. The next use opens a new one."""
        self._connections.close()

    def _has_emptied_log(self) -> bool:
        with self.reading() as connection, busy_timeout(connection, 0, usual=_TIMEOUT):
            (was_blocked, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not was_blocked


class _Connections:
    """The connections that no thread uses now."""

    def __init__(self, path: Path, steps: Sequence[Step], durable: bool) -> None:
        self._path, self._steps, self._durable = path, steps, durable
        self._idle: list[sqlite3.Connection] = []
        self._opening = Lock()
        self.give_back = self._idle.append
        # Python 3.13 warns about a connection that nobody closed.
        finalize(self, _close_all, self._idle)

    def take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def close(self) -> None:
        _close_all(self._idle)

    def _open(self) -> sqlite3.Connection:
        with self._opening:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if not self._path.exists():
                self._path.touch(mode=0o600)  # SQLite gives its log the same mode
            connection = sqlite3.connect(self._path, timeout=_TIMEOUT, isolation_level=None, check_same_thread=False)
            try:
                _prepare(connection, self._steps, self._durable)
            except BaseException:
                connection.close()
                raise
            return connection


def _close_all(connections: list[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()


def _prepare(connection: sqlite3.Connection, steps: Sequence[Step], durable: bool) -> None:
    """Configures a connection. Waits for a writer only if a schema step is missing."""
    connection.row_factory = sqlite3.Row
    # With a write-ahead log, NORMAL can lose commits in a power cut, but can't damage the file.
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute("PRAGMA secure_delete = ON")
    _use_write_ahead_log(connection)
    if _steps_done(connection) != len(steps):
        _bring_up_to_date(connection, steps)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switches the file to a write-ahead log. SQLite doesn't wait if two processes do so at once, so we retry."""
    deadline = time.monotonic() + _TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)


def _bring_up_to_date(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """After an exception, the caller closes the connection, which undoes the transaction."""
    connection.execute("BEGIN IMMEDIATE")
    done = _steps_done(connection)
    if done > len(steps):
        raise StoreError("This data folder was written by a newer version of Profile.")
    for step in steps[done:]:
        _run(step, connection)
    connection.execute(f"PRAGMA user_version = {len(steps)}")
    connection.execute("COMMIT")


def _run(step: Step, connection: sqlite3.Connection) -> None:
    if callable(step):
        step(connection)
    else:
        for statement in step.split(";"):
            connection.execute(statement)


def _steps_done(connection: sqlite3.Connection) -> int:
    done: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return done


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    """Turns errors into StoreError. SQLite's messages contain no values, so they can be passed on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        kind = NoAnswer if "locked" in str(error) else StoreError
        raise kind(f"The database {path} can't answer: {error}.") from None
    except OSError as error:
        raise StoreError(f"The data folder {path.parent} can't be used: {error.strerror}.") from None
