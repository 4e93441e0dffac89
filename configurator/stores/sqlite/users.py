"""Users in SQLite."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from configurator.clock import Clock, utc_now
from configurator.stores.sqlite.connection import Database
from configurator.users.rows import to_row, to_user
from configurator.users.store import VersionConflict
from configurator.users.user import User, is_user_id

_FIND = "SELECT * FROM users WHERE userId = ? AND (expiresAt IS NULL OR expiresAt > ?)"
_ALL = "SELECT * FROM users WHERE expiresAt IS NULL OR expiresAt > ?"
_PUT = """INSERT OR REPLACE INTO users VALUES
          (:userId, :document, :tokenHash, :private, :version, :createdAt, :updatedAt, :expiresAt)"""


class SqliteUsers:
    """The UserStore of one SQLite file. `clock` decides what has expired."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def get(self, user_id: str) -> User | None:
        if not is_user_id(user_id):
            return None
        with self._database.reading() as connection:
            return self._find(connection, user_id)

    get_latest = get

    def create(self, user: User) -> User | None:
        row = to_row(user)
        with self._database.writing() as connection:
            stored = self._find(connection, user.user_id)
            if stored is None:
                connection.execute(_PUT, row)
        return None if stored is None or to_row(stored) == row else stored

    def replace(self, user: User, expected_version: int) -> None:
        row = to_row(user)
        with self._database.writing() as connection:
            stored = self._find(connection, user.user_id)
            if stored and _is_state(stored, user, expected_version):
                connection.execute(_PUT, row)
            elif stored is None or to_row(stored) != row:
                raise VersionConflict

    def erase(self, user_id: str, expected: User | None = None) -> bool:
        if not is_user_id(user_id):
            return False
        with self._database.writing() as connection:
            stored = self._find(connection, user_id)
            if stored and expected and not _is_state(stored, expected, expected.version):
                raise VersionConflict
            connection.execute("DELETE FROM users WHERE userId = ?", (user_id,))
        self._database.empty_log()
        return stored is not None

    def all(self) -> Iterator[User]:
        with self._database.reading() as connection:
            for row in connection.execute(_ALL, (self._clock().timestamp(),)):
                yield to_user(dict(row))

    def provision(self) -> tuple[str, ...]:
        self.ping()
        return (f"{self._database.path} holds the tables.",)

    def ping(self) -> None:
        with self._database.reading() as connection:
            connection.execute("SELECT 1 FROM users LIMIT 1")

    def purge(self, now: datetime) -> int:
        with self._database.writing() as connection:
            purged = connection.execute("DELETE FROM users WHERE expiresAt <= ?", (now.timestamp(),)).rowcount
        self._database.empty_log()
        return purged

    def _find(self, connection: sqlite3.Connection, user_id: str) -> User | None:
        row = connection.execute(_FIND, (user_id, self._clock().timestamp())).fetchone()
        return to_user(dict(row)) if row else None


def _is_state(stored: User, of: User, version: int) -> bool:
    """Whether it is this state of the same user, and not of a new user with the id of an erased one."""
    return (stored.version, stored.created_at) == (version, of.created_at)
