"""The user that a form would create: id and secret come from this server, and are the same if it is sent twice.

The form holds a random text, its `place`. Only the server, with its key and this browser's session, makes an owner of
it: no cookie that somebody plants, and no page that somebody reads, yields the secret.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from uuid import UUID

from flask import session

from configurator.web.http.security.sessions import secret_key
from configurator.web.pages.saved.owner_cookie import Owner

_PURPOSE = "new owner"
_IN_SESSION = "csrf"
"""Where the forms keep this session's random text."""
_is_place = re.compile(r"[A-Za-z0-9_-]{22}").fullmatch


def new_place() -> str:
    return secrets.token_urlsafe(16)


def is_place(text: str) -> bool:
    return bool(_is_place(text))


def owner_of(place: str) -> Owner:
    """The owner for a place in a form of this session, whose CSRF token is valid. Raises StoreError if the secret key
    can't be fetched."""
    return Owner(str(UUID(bytes=_digest("id", place)[:16], version=4)), _text(_digest("secret", place)))


def _digest(part: str, place: str) -> bytes:
    message = "\n".join((_PURPOSE, part, session[_IN_SESSION], place))
    return hmac.digest(secret_key().encode(), message.encode(), "sha256")


def _text(digest: bytes) -> str:
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
