"""The lines of an export: a JSON object for each user, complete enough to import it into another store."""

import json
import re
from datetime import datetime, timedelta
from types import NoneType

from configurator.users.rows import LARGEST_VERSION, Row, as_text, to_row, to_user
from configurator.users.user import Document, User
from configurator.users.validation import CAR_MEMBERS, MEMBERS, OPTIONAL_MEMBERS, SAVED_CAR_MEMBERS, faults

_TYPES: dict[str, tuple[type, ...]] = {
    "userId": (str,),
    "document": (dict,),
    "tokenHash": (str,),
    "private": (bool,),
    "version": (int,),
    "createdAt": (str,),
    "updatedAt": (str,),
    "expiresAt": (int, NoneType),
}
_OF_NEWER_VERSION = " (a newer version of Profile may write more: import its exports with that version)"
_TOKEN_HASH = re.compile(r"[0-9a-f]{64}")
_END_OF_TIME = 253402300799
"""The last second of the year 9999."""

_OWN_MEMBERS = frozenset((*MEMBERS, *OPTIONAL_MEMBERS))
_NAMES = _OWN_MEMBERS | {f"carConfiguration.{part}" for part in CAR_MEMBERS}


def to_line(user: User) -> str:
    """The JSON of a user, without a line break. Raises ValueError if no store could hold the user."""
    row = {**to_row(user), "document": user.document}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> User:
    """The user of a line. Raises ValueError. The message names the problem, and contains nothing of the user's data."""
    row = _parsed(line)
    if set(row) != set(_TYPES):
        newer = _OF_NEWER_VERSION if set(row) > set(_TYPES) else ""
        raise ValueError(f"expected exactly the members {', '.join(_TYPES)}{newer}")
    for name, types in _TYPES.items():
        if type(row[name]) not in types:
            raise ValueError(f"{name} has the wrong type")
    _check_values(row)
    _check_document(row["document"])
    return to_user({**row, "document": as_text(row["document"])})


def _parsed(line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("this is not JSON") from None
    if not isinstance(row, dict):
        raise ValueError("expected a JSON object")
    return row


def _check_values(row: Row) -> None:
    if row["document"].get("userId") != row["userId"]:
        raise ValueError("userId and the document's userId differ")
    if not _TOKEN_HASH.fullmatch(row["tokenHash"]):
        raise ValueError("tokenHash is not 64 hexadecimal digits")
    if not 1 <= row["version"] <= LARGEST_VERSION:
        raise ValueError(f"version is not a whole number from 1 to {LARGEST_VERSION}")
    if not 0 <= (row["expiresAt"] or 0) <= _END_OF_TIME:
        raise ValueError("expiresAt is not a number of seconds since 1970, or null")
    for name in ("createdAt", "updatedAt"):
        if not _is_utc(row[name]):
            raise ValueError(f"{name} is not a time in UTC like 2026-11-24T13:00:00+00:00")


def _check_document(document: Document) -> None:
    """Messages don't contain unknown names of members, which may be personal data."""
    if first := next(iter(faults(document)), None):
        member = f"document.{first.name}" if first.name in _NAMES else "a member of the document"
        raise ValueError(f"{member}: {first.reason}")
    cars = document.get("cars") or ()
    if not document.keys() <= _OWN_MEMBERS or any(car.keys() - SAVED_CAR_MEMBERS for car in cars):
        raise ValueError("the document has members that only answers have")


def _is_utc(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() == timedelta(0)
    except ValueError:
        return False
