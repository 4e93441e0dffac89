"""Errors of a database file, in words that say what an operator can do."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from configurator.errors import NoAnswer, StoreError
from configurator.stores.sqlite.file_identity import RESTORE, FileChangedError

_START_FRESH = f"Stop Profile. Then restore it from a backup with {RESTORE}, or move it away to start fresh"
_COUNT_AFRESH = "Move it away, and the counters of rate limits start fresh"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_ADVICE = {
    sqlite3.SQLITE_CANTOPEN: "It has to be a file that this program may read and write, in a folder where it may, too",
    sqlite3.SQLITE_READONLY: "Let this program write to it and to its folder, and mount the file system for writing",
    sqlite3.SQLITE_PERM: "Let this program write to it and to its folder",
    sqlite3.SQLITE_FULL: "Make room on its disk",
    sqlite3.SQLITE_IOERR: "Check its disk: it may be full, damaged or unmounted",
}


@contextmanager
def translate_errors(path: Path, *, durable: bool = True) -> Iterator[None]:
    """Turns errors into StoreError. SQLite's messages contain no values, so they can be passed on.

    A database that isn't durable may be lost, such as the counters.
    """
    try:
        yield
    except FileChangedError as error:
        raise StoreError(str(error)) from None
    except sqlite3.DatabaseError as error:
        advice = _advice(error, durable)
        kind = NoAnswer if "locked" in str(error) else StoreError
        raise kind(f"The database {path} can't answer: {error}.{f' {advice}.' if advice else ''}") from None
    except OSError as error:
        raise StoreError(f"The data folder {path.parent} can't be used: {error.strerror}.") from None


def require_writable(path: Path) -> None:
    """Raises the error that the first write would meet: SQLite opens a file that may only be read without a word."""
    if os.access(path, os.R_OK) and not os.access(path, os.W_OK):
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's code for the kind of error, without its details, or 0 if the error isn't SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the file's content is wrong: it isn't a database, is damaged, or lacks our tables."""
    return primary_code(error) in _DAMAGED or "no such table" in str(error)


def _advice(error: sqlite3.DatabaseError, durable: bool) -> str:
    if _is_damage(error):
        return _START_FRESH if durable else _COUNT_AFRESH
    return _ADVICE.get(primary_code(error), "")
