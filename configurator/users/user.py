"""A user of the JSON API, its id, and its owner's token."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

Document = dict[str, Any]

SHORTEST_TOKEN = 16
LONGEST_TOKEN = 512

LONGEST_USER_ID = 128
USER_ID = rf"[A-Za-z0-9._~@:|+=-]{{1,{LONGEST_USER_ID}}}"
NO_USER_IDS = (".", "..")
"""Clients remove these two from a URL's path."""

_is_spelled_like_one = re.compile(USER_ID).fullmatch


class User(NamedTuple):
    """A stored user. `document` holds the API's members as sent. Only the owner's token can read a `private` user.

    `token_hash` comes from the owner's token, `version` counts the changes from 1, times are UTC.
    """

    user_id: str
    document: Document
    token_hash: str
    private: bool
    version: int
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None = None

    def has_same(self, document: Document) -> bool:
        """Whether the values are the same. Null equals a missing member; 1 and 1.0 differ."""
        return canonical(self.document) == canonical(document)

    def opens_to(self, token: str | None) -> bool:
        """Whether this is the owner's token. Takes the same time for every wrong token."""
        return token is not None and hmac.compare_digest(self.token_hash, hash_token(self.user_id, token))


def hash_token(user_id: str, token: str) -> str:
    """What we store instead of a token. It depends on the user, so a leaked token opens no other user."""
    return hashlib.sha256(f"{user_id}\n{token}".encode()).hexdigest()


def canonical(document: Mapping[str, Any]) -> str:
    """The same text for equal documents: keys sorted, top-level members that are null left out."""
    given = {name: value for name, value in document.items() if value is not None}
    return json.dumps(given, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def is_user_id(text: str) -> bool:
    return bool(_is_spelled_like_one(text)) and text not in NO_USER_IDS


def is_secret(text: str) -> bool:
    """Whether the text can be a token: too long to guess, and short enough to hash at every request."""
    return SHORTEST_TOKEN <= len(text) <= LONGEST_TOKEN
