"""What the product asks of a store. One contract, several stores; tests/contract holds them to it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from configurator.users import User


class StoreError(RuntimeError):
    """The store can't answer now. Nothing was lost that it had acknowledged; the same call may succeed later."""


class VersionConflict(Exception):
    """Somebody else changed or erased the user since it was read; nothing was written."""


class UserStore(Protocol):
    """Users by their id. A user whose `expires_at` has passed is absent. Every method may raise StoreError."""

    def get(self, user_id: str) -> User | None:
        """The user as last acknowledged: a read sees every write that ended before it began."""

    def create(self, user: User) -> User | None:
        """Stores the user if there is none of that id (of many at once, one), and returns None; otherwise changes
        nothing and returns the user who is there."""

    def replace(self, user: User, expected_version: int) -> None:
        """Puts this in the place of the state with that version. Raises VersionConflict where it is another."""

    def erase(self, user_id: str, expected_version: int | None = None) -> bool:
        """Removes the user for good; False where there is none. Raises VersionConflict where it is another state."""

    def all(self) -> Iterator[User]:
        """Every user, in no order: for export only."""

    def provision(self) -> None:
        """Makes the tables where they are missing; running it again changes nothing."""

    def ping(self) -> None:
        """Answers if the store can be reached; otherwise raises StoreError."""

    def purge(self, now: datetime) -> int:
        """Removes what has expired, where the store does not do so by itself; returns how many."""
