"""A user as a row: plain values under the names that the stores' columns and the export's members have.

A document is exact JSON text, times are ISO text, and the expiry is in seconds since 1970, for DynamoDB's TTL.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from configurator.users.user import Document, User, is_user_id

Row = dict[str, Any]

LARGEST_DOCUMENT = 300_000
"""In bytes. An item of DynamoDB holds 400 KB; the bodies of the API, up to 64 KB, always stay below this."""

DEEPEST_DOCUMENT = 100
"""In levels. The API accepts fewer, and Python's JSON parser could read more."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))

LARGEST_VERSION = 2**53 - 1
"""Every JSON parser reads whole numbers up to this one exactly."""


def to_row(user: User) -> Row:
    """The row of a user. Raises ValueError if no store could hold it: see `as_text`."""
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


def to_user(row: Mapping[str, Any]) -> User:
    """The user of a row, which must be valid."""
    expires_at = row.get("expiresAt")
    return User(
        user_id=row["userId"],
        document=json.loads(row["document"]),
        token_hash=row["tokenHash"],
        private=bool(row["private"]),
        version=row["version"],
        created_at=datetime.fromisoformat(row["createdAt"]),
        updated_at=datetime.fromisoformat(row["updatedAt"]),
        expires_at=None if expires_at is None else datetime.fromtimestamp(expires_at, UTC),
    )


def as_text(document: Document) -> str:
    """The document as JSON. Keeps the order of members, and the difference between 1 and 1.0.

    Raises ValueError if it has a NaN, half a surrogate pair, more than LARGEST_DOCUMENT bytes or more than
    DEEPEST_DOCUMENT levels. The message contains nothing of the document.
    """
    if _is_deeper(document, DEEPEST_DOCUMENT):
        raise ValueError(f"the document has more than {DEEPEST_DOCUMENT} levels")
    text = _ENCODER.encode(document)
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise ValueError("the document has half a surrogate pair, which is not valid text") from None
    if size > LARGEST_DOCUMENT:
        raise ValueError(f"the document has more than {LARGEST_DOCUMENT} bytes")
    return text


def _is_deeper(value: Any, levels: int) -> bool:
    children = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(child, levels - 1) for child in children if isinstance(child, dict | list))
