"""The owner's cookie: id and secret of the user that this browser saved. No script and no other site can read it."""

import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import uuid4

from flask import Response, request

from configurator.settings import Settings
from configurator.users.service import UserService
from configurator.users.user import User, is_secret, is_user_id
from configurator.web.http.security.headers import is_tls

COOKIE = "owner"
_MAX_AGE = 400 * 24 * 60 * 60
"""Seconds. Browsers keep no cookie longer."""
_ATTRIBUTES: Mapping[str, Any] = {"httponly": True, "samesite": "Lax"}


class Owner(NamedTuple):
    """Id and secret of a user, who may not be stored yet: the form gets them, so that a form that is sent twice saves
    one user."""

    user_id: str
    token: str


def new_owner() -> Owner:
    return Owner(str(uuid4()), secrets.token_urlsafe(32))


def read_owner(cookies: Mapping[str, str]) -> Owner | None:
    """None without a cookie, and for one that no page of ours has set."""
    user_id, _, token = cookies.get(COOKIE, "").partition(".")
    return Owner(user_id, token) if is_user_id(user_id) and is_secret(token) else None


def saved_user(users: UserService, owner: Owner | None) -> User | None:
    """The owner's saved user in its latest state. Raises StoreError."""
    return users.get_own(owner.user_id, owner.token) if owner else None


def set_owner(response: Response, owner: Owner, settings: Settings, *, lasts: bool = True) -> Response:
    """On a shared screen the cookie should not last: the browser forgets it when it is closed."""
    value, max_age = f"{owner.user_id}.{owner.token}", _MAX_AGE if lasts else None
    response.set_cookie(COOKIE, value, max_age=max_age, secure=_is_secure(settings), **_ATTRIBUTES)
    return response


def forget_owner(response: Response, settings: Settings) -> Response:
    response.delete_cookie(COOKIE, secure=_is_secure(settings), **_ATTRIBUTES)
    return response


def _is_secure(settings: Settings) -> bool:
    return request.is_secure or is_tls(settings)
