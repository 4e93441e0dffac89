"""Who a browser is: the id and secret of its saved user, in a cookie that no script and no other site can read."""

import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple, Self
from uuid import uuid4

from flask import Response, request

from configurator.services import current_services
from configurator.users.user import User, is_secret, is_user_id
from configurator.web.http.security.headers import is_tls

COOKIE = "owner"
_KEPT_DAYS = 400
"""As long as browsers keep any cookie."""
_CLOSED: Mapping[str, Any] = {"httponly": True, "samesite": "Lax"}


class Owner(NamedTuple):
    """A place for one user. The user may not be there yet: the place is made with the form, so that a form sent twice
    still saves one user."""

    user_id: str
    token: str

    @classmethod
    def of_browser(cls) -> Self | None:
        """None where there is no cookie, or one that could be no place: damaged, or made up."""
        user_id, _, token = request.cookies.get(COOKIE, "").partition(".")
        return cls(user_id, token) if is_user_id(user_id) and is_secret(token) else None

    @classmethod
    def new(cls) -> Self:
        return cls(str(uuid4()), secrets.token_urlsafe(32))

    @property
    def user(self) -> User | None:
        """The saved user as last acknowledged, unless the secret is not its own. May raise StoreError."""
        user = current_services().users.get_latest(self.user_id)
        return user if user and user.opens_to(self.token) else None

    def remember(self, response: Response) -> Response:
        kept = _KEPT_DAYS * 24 * 60 * 60
        response.set_cookie(COOKIE, f"{self.user_id}.{self.token}", max_age=kept, secure=_is_secure(), **_CLOSED)
        return response


def forget(response: Response) -> Response:
    response.delete_cookie(COOKIE, secure=_is_secure(), **_CLOSED)
    return response


def _is_secure() -> bool:
    return request.is_secure or is_tls(current_services().settings)
