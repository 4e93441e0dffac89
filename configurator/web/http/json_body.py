"""Reading a JSON body strictly: what can't be stored and given back exactly is refused, with a reason."""

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from flask import request

from configurator.users.user import Fault
from configurator.web.http.problems import Problem

DEEPEST = 32
LONGEST_NUMBER = 64

MOST_FAULTS = 50
LONGEST_PATH = 300
"""So many are named at once, by so many characters each: or 64 KB in would be 200 MB out."""


class _Unkept(NamedTuple):
    """Stands in a body for a value that we couldn't give back as it came."""

    reason: str


_TWICE = _Unkept("is given twice; give it once")
_TOO_LARGE = _Unkept("is a number too large, too small or too long to keep; send it as a text")


def read_json() -> Any:
    """The request's body. Raises Problem 415 where it isn't declared as plain JSON, 400 where we can't keep it."""
    if request.mimetype != "application/json" and not request.mimetype.endswith("+json"):
        raise Problem(415, "Send the body as JSON, with the header Content-Type: application/json.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(415, "Send the body uncompressed, without the header Content-Encoding.")
    body = _parsed(_text())
    uncached = tuple(islice(_unkept(body, "", 1), MOST_FAULTS))
    if uncached:
        raise Problem(400, "Some values can't be kept just as they were sent; nothing was stored.", uncached)
    return body


def _text() -> str:
    try:
        text = request.get_data(cache=False).decode()
    except UnicodeDecodeError:
        raise Problem(400, "The body is not valid UTF-8. Send it in that encoding.") from None
    if not text.strip():
        raise Problem(400, "The body is empty. Send a JSON object.")
    if text.startswith("\ufeff"):
        raise Problem(400, "The body begins with a byte order mark. Send it without one.")
    return text


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text, parse_constant=_constant, parse_float=_float, parse_int=_whole, object_pairs_hook=_object
        )
    except RecursionError:
        raise Problem(400, f"The body is nested too deeply. Keep it within {DEEPEST} levels.") from None
    except json.JSONDecodeError as error:
        raise Problem(400, f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from None


def _constant(word: str) -> _Unkept:
    return _Unkept(f"is {word}, which JSON doesn't know; send a number or null")


def _float(digits: str) -> float | _Unkept:
    """Kept in double precision, as all JSON libraries do; what would become infinite or nothing is not."""
    value = float(digits)
    is_lost = value == 0 and any(digit in digits.lower().partition("e")[0] for digit in "123456789")
    return _TOO_LARGE if is_lost or not math.isfinite(value) or len(digits) > LONGEST_NUMBER else value


def _whole(digits: str) -> int | _Unkept:
    return _TOO_LARGE if len(digits) > LONGEST_NUMBER else int(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        times = Counter(name for name, _ in pairs)
        members |= {name: _TWICE for name in members if times[name] > 1}
    return members


def _unkept(value: Any, name: str, level: int) -> Iterator[Fault]:
    """Every value in here that we couldn't give back, by its way from the top: carConfiguration.additionalFeatures.x"""
    if isinstance(value, _Unkept):
        yield _fault(name, value.reason)
    elif isinstance(value, str):
        if not _is_unicode(value):
            yield _fault(name, "has half of a surrogate pair in it; send whole characters")
    elif isinstance(value, dict | list):
        if level > DEEPEST:
            yield _fault(name, f"is nested too deeply; keep the body within {DEEPEST} levels")
            return
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            if not (_is_plain(key) and _is_plain(child)):
                yield from _unkept_member(str(key), child, name, level)


def _is_plain(value: Any) -> bool:
    """Most of what is sent: nothing in it needs a look."""
    return value.isascii() if isinstance(value, str) else value is None or isinstance(value, int | float)


def _unkept_member(key: str, child: Any, parent: str, level: int) -> Iterator[Fault]:
    name = f"{parent}.{key}" if parent else key
    if _is_unicode(key):
        yield from _unkept(child, name, level + 1)
    else:
        yield _fault(name.encode(errors="replace").decode(), "has half of a surrogate pair in its name; rename it")


def _fault(name: str, reason: str) -> Fault:
    return Fault(name if len(name) <= LONGEST_PATH else f"{name[:LONGEST_PATH]}…", reason)


def _is_unicode(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
