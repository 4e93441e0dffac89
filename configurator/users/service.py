"""Creates, reads, updates and erases users for the API and the pages, and checks who may do so."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from configurator.errors import StoreError
from configurator.users.store import UserStore, VersionConflict
from configurator.users.user import Document, User, hash_token

CHANGE_ATTEMPTS = 5
_ALWAYS_FORESTALLED = "A user was changed again and again while a change was to be made."


class UserIdTaken(Exception):
    """The userId belongs to somebody else, or to a user with other values. The message says what to do."""


class NotOwner(Exception):
    """The token can read the user but not change it."""


class CreatedUser(NamedTuple):
    """`access_token` is set for a new user that was created without its own token, and for a retry with `issued`."""

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

    def create(
        self,
        document: Document,
        token: str | None,
        *,
        issued: str | None = None,
        lifetime: timedelta | None = None,
    ) -> CreatedUser:
        """Stores a new user. A user created with a token is private: only this token can read it.

        Without one, the user gets the `issued` token, or a random one. The user is deleted when its `lifetime` is
        over; without one, it stays until somebody erases it. Creating a user again with the same values, and with its
        token if the call has one, is a retry and returns the stored user. Raises UserIdTaken.
        """
        access_token = token or issued or secrets.token_urlsafe(32)
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
        _check_is_retry(existing, document, token or issued)
        return CreatedUser(existing, None if token else issued)

    def get(self, user_id: str, token: str | None) -> User | None:
        """Returns the user, or None if there is none or this token can't read it.

        Whoever sends a token gets the latest state: owners see their own changes, and a replaced token opens nothing.
        """
        user = self.users.get_latest(user_id) if token else self.users.get(user_id)
        if user and (user.private or self.owners_only) and not user.opens_to(token):
            if not token:
                # A missing user is looked for twice. A stranger must not know a private one by a quicker answer.
                self.users.get_latest(user_id)
            return None
        return user

    def get_own(self, user_id: str, token: str) -> User | None:
        """Returns the user's latest state, or None if there is no such user or the token isn't the owner's."""
        user = self.users.get_latest(user_id)
        return user if user and user.opens_to(token) else None

    def get_owned(self, user_id: str, token: str) -> User | None:
        """Returns the user's latest state, or None if there is none or this token can't read it.

        Raises NotOwner if the token only allows reading.
        """
        return self._if_owned(self.users.get_latest(user_id), token)

    def update(self, user: User, document: Document) -> User:
        """Replaces the user's document and returns the new state.

        Raises VersionConflict if the user changed after it was read, and ValueError if no store could hold it.
        """
        return self._store(user, document=document, updated_at=self.clock())

    def replace_token(self, user_id: str, token: str, new_token: str) -> User | None:
        """Makes `new_token` the user's only token. Nothing that clients can read changes.

        A repetition changes nothing, and may still send the old token. None if there is no user that this token can
        read. Raises NotOwner if it only allows reading.
        """
        for _ in range(CHANGE_ATTEMPTS):
            user = self.users.get_latest(user_id)
            if user and user.opens_to(new_token):
                return user
            user = self._if_owned(user, token)
            if user is None:
                return None
            try:
                return self._store(user, token_hash=hash_token(user_id, new_token))
            except VersionConflict:
                continue
        raise StoreError(_ALWAYS_FORESTALLED)

    def change_own(self, user_id: str, token: str, change: Callable[[User], Document]) -> User | None:
        """Replaces the document of the user's latest state by `change` of it, and returns the new state.

        If somebody else changes the user at the same moment, `change` is called again with the newer state. None if
        there is no such user or the token isn't the owner's. Nothing is written if the document stays the same.
        """
        for _ in range(CHANGE_ATTEMPTS):
            user = self.get_own(user_id, token)
            document = change(user) if user else None
            if user is None or document is None or user.has_same(document):
                return user
            try:
                return self.update(user, document)
            except VersionConflict:
                continue
        raise StoreError(_ALWAYS_FORESTALLED)

    def erase(self, user: User) -> None:
        """Removes the user permanently. Raises VersionConflict if the user changed after it was read."""
        self.users.erase(user.user_id, expected=user)

    def _if_owned(self, user: User | None, token: str) -> User | None:
        if user is None or user.opens_to(token):
            return user
        if user.private or self.owners_only:
            return None
        raise NotOwner

    def _store(self, user: User, **changes: Any) -> User:
        changed = user._replace(version=user.version + 1, **changes)
        self.users.replace(changed, expected_version=user.version)
        return changed


def _check_is_retry(existing: User, document: Document, token: str | None) -> None:
    if not existing.opens_to(token) if token else existing.private:
        raise UserIdTaken(
            "userId is taken: choose another, for example a random UUID. A repetition needs the same secret or key"
        )
    if not existing.has_same(document):
        raise UserIdTaken(
            "userId is taken by a user with other values: change that one with PUT or PATCH and its token"
        )
