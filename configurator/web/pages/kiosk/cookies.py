"""The signed cookies of screens and staff. Scripts can't read them, and other sites can't use them."""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from configurator.services import current_services
from configurator.web.http.security.headers import is_tls
from configurator.web.http.security.sessions import secret_key


@dataclass(frozen=True, slots=True)
class SignedCookie:
    """A cookie for the kiosk's pages, with a JSON value that is accepted for some seconds."""

    name: str
    seconds: int

    def read(self, tied_to: str = "") -> Any:
        """The value. None without the cookie, if it is too old, or if it was tied to another text.

        Raises StoreError if the secret key can't be fetched.
        """
        if self.name not in request.cookies:
            return None
        try:
            return self._serializer(tied_to).loads(request.cookies[self.name], max_age=self.seconds)
        except BadData:
            return None

    def set(self, response: Response, value: Any, tied_to: str = "") -> None:
        """Raises StoreError if the secret key can't be fetched."""
        _set(response, self.name, self._serializer(tied_to).dumps(value), self.seconds)

    def delete(self, response: Response) -> None:
        response.delete_cookie(self.name, path=_path(), httponly=True, samesite="Strict")

    def _serializer(self, tied_to: str) -> URLSafeTimedSerializer:
        signer = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        return URLSafeTimedSerializer(secret_key(), salt=f"kiosk {self.name} {tied_to}", signer_kwargs=signer)


def set_for_visit(response: Response, name: str) -> None:
    """A cookie that only says yes, until the reset or the end of the browser."""
    _set(response, name, "yes", None)


def forget_visit(response: Response) -> None:
    """Deletes every cookie that came with the request, except the screen's own."""
    for name in request.cookies:
        if name != DEVICE.name:
            response.delete_cookie(name)
            response.delete_cookie(name, path=_path())


def _set(response: Response, name: str, value: str, seconds: int | None) -> None:
    is_secure = request.is_secure or is_tls(current_services().settings)
    response.set_cookie(name, value, max_age=seconds, path=_path(), secure=is_secure, httponly=True, samesite="Strict")


def _path() -> str:
    return url_for("kiosk_pages.attract")


DEVICE = SignedCookie("kiosk", 400 * 24 * 60 * 60)
"""The id of an enrolled screen. Browsers keep no cookie longer than 400 days; every heartbeat renews it."""

ENROLMENT = SignedCookie("enrolment", 10 * 60)
"""The device code and the user code of a screen that waits for approval."""

STAFF = SignedCookie("staff", 10 * 60)
"""Who has entered the PIN. Tied to its hash, so that a new PIN ends every visit of staff; each use renews it."""

SCREEN = "screen"
"""The browser is a kiosk's, enrolled or not."""
