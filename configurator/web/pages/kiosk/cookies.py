"""The signed cookies of screens and staff. Scripts can't read them, and other sites can't use them.

Over TLS no other host can set them: otherwise a screen could show a stranger's code for enrolment as its own.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from configurator.web.http.security.cookies import PREFIX, cookie_name, is_secure
from configurator.web.http.security.sessions import secret_key


@dataclass(frozen=True, slots=True)
class SignedCookie:
    """A cookie for the kiosk's pages, with a JSON value that is accepted for some seconds.

    With `was_plain`, one from before the prefix is accepted too, until it is set again.
    """

    name: str
    seconds: int
    was_plain: bool = False

    def read(self, tied_to: str = "") -> Any:
        """The value. None without the cookie, if it is too old, or if it was tied to another text.

        Raises StoreError if the secret key can't be fetched.
        """
        sent = request.cookies.get(self._sent_name)
        if sent is None:
            return None
        try:
            return self._serializer(tied_to).loads(sent, max_age=self.seconds)
        except BadData:
            return None

    @property
    def is_sent(self) -> bool:
        return self._sent_name in request.cookies

    def set(self, response: Response, value: Any, tied_to: str = "") -> None:
        """Raises StoreError if the secret key can't be fetched."""
        _set(response, self.name, self._serializer(tied_to).dumps(value), self.seconds)
        if self._sent_name != cookie_name(self.name):
            _delete(response, self._sent_name)

    def delete(self, response: Response) -> None:
        _delete(response, cookie_name(self.name))

    @property
    def _sent_name(self) -> str:
        name = cookie_name(self.name)
        is_old = self.was_plain and name not in request.cookies and self.name in request.cookies
        return self.name if is_old else name

    def _serializer(self, tied_to: str) -> URLSafeTimedSerializer:
        signer = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        return URLSafeTimedSerializer(secret_key(), salt=f"kiosk {self.name} {tied_to}", signer_kwargs=signer)


def set_for_visit(response: Response, name: str) -> None:
    """A cookie that only says yes, until the reset or the end of the browser."""
    _set(response, name, "yes", None)


def is_set_for_visit(name: str) -> bool:
    return cookie_name(name) in request.cookies


def forget_visit(response: Response) -> None:
    """Deletes every cookie that came with the request, except the screen's own."""
    for name in request.cookies:
        if name.removeprefix(PREFIX) != DEVICE.name:
            _delete(response, name, "/")
            _delete(response, name)


def _set(response: Response, name: str, value: str, seconds: int | None) -> None:
    full = cookie_name(name)
    response.set_cookie(
        full, value, max_age=seconds, path=_path(full), secure=is_secure(), httponly=True, samesite="Strict"
    )


def _delete(response: Response, name: str, path: str = "") -> None:
    response.delete_cookie(name, path=path or _path(name), secure=is_secure(), httponly=True, samesite="Strict")


def _path(name: str) -> str:
    """The kiosk's pages. Browsers want a slash for a name with the prefix."""
    return "/" if name.startswith(PREFIX) else url_for("kiosk_pages.attract")


DEVICE = SignedCookie("kiosk", 400 * 24 * 60 * 60, was_plain=True)
"""The id of an enrolled screen. Browsers keep no cookie longer than 400 days; every heartbeat renews it."""

ENROLMENT = SignedCookie("enrolment", 10 * 60)
"""The device code and the user code of a screen that waits for approval."""

STAFF = SignedCookie("staff", 10 * 60)
"""Who has entered the PIN. Tied to its hash, so that a new PIN ends every visit of staff; each use renews it."""

SCREEN = "screen"
"""The browser is a kiosk's, enrolled or not."""
