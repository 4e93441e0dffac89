"""Backups of the SQLite file: written while others use it, and put in its place again."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from configurator.backups import BackupError, Contents, Restored
from configurator.stores.sqlite.checks import count, require_intact, require_ours
from configurator.stores.sqlite.drafts import draft_of, publish
from configurator.stores.sqlite.errors import primary_code, translate_errors
from configurator.stores.sqlite.migration import bring_up_to_date, require_known
from configurator.stores.sqlite.replacement import replace_database
from configurator.stores.sqlite.schema import STEPS
from configurator.stores.sqlite.uri import uri_of

_TIMEOUT = 5.0
_TARGET_FAULTS = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)


class SqliteBackups:
    """The Backups of the file at `path`. A backup is one SQLite file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()

    def save(self, target: Path) -> Contents:
        if os.path.lexists(target):
            raise BackupError(f"{target} exists already: choose another name, or remove it.")
        if not self._path.exists():
            raise BackupError(f"There is no database {self._path}, so there is nothing to save.")
        with _writing_to(target), draft_of(target) as draft:
            with translate_errors(self._path), closing(_opened(self._path)) as source:
                require_known(source, STEPS, self._path)
                require_ours(source, self._path)
                contents = _copy(source, draft, target)
            _require_intact_copy(draft, self._path)
            publish(draft, target)
        return contents

    def restore(self, source: Path) -> Restored:
        _require_backup(source, self._path)
        with _writing_to(self._path), draft_of(self._path) as draft:
            try:
                with closing(_opened(source, "ro")) as backup:
                    require_known(backup, STEPS, source)
                    require_ours(backup, source)
                    _copy(backup, draft, self._path)
                with closing(_opened(draft)) as copy:
                    require_intact(copy, f"{source} is damaged, so it isn't restored: use another backup.")
                    bring_up_to_date(copy, STEPS, source)
                    contents = count(copy)
            except sqlite3.DatabaseError as error:
                raise BackupError(f"{source} can't be restored: {error}. Use another backup.") from None
            return Restored(contents, replace_database(self._path, draft))


def _opened(path: Path, mode: Literal["rw", "ro"] = "rw") -> sqlite3.Connection:
    """A connection that creates no file, and runs no code of the file's author."""
    connection = sqlite3.connect(uri_of(path, mode), uri=True, timeout=_TIMEOUT, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _copy(source: sqlite3.Connection, draft: Path, target: Path) -> Contents:
    """Copies what is committed now, in one file without a log. `target` is its name in messages."""
    source.execute("BEGIN")
    contents = count(source)
    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            if primary_code(error) in _TARGET_FAULTS:
                raise BackupError(f"{target} can't be written: {error}. Nothing has changed.") from None
            raise
    return contents


def _require_intact_copy(draft: Path, path: Path) -> None:
    with closing(_opened(draft)) as copy:
        require_intact(copy, f"The database {path} is damaged, so it isn't saved: restore an earlier backup.")


def _require_backup(source: Path, path: Path) -> None:
    """Raises BackupError unless it is a file that can be read and isn't the database itself."""
    try:
        with source.open("rb") as file:
            is_sqlite = file.read(16) == b"SQLite format 3\x00"
        is_same = path.exists() and source.samefile(path)
    except OSError as error:
        raise BackupError(f"{source} can't be read: {error.strerror}.") from None
    if is_same:
        raise BackupError(f"{source} is the database itself: name a backup of it.")
    if not is_sqlite:
        raise BackupError(f"{source} is no backup of Profile: it isn't an SQLite database.")


@contextmanager
def _writing_to(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupError(f"{target} can't be written: {error.strerror}. Nothing has changed.") from None
