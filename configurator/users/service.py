"""Use cases around a user: registering, reading, changing, erasing, and who may do which."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from configurator.users.store import UserStore
from configurator.users.user import Document, User, hash_token


class UserIdTaken(Exception):
    """The userId belongs to somebody else, or says something else already; the message says what to do."""


class NotOwner(Exception):
    """The user may be read but not changed with this token."""


class CreatedUser(NamedTuple):
    """`access_token` is there once, when the user was new and brought no secret of its own."""

    user: User
    access_token: str | None


@dataclass(frozen=True, slots=True)
class UserService:
    """`owners_only` closes reading to all but the owner, also for users registered without a secret."""

    users: UserStore
    clock: Callable[[], datetime]
    owners_only: bool = False

    def create(self, document: Document, token: str | None) -> CreatedUser:
        """Stores a user that isn't there yet. The same again is a retry and changes nothing; the second of two
        different ones raises Taken. With a token the user is private: readable with that token only."""
        access_token = token or secrets.token_urlsafe(32)
        now = self.clock()
        user_id = document["userId"]
        token_hash = hash_token(user_id, access_token)
        user = User(user_id, document, token_hash, token is not None, version=1, created_at=now, updated_at=now)
        present = self.users.create(user)
        if present is None:
            return CreatedUser(user, None if token else access_token)
        return CreatedUser(_retried(present, document, token), None)

    def get(self, user_id: str, token: str | None) -> User | None:
        """The user, or None where there is none or this token may not know."""
        user = self.users.get(user_id)
        if user and (user.private or self.owners_only) and not user.opens_to(token):
            return None
        return user

    def get_own(self, user_id: str, token: str) -> User | None:
        """The user in its latest acknowledged state, for its owner: None if there is no such user or the token is
        not the owner's. Raises StoreError."""
        user = self.users.get_latest(user_id)
        return user if user and user.opens_to(token) else None

    def get_owned(self, user_id: str, token: str | None) -> User | None:
        """The user, to be changed: None as for `read`; raises NotAllowed where the token is not the owner's."""
        user = self.get(user_id, token)
        if user and not user.opens_to(token):
            raise NotOwner
        return user

    def update(self, user: User, document: Document) -> User:
        """Puts a new document in the place of the state that was read. Raises VersionConflict."""
        changed = user._replace(document=document, version=user.version + 1, updated_at=self.clock())
        self.users.replace(changed, expected_version=user.version)
        return changed

    def erase(self, user: User) -> None:
        """Removes the state that was read, for good. Raises VersionConflict."""
        self.users.erase(user.user_id, expected=user)


def _retried(present: User, document: Document, token: str | None) -> User:
    if present.private and not present.opens_to(token):
        raise UserIdTaken("userId is taken: choose another, for example a random UUID")
    if not present.has_same(document):
        raise UserIdTaken(
            "userId is taken by a user with other values: change that one with PUT or PATCH and its token"
        )
    return present
