"""The embedded store: one file in the data folder. It needs no other process and no key."""

from pathlib import Path

from configurator.stores.sqlite.connection import Database
from configurator.stores.sqlite.kiosks import SqliteKiosks
from configurator.stores.sqlite.renders import SqliteRenders
from configurator.stores.sqlite.users import SqliteUsers


def sqlite_stores(data_dir: Path) -> tuple[SqliteUsers, SqliteRenders, SqliteKiosks]:
    """The stores of users, renders and kiosks, in one file."""
    database = Database(data_dir / "profile.sqlite")
    return SqliteUsers(database), SqliteRenders(database), SqliteKiosks(database)
