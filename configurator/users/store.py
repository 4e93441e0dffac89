"""What the product asks of a store. One contract, several stores; tests/contract holds them to it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from configurator.users.user import User


class VersionConflict(Exception):
    """Somebody else changed or erased the user since it was read; nothing was written."""


class UserStore(Protocol):
    """Users by their id. A user whose `expires_at` has passed is absent; it is kept to the second, a document exactly.

    Every method may raise StoreError, every one that is given a user ValueError: nobody could keep it.
    """

    def get(self, user_id: str) -> User | None:
        """The user, never absent once created. A change or an erasure may show a moment late: where several machines
        keep the data, such a read costs half of `get_latest`."""

    def get_latest(self, user_id: str) -> User | None:
        """The user as last acknowledged: sees every write that ended before it began. For showing somebody their
        own change and for deciding about the next one."""

    def create(self, user: User) -> User | None:
        """Stores the user if there is none of that id (of many at once, one), and returns None; otherwise changes
        nothing and returns the user who is there. One equal in everything counts as this one: stores try again
        after a lost answer."""

    def replace(self, user: User, expected_version: int) -> None:
        """Puts this in the place of its own state with that version. Raises VersionConflict where another state is
        there, unless that is equal to this one in everything."""

    def erase(self, user_id: str, expected: User | None = None) -> bool:
        """Removes the user for good; False where there is none. Raises VersionConflict where the user is no longer
        in the expected state. One whom an attempt without an answer may have removed counts as removed."""

    def all(self) -> Iterator[User]:
        """Every user, in no order: for export only."""

    def provision(self) -> tuple[str, ...]:
        """Makes the tables where they are missing and returns a line for each; running it again changes nothing."""

    def ping(self) -> None:
        """Answers if the store can be reached; otherwise raises StoreError."""

    def purge(self, now: datetime) -> int:
        """Removes what has expired, where the store does not do so by itself; returns how many."""
