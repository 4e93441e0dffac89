"""A user as all stores and the export write it down: plain values by the names that items and columns have.

Documents are exact JSON text, times ISO text, expiry whole seconds since 1970, as DynamoDB's TTL wants it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from configurator.users.user import Document, User, is_user_id

Row = dict[str, Any]

# An item of DynamoDB holds 400 KB in all; the API's bodies of 64 KB stay below this however they are written.
LARGEST_DOCUMENT = 300_000

# Well above what the API takes, and well below where Python gives up reading what it wrote.
DEEPEST_DOCUMENT = 100

# Whole numbers that every reader of JSON keeps.
LARGEST_VERSION = 2**53 - 1


def to_row(user: User) -> Row:
    """Raises ValueError where no store could keep the user: see `as_text`."""
    if not is_user_id(user.user_id):
        raise ValueError("this is not a user id")
    if not 1 <= user.version <= LARGEST_VERSION:
        raise ValueError(f"version is not a whole number from 1 to {LARGEST_VERSION}")
    return {
        "userId": user.user_id,
        "document": as_text(user.document),
        "tokenHash": user.token_hash,
        "private": user.private,
        "version": user.version,
        "createdAt": user.created_at.isoformat(),
        "updatedAt": user.updated_at.isoformat(),
        "expiresAt": None if user.expires_at is None else int(user.expires_at.timestamp()),
    }


def to_user(record: Mapping[str, Any]) -> User:
    expires_at = record.get("expiresAt")
    return User(
        user_id=record["userId"],
        document=json.loads(record["document"]),
        token_hash=record["tokenHash"],
        private=bool(record["private"]),
        version=record["version"],
        created_at=datetime.fromisoformat(record["createdAt"]),
        updated_at=datetime.fromisoformat(record["updatedAt"]),
        expires_at=None if expires_at is None else datetime.fromtimestamp(expires_at, UTC),
    )


def as_text(document: Document) -> str:
    """The document in JSON, its order and its kinds of numbers kept.

    Raises ValueError, without a word of it, where it has a NaN, half a surrogate pair, more than LARGEST_DOCUMENT
    bytes or more than DEEPEST_DOCUMENT levels.
    """
    if _is_deeper(document, DEEPEST_DOCUMENT):
        raise ValueError(f"the document has more than {DEEPEST_DOCUMENT} levels")
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise ValueError("the document has half a surrogate pair, which is no text") from None
    if size > LARGEST_DOCUMENT:
        raise ValueError(f"the document has more than {LARGEST_DOCUMENT} bytes")
    return text


def _is_deeper(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(child, levels - 1) for child in inner if isinstance(child, dict | list))
