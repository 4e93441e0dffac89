"""The embedded store: no second process, no key, one file in the data folder."""

from pathlib import Path

from configurator.stores.sqlite.connection import Database
from configurator.stores.sqlite.renders import SqliteRenders
from configurator.stores.sqlite.users import SqliteUsers


def sqlite_stores(data_dir: Path) -> tuple[SqliteUsers, SqliteRenders]:
    """Both on one file."""
    database = Database(data_dir / "profile.sqlite")
    return SqliteUsers(database), SqliteRenders(database)
