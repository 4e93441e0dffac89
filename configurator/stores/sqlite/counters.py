"""Counters in SQLite."""

from configurator.rate_limits.counters import Window
from configurator.stores.sqlite.connection import Database

_ADD = """INSERT INTO counters VALUES (:end, :key, :amount)
          ON CONFLICT DO UPDATE SET total = total + :amount RETURNING total"""
_DELETE_OLD = "DELETE FROM counters WHERE expiresAt <= ?"


class SqliteCounters:
    """The Counters of one SQLite file. The first call of a new window removes the counters of those that have ended."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cleared_until = 0

    def add(self, key: str, amount: int, window: Window) -> int:
        with self._database.writing() as connection:
            if window.start > self._cleared_until:
                connection.execute(_DELETE_OLD, (window.start,))
                self._cleared_until = window.start
            values = {"end": window.end, "key": key, "amount": amount}
            # All rows have to be read before the commit.
            (row,) = connection.execute(_ADD, values).fetchall()
        return int(row["total"])
