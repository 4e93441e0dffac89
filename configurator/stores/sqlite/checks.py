"""Checks whether a database file is ours and intact, and counts what it has."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from configurator.backups import BackupError, Contents
from configurator.stores.sqlite.migration import bring_up_to_date, require_known
from configurator.stores.sqlite.schema import STEPS, Step

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
_COLUMNS = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?)'
_PROGRAMS = "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"


def require_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raises BackupError unless the file has the tables of its schema version, and nothing that runs by itself."""
    done = require_known(connection, STEPS, path)
    found, expected = _tables(connection), _expected_tables(STEPS[:done])
    (programs,) = connection.execute(_PROGRAMS).fetchone()
    if programs or not done or any(found.get(name) != columns for name, columns in expected.items()):
        raise BackupError(f"{path} isn't a database of Profile: its tables are others.")


def require_intact(connection: sqlite3.Connection, message: str) -> None:
    """Reads the whole file. Raises BackupError with this message if it is damaged."""
    try:
        (finding,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError:
        finding = "unreadable"
    if finding != "ok":
        raise BackupError(message)


def count(connection: sqlite3.Connection) -> Contents:
    """The rows of the tables. A file of an older version may lack some."""
    found = _tables(connection)
    return Contents(*(_rows(connection, name) if name in found else 0 for name in Contents._fields))


def _rows(connection: sqlite3.Connection, table: str) -> int:
    rows: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names of ours
    return rows


def _tables(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Each table's columns."""
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    return {name: [tuple(column) for column in connection.execute(_COLUMNS, (name,)).fetchall()] for name in names}


def _expected_tables(steps: Sequence[Step]) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        bring_up_to_date(connection, steps, Path(":memory:"))
        return _tables(connection)
