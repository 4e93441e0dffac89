"""Puts another file in the place of a database that nobody uses, and keeps the old one beside it."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from configurator.backups import BackupError
from configurator.stores.sqlite.checks import require_intact
from configurator.stores.sqlite.drafts import exchange, kept_name
from configurator.stores.sqlite.uri import uri_of

_FIRST_LOCK, _LOCKS = 0x40000000, 512
"""The bytes that SQLite locks; each open connection to a file with a write-ahead log holds a part of them.
See "Locking" in sqlite.org/src/file/src/os.h."""


def replace_database(path: Path, draft: Path) -> Path | None:
    """Returns the path of the old database, or None if there was none. Raises BackupError or OSError."""
    if not path.exists():
        exchange(draft, path)
        return None
    kept = Path(kept_name(path, "before-restore"))
    if path.is_dir():
        path.rename(kept)
        exchange(draft, path)
        return kept
    _require_unused(path)
    _close_log(path)
    with _locked(path):
        os.link(path, kept)
        _move_log(path, kept)
        exchange(draft, path)
    return kept


def _require_unused(path: Path) -> None:
    with _locked(path):
        pass


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """No other process has the file open as a database during the block. Raises BackupError if one does.

    This process may not have it open either: closing a file ends all its locks in this process.
    """
    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _FIRST_LOCK)
        except (BlockingIOError, PermissionError):
            message = f"The database {path} is in use: stop Profile and wait for its renders, then restore again."
            raise BackupError(message) from None
        yield


def _close_log(path: Path) -> None:
    """Moves what is in the log into the database, so that the old file is complete. A damaged one stays as it is."""
    with suppress(sqlite3.DatabaseError, BackupError):
        with closing(sqlite3.connect(uri_of(path, "ro"), uri=True)) as old:
            require_intact(old, "damaged")
        with closing(sqlite3.connect(uri_of(path, "rw"), uri=True)) as old:
            old.execute("PRAGMA journal_mode = DELETE")


def _move_log(path: Path, kept: Path) -> None:
    """A log that is still there belongs to the old file. SQLite would read it with the new one."""
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        log.rename(f"{kept}-wal")
    log.unlink(missing_ok=True)
    Path(f"{path}-shm").unlink(missing_ok=True)
