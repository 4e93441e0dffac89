"""The embedded store: files in the data folder. It needs no other process and no key."""

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

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


class _Bounds(TypedDict, total=False):
    guards: Guards
    most_waiting: int


def sqlite_stores(
    data_dir: Path, *, guarded: bool = False
) -> "tuple[SqliteUsers, SqliteRenders, SqliteKiosks, Callable[[], Counters]]":
    """The stores of users, renders and kiosks, in one file, and a function that creates the one of counters, which not
    every installation needs. If they are `guarded`, they refuse calls while the file is too slow."""
    database = Database(data_dir / DATABASE, **_bounds("the database", guarded))

    def counters() -> "Counters":
        from configurator.stores.sqlite.counters import SqliteCounters

        bounds = _bounds("the counters", guarded)
        return SqliteCounters(Database(data_dir / "counters.sqlite", COUNTER_STEPS, durable=False, **bounds))

    return SqliteUsers(database), SqliteRenders(database), SqliteKiosks(database), counters


def require_usable(data_dir: Path) -> None:
    """Raises StoreError if the file can't be used, without a line in the log. Creates it if it is missing."""
    database = Database(data_dir / DATABASE)
    SqliteUsers(database).ping()
    database.close()


def _bounds(name: str, guarded: bool) -> "_Bounds":
    return {"guards": Guards.of_file(name), "most_waiting": MOST} if guarded else {}
