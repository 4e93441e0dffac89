"""The embedded store: files in the data folder. It needs no other process and no key."""

from pathlib import Path
from typing import TYPE_CHECKING

from configurator.stores.guard import MOST, Guards
from configurator.stores.sqlite.connection import Database
from configurator.stores.sqlite.kiosks import SqliteKiosks
from configurator.stores.sqlite.renders import SqliteRenders
from configurator.stores.sqlite.schema import COUNTER_STEPS
from configurator.stores.sqlite.users import SqliteUsers

if TYPE_CHECKING:
    from collections.abc import Callable

    from configurator.rate_limits.counters import Counters

DATABASE = "profile.sqlite"


def sqlite_stores(data_dir: Path) -> "tuple[SqliteUsers, SqliteRenders, SqliteKiosks, Callable[[], Counters]]":
    """The stores of users, renders and kiosks, in one file, and a function that creates the one of counters, which not
    every installation needs."""
    database = Database(data_dir / DATABASE, guards=Guards.of_file("the database"), most_waiting=MOST)

    def counters() -> "Counters":
        from configurator.stores.sqlite.counters import SqliteCounters

        file, guards = data_dir / "counters.sqlite", Guards.of_file("the counters")
        return SqliteCounters(Database(file, COUNTER_STEPS, durable=False, guards=guards, most_waiting=MOST))

    return SqliteUsers(database), SqliteRenders(database), SqliteKiosks(database), counters
