"""Who a browser is: the id and secret of its saved user, in a cookie that no script and no other site can read."""

import secrets
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from flask import Response, request

from configurator.services import services
from configurator.users import User
from configurator.web.security import is_tls

COOKIE = "owner"
_KEPT_DAYS = 400
"""As long as browsers keep any cookie."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A place for one user. The user may not be there yet: the place is made with the form, so that a form sent twice
    still saves one user."""

    user_id: str
    token: str

    @classmethod
    def of_browser(cls) -> Self | None:
        user_id, _, token = request.cookies.get(COOKIE, "").partition(".")
        return cls(user_id, token) if user_id and token else None

    @classmethod
    def new(cls) -> Self:
        return cls(str(uuid4()), secrets.token_urlsafe(32))

    @property
    def user(self) -> User | None:
        """The saved user, unless it was erased or the secret is not its own. May raise StoreError."""
        user = services().user_service.read(self.user_id, self.token)
        return user if user and user.opens_to(self.token) else None

    def remember(self, response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            f"{self.user_id}.{self.token}",
            max_age=_KEPT_DAYS * 24 * 60 * 60,
            secure=request.is_secure or is_tls(services().settings),
            httponly=True,
            samesite="Lax",
        )
        return response


def forget(response: Response) -> Response:
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
    return response
