"""A user as all stores and the export write it down: plain values by the names that items and columns have.

Documents are exact JSON text, times ISO text, expiry whole seconds since 1970, as DynamoDB's TTL wants it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from configurator.users import Document, User, is_user_id

Record = dict[str, Any]

# An item of DynamoDB holds 400 KB in all; the API's bodies of 64 KB stay below this however they are written.
LARGEST_DOCUMENT = 300_000


def to_record(user: User) -> Record:
    """Raises ValueError where no store could keep the user: see `as_text`."""
    if not is_user_id(user.user_id):
        raise ValueError("this is not a user id")
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

    Raises ValueError where it has a NaN, half a surrogate pair, or more than LARGEST_DOCUMENT bytes.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if len(text.encode()) > LARGEST_DOCUMENT:
        raise ValueError(f"the document has more than {LARGEST_DOCUMENT} bytes")
    return text
