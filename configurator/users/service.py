"""Creates, reads, updates and erases users for the API and the pages, and checks who may do so."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from configurator.errors import StoreError
from configurator.users.store import UserStore, VersionConflict
from configurator.users.user import Document, User, hash_token

_CHANGE_ATTEMPTS = 5


class UserIdTaken(Exception):
    """The userId belongs to somebody else, or to a user with other values. The message says what to do."""


class NotOwner(Exception):
    """The token can read the user but not change it."""


class CreatedUser(NamedTuple):
    """`access_token` is set only for a new user that was created without its own token."""

    user: User
    access_token: str | None


@dataclass(frozen=True, slots=True)
class UserService:
    """Use cases for users. If `owners_only` is set, every read needs the owner's token.

    Every method may raise StoreError.
    """

    users: UserStore
    clock: Callable[[], datetime]
    owners_only: bool = False

    def create(self, document: Document, token: str | None, *, lifetime: timedelta | None = None) -> CreatedUser:
        """Stores a new user. A user created with a token is private: only this token can read it.

        The user is deleted when its `lifetime` is over; without one, it stays until somebody erases it. Creating a
        user again with the same values is a retry and returns the stored user. Raises UserIdTaken.
        """
        access_token = token or secrets.token_urlsafe(32)
        now = self.clock()
        user_id = document["userId"]
        token_hash = hash_token(user_id, access_token)
        expires_at = now + lifetime if lifetime else None
        user = User(
            user_id, document, token_hash, token is not None, 1, created_at=now, updated_at=now, expires_at=expires_at
        )
        existing = self.users.create(user)
        if existing is None:
            return CreatedUser(user, None if token else access_token)
        _check_is_retry(existing, document, token)
        return CreatedUser(existing, None)

    def get(self, user_id: str, token: str | None) -> User | None:
        """Returns the user, or None if there is none or this token can't read it."""
        user = self.users.get(user_id)
        if user and (user.private or self.owners_only) and not user.opens_to(token):
            return None
        return user

    def get_own(self, user_id: str, token: str) -> User | None:
        """Returns the user's latest state, or None if there is no such user or the token isn't the owner's."""
        user = self.users.get_latest(user_id)
        return user if user and user.opens_to(token) else None

    def get_owned(self, user_id: str, token: str | None) -> User | None:
        """Like `get`, but requires the owner's token. Raises NotOwner if the token only allows reading."""
        user = self.get(user_id, token)
        if user and not user.opens_to(token):
            raise NotOwner
        return user

    def update(self, user: User, document: Document) -> User:
        """Replaces the user's document and returns the new state.

        Raises VersionConflict if the user changed after it was read, and ValueError if no store could hold it.
        """
        changed = user._replace(document=document, version=user.version + 1, updated_at=self.clock())
        self.users.replace(changed, expected_version=user.version)
        return changed

    def change_own(self, user_id: str, token: str, change: Callable[[User], Document]) -> User | None:
        """Replaces the document of the user's latest state by `change` of it, and returns the new state.

        If somebody else changes the user at the same moment, `change` is called again with the newer state. None if
        there is no such user or the token isn't the owner's. Nothing is written if the document stays the same.
        """
        for _ in range(_CHANGE_ATTEMPTS):
            user = self.get_own(user_id, token)
            document = change(user) if user else None
            if user is None or document is None or user.has_same(document):
                return user
            try:
                return self.update(user, document)
            except VersionConflict:
                continue
        raise StoreError("A user was changed again and again while a change was to be made.")

    def erase(self, user: User) -> None:
        """Removes the user permanently. Raises VersionConflict if the user changed after it was read."""
        self.users.erase(user.user_id, expected=user)


def _check_is_retry(existing: User, document: Document, token: str | None) -> None:
    if existing.private and not existing.opens_to(token):
        raise UserIdTaken("userId is taken: choose another, for example a random UUID")
    if not existing.has_same(document):
        raise UserIdTaken(
            "userId is taken by a user with other values: change that one with PUT or PATCH and its token"
        )
