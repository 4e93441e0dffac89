"""Reads a JSON body strictly: a value that we could not store and return exactly is refused, with a reason."""

import json
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from flask import current_app, request

from configurator.json_schema.validation import Fault, Validator
from configurator.web.http.problems import Problem

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MAX_DEPTH = 32
MAX_NUMBER_LENGTH = 64


class _NotPlain(Exception):
    """A body may have something that we could not return exactly."""


class _Unstorable(NamedTuple):
    """The parser puts this in the place of a value that we could not return exactly."""

    reason: str


_DUPLICATE = _Unstorable("appears twice; send it once")
_OUT_OF_RANGE = _Unstorable("is a number too large, too small or too long to store exactly; send it as a text")


def read_json() -> Any:
    """The request's body. Raises Problem 415 if it isn't declared as plain JSON, 400 if we can't store it exactly."""
    environ = request.environ
    if environ.get("CONTENT_TYPE") != "application/json" and not _is_json(request.mimetype):
        raise Problem(415, "Send the body as JSON, with the header Content-Type: application/json.")
    if environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        raise Problem(415, "Send the body uncompressed, without the header Content-Encoding.")
    text = _text(_bytes(environ))
    with suppress(_NotPlain):
        return _parsed_if_plain(text)
    body = _parsed(text)
    faults = _unstorable_values(body, "", 1)
    if first := next(faults, None):
        detail = "Some values can't be stored exactly as you sent them. Nothing was stored."
        raise Problem(400, detail, chain((first,), faults))
    return body


def require_valid(body: Any, validate: Validator) -> None:
    """Raises Problem 400 that names all faults of the body."""
    if faults := validate(body):
        raise Problem(400, "The body is invalid: correct the members in invalid_params. Nothing was stored.", faults)


def _is_json(mimetype: str) -> bool:
    return mimetype == "application/json" or mimetype.endswith("+json")


def _bytes(environ: "WSGIEnvironment") -> bytes:
    """Raises Werkzeug's 413. Its stream counts what is read, which a body of known length doesn't need."""
    length = environ.get("CONTENT_LENGTH", "")
    if length.isdecimal() and len(length) < 10 and int(length) <= current_app.config["MAX_CONTENT_LENGTH"]:
        body: bytes = environ["wsgi.input"].read(int(length))
        return body
    return request.get_data(cache=False)


def _text(body: bytes) -> str:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Problem(400, "The body is not valid UTF-8. Send it in this encoding.") from None
    if not text.strip():
        raise Problem(400, "The body is empty. Send a JSON object.")
    if text.startswith("\ufeff"):
        raise Problem(400, "The body begins with a byte order mark. Send it without one.")
    return text


def _parsed_if_plain(text: str) -> Any:
    """For most bodies: without escapes, fractions and deep levels, nothing needs a closer look. Raises _NotPlain."""
    if "\\u" in text or text.count("{") + text.count("[") > MAX_DEPTH:
        raise _NotPlain
    try:
        return _decode_plain(text)
    except json.JSONDecodeError:
        raise _NotPlain from None


def _parsed(text: str) -> Any:
    try:
        return _decode(text)
    except RecursionError:
        raise Problem(400, f"The body is nested too deeply. Keep it within {MAX_DEPTH} levels.") from None
    except json.JSONDecodeError as error:
        raise Problem(400, f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from None


def _constant(word: str) -> _Unstorable:
    return _Unstorable(f"is {word}, which is not JSON; send a number or null")


def _float(digits: str) -> float | _Unstorable:
    """In double precision, like most JSON libraries. Numbers that would become infinite or zero are refused."""
    value = float(digits)
    becomes_zero = value == 0 and any(digit in digits.lower().partition("e")[0] for digit in "123456789")
    return _OUT_OF_RANGE if becomes_zero or not math.isfinite(value) or len(digits) > MAX_NUMBER_LENGTH else value


def _integer(digits: str) -> int | _Unstorable:
    return _OUT_OF_RANGE if len(digits) > MAX_NUMBER_LENGTH else int(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        members |= {name: _DUPLICATE for name in members if counts[name] > 1}
    return members


def _plain_integer(digits: str) -> int:
    if len(digits) > MAX_NUMBER_LENGTH:
        raise _NotPlain
    return int(digits)


def _plain_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _NotPlain
    return members


def _not_plain(word: str) -> NoReturn:  # noqa: ARG001 - the decoder's signature
    raise _NotPlain


_decode_plain = json.JSONDecoder(
    parse_constant=_not_plain, parse_float=_not_plain, parse_int=_plain_integer, object_pairs_hook=_plain_object
).decode
_decode = json.JSONDecoder(
    parse_constant=_constant, parse_float=_float, parse_int=_integer, object_pairs_hook=_object
).decode


def _unstorable_values(value: Any, name: str, level: int) -> Iterator[Fault]:
    """A fault for each value that we could not return, named by its path: carConfiguration.additionalFeatures.x"""
    if isinstance(value, _Unstorable):
        yield Fault(name, value.reason)
    elif isinstance(value, str):
        if not _is_unicode(value):
            yield Fault(name, "contains half of a surrogate pair; send whole characters")
    elif isinstance(value, dict | list):
        if level > MAX_DEPTH:
            yield Fault(name, f"is nested too deeply; keep the body within {MAX_DEPTH} levels")
            return
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            if not (_is_plain(key) and _is_plain(child)):
                yield from _unstorable_member(str(key), child, name, level)


def _is_plain(value: Any) -> bool:
    """Whether it is a value, or a key, without faults. Most are, so this saves a call for each."""
    return value.isascii() if isinstance(value, str) else value is None or isinstance(value, int | float)


def _unstorable_member(key: str, child: Any, parent: str, level: int) -> Iterator[Fault]:
    name = f"{parent}.{key}" if parent else key
    if _is_unicode(key):
        yield from _unstorable_values(child, name, level + 1)
    else:
        yield Fault(name.encode(errors="replace").decode(), "contains half of a surrogate pair in its name; rename it")


def _is_unicode(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
