"""The owner's cookie: id and secret of the user that this browser saved. No script and no other site can read it.

Over TLS no other host can set it either. docs/decisions/saving.md says what that leaves, and how cookies from before
the prefix move to the new name.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from configurator.users.service import UserService
from configurator.users.user import User, is_secret, is_user_id
from configurator.web.http.problems import Problem
from configurator.web.http.security.cookies import PREFIX, cookie_name, is_secure

COOKIE = "owner"
NAMES = (f"{PREFIX}{COOKIE}", COOKIE)
"""Over TLS, and without it."""
_MAX_AGE = 400 * 24 * 60 * 60
"""Seconds. Browsers keep no cookie longer."""
_ATTRIBUTES: Mapping[str, Any] = {"httponly": True, "samesite": "Lax"}
_TWO_OWNERS = (
    "This browser sent two different keys for saved cars. Another site has probably set one of them, so nothing was "
    f"opened or changed. Delete that site's cookie “{COOKIE}” in your browser's settings, then open this page again."
)


class Owner(NamedTuple):
    """Id and secret of a user. `former` is the secret that this one is about to replace, "" in a settled cookie."""

    user_id: str
    token: str
    former: str = ""

    @property
    def value(self) -> str:
        """What the cookie holds. Ids and secrets that pages make contain no dot."""
        return ".".join((self.user_id, self.token, *([self.former] if self.former else ())))


def parse_owner(value: str) -> Owner | None:
    """None for a value that no page of ours has set."""
    user_id, _, rest = value.partition(".")
    token, _, former = rest.partition(".")
    is_well_formed = is_user_id(user_id) and is_secret(token) and (not former or is_secret(former))
    return Owner(user_id, token, former) if is_well_formed else None


def read_owner() -> Owner | None:
    """Whose user this browser shows; None without a cookie, and for one that no page of ours has set.

    A cookie from before the prefix counts for reading only, because another host may have set it.
    """
    is_reading = request.method in ("GET", "HEAD")
    return _only_owner() if is_reading or not is_before_prefix() else None


def saved_user(users: UserService, owner: Owner | None) -> User | None:
    """The owner's saved user in its latest state. Raises StoreError."""
    if owner is None:
        return None
    user = users.get_own(owner.user_id, owner.token)
    if user is None and owner.former:
        user = users.get_own(owner.user_id, owner.former)
        # Anybody who knows the id could read a user that is not private, whatever its secret is.
        return user if user and user.private else None
    return user


def settled(users: UserService, owner: Owner | None) -> Owner | None:
    """The owner for a change. The former secret ends before anything is written, as another host may know it.

    None if there is no such user. Raises StoreError.
    """
    if owner is None or not owner.former:
        return owner
    if saved_user(users, owner) is None or not users.replace_token(owner.user_id, owner.former, owner.token):
        return None
    return owner._replace(former="")


def set_owner(response: Response, owner: Owner, *, lasts: bool = True) -> Response:
    """On a shared screen the cookie should not last: the browser forgets it when it is closed."""
    max_age = _MAX_AGE if lasts else None
    response.set_cookie(cookie_name(COOKIE), owner.value, max_age=max_age, secure=is_secure(), **_ATTRIBUTES)
    return response


def forget_owner(response: Response) -> Response:
    for name in {COOKIE, cookie_name(COOKIE)}:
        response.delete_cookie(name, secure=is_secure(), **_ATTRIBUTES)
    return response


def refuse_two_owners() -> None:
    """For `before_request`. Raises Problem: none of the two may be opened, and neither may be lost by saving."""
    if len(_sent_owners()) > 1:
        raise Problem(400, _TWO_OWNERS)


def move_owner(response: AnyResponse) -> AnyResponse:
    """For `after_request`: gives a cookie from before the prefix its new name, with a secret that only this browser
    gets. The next change replaces the old secret by it, see `settled`."""
    if not is_before_prefix() or not (owner := _only_owner()):
        return response
    name = cookie_name(COOKIE)
    if not any(line.startswith(f"{name}=") for line in response.headers.getlist("Set-Cookie")):
        response.set_cookie(name, owner.value, max_age=_MAX_AGE, secure=True, **_ATTRIBUTES)
    response.delete_cookie(COOKIE, secure=True, **_ATTRIBUTES)
    return response


def is_before_prefix() -> bool:
    """Whether the browser needs the prefix and has no cookie with it yet."""
    name = cookie_name(COOKIE)
    return name != COOKIE and name not in request.cookies


def _only_owner() -> Owner | None:
    """The owner in the request; from before the prefix, with a new secret that replaces the one that was sent."""
    owners = _sent_owners()
    if len(owners) != 1:
        return None
    [owner] = owners
    return Owner(owner.user_id, secrets.token_urlsafe(32), owner.token) if is_before_prefix() else owner


def _sent_owners() -> Sequence[Owner]:
    """The different owners in the request. A browser sends two if another host has set a cookie of this name."""
    name = COOKIE if is_before_prefix() else cookie_name(COOKIE)
    owners = map(parse_owner, request.cookies.getlist(name))
    return tuple(dict.fromkeys(it for it in owners if it and (name != COOKIE or not it.former)))
