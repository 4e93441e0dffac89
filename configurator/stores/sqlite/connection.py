"""One SQLite file: many threads and processes can read at once, one at a time writes, and commits are durable."""

import logging
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from weakref import WeakSet, finalize

from configurator.stores.guard import UNGUARDED, Admits, Guards
from configurator.stores.sqlite.busy_timeout import busy_timeout
from configurator.stores.sqlite.errors import require_writable, translate_errors
from configurator.stores.sqlite.file_identity import Connection, DatabaseFiles
from configurator.stores.sqlite.migration import bring_up_to_date, require_known
from configurator.stores.sqlite.schema import STEPS, Step
from configurator.stores.sqlite.uri import uri_of
from configurator.stores.sqlite.writers import Writers

_TIMEOUT = 3.0
_PAUSE = 0.01
_LOG_CHANGED = "The write-ahead log of %s was removed or replaced while Profile runs: %s."

logger = logging.getLogger(__name__)


class Database:
    """The file at `path`, created on first use. Each use borrows a connection that no other thread uses meanwhile.

    `steps` make its tables. If it isn't `durable`, its commits don't wait for the disk, and a power cut may undo them.
    A durable file that is removed while it is in use is refused until it is back; one that isn't durable is created
    again. While a writer makes no progress, at most `most_waiting` others wait. Every method can raise StoreError.
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
        self._durable = durable
        self._connections = _Connections(path, steps, durable)
        lent = self._connections
        self._writers = Writers(lent.take_to_write, lent.give_back, lent.require_kept, most_waiting)
        # A process that was killed may have left erased data in the log.
        self._log_must_be_emptied = True

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection for one query. It sees everything that was committed before."""
        return self._lent(self._guards.reads)

    @contextmanager
    def _lent(self, guard: Admits) -> Iterator[sqlite3.Connection]:
        with guard.admit(), translate_errors(self.path, durable=self._durable):
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
        with (
            self._guards.writes.admit(),
            translate_errors(self.path, durable=self._durable),
            self._writers.writing(_TIMEOUT) as connection,
        ):
            yield connection
        if self._log_must_be_emptied:
            self.empty_log()

    def empty_log(self) -> None:
        """Moves all writes from the write-ahead log into the file, so that no erased data stays in the log.

        It doesn't wait for readers, because all writers would wait with it. During a long read, such as an export, it
        does nothing, and the next write tries again.
        """
        self._log_must_be_emptied = False
        with translate_errors(self.path, durable=self._durable), self._writers.paused(_TIMEOUT) as are_paused:
            is_empty = are_paused and self._has_emptied_log()
        if not is_empty:
            self._log_must_be_emptied = True

    def close(self) -> None:
        """Closes all connections that are not in use. The next use opens a new one."""
        self._connections.close()

    def _has_emptied_log(self) -> bool:
        with self._lent(UNGUARDED.reads) as connection, busy_timeout(connection, 0, usual=_TIMEOUT):
            (was_blocked, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not was_blocked


class _Connections:
    """The connections that no thread uses now."""

    def __init__(self, path: Path, steps: Sequence[Step], durable: bool) -> None:
        self._path, self._steps, self._durable = path, steps, durable
        self._files = DatabaseFiles(path)
        self._idle: list[Connection] = []
        self._opened: WeakSet[Connection] = WeakSet()
        self._generation = 0
        self._opening = Lock()
        # Python 3.13 warns about a connection that nobody closed.
        finalize(self, _end, self._idle, self._files)

    def take(self) -> Connection:
        if not self._durable and self._files.is_missing:
            self._start_over()
            self._files.forget()
        self._files.require_same()
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def take_to_write(self) -> Connection:
        """Only one thread at a time may do this."""
        connection = self.take()
        if self._files.has_log(connection):
            return connection
        self._rescue_log(connection)
        connection.close()
        return self.take()

    def give_back(self, connection: Connection) -> None:
        if connection.generation == self._generation:
            self._idle.append(connection)
        else:
            connection.close()

    def require_kept(self, connection: Connection) -> None:
        """Call it after a commit. Raises FileChangedError if the commit isn't in the file at the path."""
        self._files.require_same()
        if self._files.log_files() != connection.log_files and not self._rescue_log(connection):
            raise self._files.log_error()

    def close(self) -> None:
        _close_all(self._idle)

    def _open(self) -> Connection:
        with self._opening:
            self._require_one_log()
            generation = self._generation
            if not self._files.is_known:
                self._create()
            before = DatabaseFiles(self._path)
            before.remember()
            # SQLite then creates no file if ours is removed at this moment.
            address = uri_of(self._path, "rw")
            connection = sqlite3.connect(
                address, uri=True, timeout=_TIMEOUT, isolation_level=None, check_same_thread=False, factory=Connection
            )
            try:
                _prepare(connection, self._steps, self._durable, self._path)
                before.require_same()
                self._adopt(connection, generation)
            except BaseException:
                connection.close()
                raise
            return connection

    def _require_one_log(self) -> None:
        """In one process, SQLite gives all connections to a file the same index, also those to another log.

        Raises FileChangedError while a connection to another log is in use.
        """
        now = self._files.log_files()
        if any(not it.is_closed and (it.generation, it.log_files) != (self._generation, now) for it in self._opened):
            raise self._files.in_use_error()

    def _create(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._files.set_log_aside()
        if not self._path.exists():
            self._path.touch(mode=0o600)  # SQLite gives its log the same mode
        require_writable(self._path)

    def _adopt(self, connection: Connection, generation: int) -> None:
        self._files.remember()
        connection.log_files, connection.generation = self._files.log_files(), generation
        if generation != self._generation:  # another thread has started over meanwhile
            raise self._files.in_use_error()
        self._files.first_log = connection.log_files.log
        self._opened.add(connection)

    def _rescue_log(self, connection: Connection) -> bool:
        """The connection's log isn't at its path any more. Whether all that it contains is in the database now.

        If another process has written to a new log, adding the contents of the old one could damage the database.
        """
        is_rescued = self._files.nobody_uses_others(connection) and connection.empty_log()
        logger.error(_LOG_CHANGED, self._path, "nothing of it is lost" if is_rescued else "its last writes may be lost")
        self._start_over()
        return is_rescued

    def _start_over(self) -> None:
        """Connections that are in use now are closed after their use. Only then, new ones are opened."""
        self._generation += 1
        _close_all(self._idle)


def _close_all(connections: list[Connection]) -> None:
    while connections:
        connections.pop().close()


def _end(idle: list[Connection], files: DatabaseFiles) -> None:
    _close_all(idle)
    files.leave()


def _prepare(connection: sqlite3.Connection, steps: Sequence[Step], durable: bool, path: Path) -> None:
    """Configures a connection. Waits for a writer only if a schema step is missing."""
    connection.row_factory = sqlite3.Row
    done = require_known(connection, steps, path, durable=durable)
    # With a write-ahead log, NORMAL can lose commits in a power cut, but can't damage the file.
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute("PRAGMA secure_delete = ON")
    _use_write_ahead_log(connection)
    if done != len(steps):
        bring_up_to_date(connection, steps, path)


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
