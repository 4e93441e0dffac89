"""Reading a JSON body strictly: what can't be stored and given back exactly is refused, with a reason."""

import json
import math
from typing import Any, NoReturn

from flask import request

from configurator.users import Fault
from configurator.web.problems import Problem

DEEPEST = 32
LONGEST_NUMBER = 64


def read_json() -> Any:
    """The request's body. Raises Problem 415 where it isn't declared as JSON, 400 where it is none that we can keep."""
    if request.mimetype != "application/json" and not request.mimetype.endswith("+json"):
        raise Problem(415, "Send the body as JSON, with the header Content-Type: application/json.")
    try:
        text = request.get_data(cache=False).decode()
        value = json.loads(
            text, parse_constant=_refuse, parse_float=_float, parse_int=_whole, object_pairs_hook=_object
        )
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeError:
        raise Problem(400, "The body holds characters that are not valid Unicode. Send it as UTF-8.") from None
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        raise Problem(400, f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from None
    if _depth(value) > DEEPEST:
        raise _too_deep()
    return value


def _too_deep() -> Problem:
    return Problem(400, f"The body is nested too deeply. Keep it within {DEEPEST} levels.")


def _refuse(word: str) -> NoReturn:
    raise Problem(400, f"The body holds {word}, which is no JSON number. Send a number or null.")


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value) or len(digits) > LONGEST_NUMBER:
        raise Problem(400, "The body holds a number that is too large to keep. Send it as a text.")
    return value


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise Problem(400, "The body holds a number that is too large to keep. Send it as a text.")
    return int(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Problem(400, "A member is given twice.", [Fault(twice, "give it once")])
    return members


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [child for item in level for child in (item.values() if isinstance(item, dict) else item)]
    return depth
