"""The protocol of a store of users. tests/contract checks that every store keeps it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from configurator.users.user import User


class VersionConflict(Exception):
    """Somebody changed or erased the user after it was read. Nothing was written."""


class UserStore(Protocol):
    """Users by id. A user whose `expires_at` has passed counts as missing.

    Documents are stored exactly, `expires_at` to the second. Every method may raise StoreError. Methods that take a
    user raise ValueError if no store could hold it.
    """

    def get(self, user_id: str) -> User | None:
        """The user, or None. Always sees a creation, but may miss a change or an erasure of the last moment.

        Cheaper than `get_latest` where several machines hold the data.
        """

    def get_latest(self, user_id: str) -> User | None:
        """The user, or None. Sees every write that ended before this call: for showing people their own changes."""

    def create(self, user: User) -> User | None:
        """Stores the user and returns None, or returns the user that already has this id and changes nothing.

        Only one of several calls at the same time creates the user. If the existing user is equal in everything, the
        result is None too, because the first attempt may have succeeded although its answer was lost.
        """

    def replace(self, user: User, expected_version: int) -> None:
        """Replaces the state of the user that has the expected version.

        Raises VersionConflict if the stored state has another version, unless it is equal to `user` in everything.
        """

    def erase(self, user_id: str, expected: User | None = None) -> bool:
        """Removes the user permanently. False if there was none.

        Raises VersionConflict if the stored state is not the expected one. If an attempt got no answer and the user is
        missing afterwards, the user counts as removed.
        """

    def all(self) -> Iterator[User]:
        """All users, in any order, for the export."""

    def provision(self) -> tuple[str, ...]:
        """Creates the tables that are missing, and returns a line about each table."""

    def ping(self) -> None:
        """Raises StoreError if the store can't be reached."""

    def purge(self, now: datetime) -> int:
        """Removes the users that have expired, and returns their number; 0 if the database removes them by itself."""
