"""The user that a form would create: id and secret come from this server, and are the same if it is sent twice.

The form has a random idempotency key. Only the server, with its secret key and this browser's session, makes an owner
of it: no cookie that somebody plants, and no page that somebody reads, yields the owner's secret.
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
_is_key = re.compile(r"[A-Za-z0-9_-]{22}").fullmatch


def new_idempotency_key() -> str:
    return secrets.token_urlsafe(16)


def is_idempotency_key(text: str) -> bool:
    return bool(_is_key(text))


def owner_of(idempotency_key: str) -> Owner:
    """The owner that a form of this session creates, whose CSRF token is valid. Raises StoreError if the secret key
    can't be fetched."""
    user_id = UUID(bytes=_digest("id", idempotency_key)[:16], version=4)
    return Owner(str(user_id), _text(_digest("secret", idempotency_key)))


def _digest(part: str, idempotency_key: str) -> bytes:
    message = "\n".join((_PURPOSE, part, session[_IN_SESSION], idempotency_key))
    return hmac.digest(secret_key().encode(), message.encode(), "sha256")


def _text(digest: bytes) -> str:
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
