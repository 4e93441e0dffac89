"""Users as lines of an export: one JSON object each, whole enough to be the same user in another store."""

import json
import re
from datetime import datetime
from types import NoneType

from configurator.stores.records import Record, as_text, to_record, to_user
from configurator.users import User, faults

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
_TOKEN_HASH = re.compile(r"[0-9a-f]{64}")


def to_line(user: User) -> str:
    """One line of JSON, without its line break."""
    line = {**to_record(user), "document": user.document}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> User:
    """The user of a line. Raises ValueError: its message names what is wrong and tells nothing about the person."""
    record = _parsed(line)
    if set(record) != set(_TYPES):
        raise ValueError(f"expected exactly the members {', '.join(_TYPES)}")
    for name, types in _TYPES.items():
        if type(record[name]) not in types:
            raise ValueError(f"{name} has the wrong type")
    _check_values(record)
    user = to_user({**record, "document": as_text(record["document"])})
    if found := faults(user.document):
        raise ValueError(f"document.{found[0].name}: {found[0].reason}")
    return user


def _parsed(line: str) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("this is not JSON") from None
    if not isinstance(record, dict):
        raise ValueError("expected a JSON object")
    return record


def _check_values(record: Record) -> None:
    if record["document"].get("userId") != record["userId"]:
        raise ValueError("userId and the document's userId differ")
    if not _TOKEN_HASH.fullmatch(record["tokenHash"]):
        raise ValueError("tokenHash is not 64 hexadecimal digits")
    if record["version"] < 1:
        raise ValueError("version is not 1 or more")
    for name in ("createdAt", "updatedAt"):
        if not _is_moment(record[name]):
            raise ValueError(f"{name} is not a time with its zone, like 2026-11-24T13:00:00+00:00")


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
