"""Tokens that we issue under the client's Idempotency-Key, and the body with which a client names its next token.

docs/decisions/retries-and-tokens.md has the reasons.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode

from configurator.json_schema.builders import members, or_null, text
from configurator.json_schema.validation import REASON, validator
from configurator.users.user import LONGEST_TOKEN, SHORTEST_TOKEN

SHORTEST_KEY = 16
LONGEST_KEY = 255
_PLAIN = rf"[!#-\[\]-~]{{{SHORTEST_KEY},{LONGEST_KEY}}}"
KEY = rf'({_PLAIN}|"{_PLAIN}")'
"""An Idempotency-Key: visible ASCII without quotes and backslashes, in quotes as in the IETF's draft, or without."""

NEW_TOKEN = members(
    {},
    {
        "accessToken": or_null(
            text(
                pattern=rf"^[!-~]{{{SHORTEST_TOKEN},{LONGEST_TOKEN}}}$",
                description="The client's own new secret. Without it, the server makes one.",
            )
        )
        | {REASON: f"send {SHORTEST_TOKEN} to {LONGEST_TOKEN} visible ASCII characters, or leave it out"}
    },
)

# Signing cookies and issuing tokens use the same key of the server: neither output tells anything about the other.
_PURPOSE = "access token"

_is_key = re.compile(KEY).fullmatch

new_token_faults = validator(NEW_TOKEN, {})


def read_key(header: str) -> str | None:
    """The key in an Idempotency-Key header, or None if it can't be one."""
    header = header.strip()
    return header.strip('"') if _is_key(header) else None


def derive_token(server_key: str, user_id: str, key: str, old_token: str = "") -> str:
    """The token that this key stands for: 43 characters, always the same for the same arguments.

    It depends on `old_token` if it replaces one, so that a key that a client uses again gives a new token.
    """
    message = "\n".join((_PURPOSE, user_id, key, old_token))
    return urlsafe_b64encode(hmac.digest(server_key.encode(), message.encode(), hashlib.sha256)).rstrip(b"=").decode()
