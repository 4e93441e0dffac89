"""The embedded store: no second process, no key, one file in the data folder."""

from pathlib import Path

from configurator.stores.sqlite.connection import Database
from configurator.stores.sqlite.users import SqliteUsers


def sqlite_users(data_dir: Path) -> SqliteUsers:
    return SqliteUsers(Database(data_dir / "profile.sqlite"))
