"""The stores of the app in a browser: this visit's users in memory, and no renders."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NoReturn

from configurator.errors import StoreError
from configurator.users.store import VersionConflict
from configurator.users.user import User


class MemoryUsers:
    """A UserStore for one visit. `changed` has the users that the server doesn't know yet, in their latest state.

    While `is_open` is false, nothing can be stored, because the browser has no key to encrypt it with.
    """

    def __init__(self) -> None:
        self._users: dict[str, User] = {}
        self.changed: dict[str, User] = {}
        self.is_open = False

    def clear(self) -> None:
        self._users.clear()
        self.changed.clear()

    def get(self, user_id: str) -> User | None:
        return self._users.get(user_id)

    get_latest = get

    def create(self, user: User) -> User | None:
        existing = self._users.get(user.user_id)
        if existing is None:
            self._keep(user)
        return existing if existing != user else None

    def replace(self, user: User, expected_version: int) -> None:
        if self._users[user.user_id].version != expected_version:
            raise VersionConflict
        self._keep(user)

    def _keep(self, user: User) -> None:
        if not self.is_open:
            raise StoreError("This kiosk can't store anything before it has reached the server.")
        self._users[user.user_id] = self.changed[user.user_id] = user

    def erase(self, user_id: str, expected: User | None = None) -> bool:  # noqa: ARG002 - the protocol's signature
        self.changed.pop(user_id, None)
        return self._users.pop(user_id, None) is not None

    def all(self) -> Iterator[User]:
        return iter(tuple(self._users.values()))

    def provision(self) -> tuple[str, ...]:
        return ()

    def ping(self) -> None:
        """Memory always answers."""

    def purge(self, now: datetime) -> int:  # noqa: ARG002 - the protocol's signature
        return 0


class Unreachable:
    """Stands for whatever only the server has. Every method raises StoreError, an outage that each page allows for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._fail

    def _fail(self, *_: Any, **__: Any) -> NoReturn:
        raise StoreError("The server can't be reached from this kiosk.")
