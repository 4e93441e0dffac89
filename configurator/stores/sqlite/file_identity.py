"""Notices that a database file was removed or replaced while its connections are open.

A connection keeps using the file that it opened, even one that no path leads to any more: SQLite's write-ahead log
doesn't look at the path again. What is written there is gone after a restart.
"""

import logging
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from configurator.stores.sqlite.drafts import kept_name

RESTORE = "`.venv/bin/flask --app configurator restore BACKUP`"

Identity = tuple[int, int] | None
"""A file's device and inode, or None without a file. No other file gets the same inode while a connection is open."""


logger = logging.getLogger(__name__)


class FileChangedError(sqlite3.OperationalError):
    """The files of a database aren't those that this process opened. The message says what to do."""


class LogFiles(NamedTuple):
    """What a connection has open besides the database: its write-ahead log and the index of the log."""

    log: Identity
    log_index: Identity


class Connection(sqlite3.Connection):
    """A connection that knows which files it opened. If its generation is over, it is closed after its use."""

    log_files: LogFiles
    generation = 0
    is_closed = False

    def close(self) -> None:
        self.is_closed = True
        super().close()

    def empty_log(self) -> bool:
        """Moves all commits from the log into the database. False if a reader or an error prevents that."""
        try:
            (was_blocked, *_) = self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error:
            return False
        return not was_blocked


class DatabaseFiles:
    """The files at a path, compared with those that were there first. Each comparison costs about 1.5 µs per file."""

    def __init__(self, path: Path) -> None:
        beside = os.path.realpath(path)  # SQLite follows links
        self._path, self._log, self._index = str(path), f"{beside}-wal", f"{beside}-shm"
        self._first: Identity = None
        self.first_log: Identity = None
        """The log that the connections to the first file use."""
        self._size = 0

    @property
    def is_known(self) -> bool:
        """Whether the database has been opened."""
        return self._first is not None

    @property
    def is_missing(self) -> bool:
        """Whether it has been opened, and no file is there now."""
        return self._first is not None and _identity(self._path) is None

    def forget(self) -> None:
        """The next file that is opened is the right one, whichever it is."""
        self._first, self._size = None, 0

    def remember(self) -> None:
        """The file that is there now is the right one, if it is the first that is opened. Raises FileChangedError."""
        if self._first is None:
            self._first = _identity(self._path)
        self.require_same()

    def require_same(self) -> None:
        """Raises FileChangedError if the database isn't the file that was opened first, or was cut short.

        SQLite makes a file smaller for VACUUM only, which Profile doesn't use.
        """
        if self._first is None:
            return
        # Read before, because another thread may see the file grow meanwhile.
        smallest = self._size
        found = _stat(self._path)
        if found is None:
            raise FileChangedError(self._removed())
        if (found.st_dev, found.st_ino) != self._first:
            raise FileChangedError(self._replaced())
        if found.st_size < smallest:
            raise FileChangedError(self._overwritten())
        self._size = found.st_size

    def has_log(self, connection: Connection) -> bool:
        """Whether the connection's log is still at its path."""
        return _identity(self._log) == connection.log_files.log

    def log_files(self) -> LogFiles:
        return LogFiles(_identity(self._log), _identity(self._index))

    def set_log_aside(self) -> None:
        """Renames a log without a database, because SQLite would remove it. Raises OSError."""
        database, log = _stat(self._path), _stat(self._log)
        if log and log.st_size and not (database and database.st_size):
            kept = self._rename_log()
            logger.error("The database of %s is missing: a new one begins, and the log is kept as %s.", self._log, kept)

    def leave(self) -> None:
        """When the process ends: renames the log of a database that another file has replaced. SQLite would add it to
        that file."""
        now = _identity(self._path)
        is_replaced = None not in (now, self._first) and now != self._first
        if is_replaced and self.first_log and _identity(self._log) == self.first_log:
            with suppress(OSError):
                kept = self._rename_log()
                logger.error("%s belongs to the database that was replaced, and is kept as %s.", self._log, kept)
                os.unlink(self._index)  # noqa: PTH108

    def _rename_log(self) -> str:
        kept = kept_name(self._log, "left")
        os.rename(self._log, kept)  # noqa: PTH104
        return kept

    def nobody_uses_others(self, connection: Connection) -> bool:
        """Whether no process has written to another log than the connection's."""
        now = self.log_files()
        if now.log == connection.log_files.log:
            return now.log_index is None
        try:
            return os.stat(self._log).st_size == 0  # noqa: PTH116 - as fast as possible
        except OSError:
            return now.log is None

    def log_error(self) -> FileChangedError:
        return FileChangedError(
            f"The files {self._log} and {self._index} were removed or replaced while Profile runs, so this write may "
            "be lost. The next ones use new files. Leave these files to Profile."
        )

    def in_use_error(self) -> FileChangedError:
        return FileChangedError(
            f"The files of the database {self._path} were changed while Profile runs, and are opened again as soon as "
            "the last reader has finished."
        )

    def _removed(self) -> str:
        return (
            f"The database {self._path} was removed or moved while Profile runs, so nothing is read or saved. Put the "
            "same file back. Or restart Profile: it opens the file that is there then, or begins with an empty one."
        )

    def _overwritten(self) -> str:
        return (
            f"The database {self._path} was overwritten or cut short while Profile runs, so nothing is read or saved. "
            f"Stop Profile and restore it from a backup with {RESTORE}. Leave the files of a running server alone."
        )

    def _replaced(self) -> str:
        return (
            f"The database {self._path} was replaced by another file while Profile runs, so nothing is read or saved. "
            f"Put the first file back. Or restart Profile to use the new one; if it is killed, move {self._log} and "
            f"{self._index} away first, which belong to the first file. {RESTORE} replaces a database safely."
        )


def _identity(path: str) -> Identity:
    found = _stat(path)
    return found and (found.st_dev, found.st_ino)


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - as fast as possible
    except OSError:
        return None
