"""How long a server asks us to wait before the next call, by Retry-After, by retry-after-ms or by reset headers."""

import email.utils
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime

LONGEST_RESET = 120.0
"""Seconds. A reset header says when the whole limit is free again, so a call often succeeds much earlier."""

_RESETS = ("x-ratelimit-reset", "ratelimit-reset")
_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?")
_UNITS = (86_400.0, 3600.0, 60.0, 1.0, 0.001)
_EARLIEST_MOMENT = 1e9
"""Numbers from here on are moments since 1970 instead of durations: in seconds, or from a thousand times that in ms."""


def wait_of(headers: Mapping[str, str], status: int) -> float | None:
    """Returns the seconds to wait, or None if the server names no time. Reset headers count for 429 only."""
    wait = _milliseconds(headers.get("retry-after-ms", ""))
    if wait is None:
        wait = _seconds(headers.get("retry-after", ""))
    if wait is None and status == 429:
        wait = _reset(headers)
    return wait


def _reset(headers: Mapping[str, str]) -> float | None:
    """The longest time until a limit is free again: of the limits that are used up, or of all if none says so."""
    resets = {name: wait for name, wait in _resets(headers) if wait is not None}
    used_up = [wait for name, wait in resets.items() if headers.get(name.replace("reset", "remaining"), "") == "0"]
    waits = used_up or list(resets.values())
    return min(max(waits), LONGEST_RESET) if waits else None


def _resets(headers: Mapping[str, str]) -> Iterator[tuple[str, float | None]]:
    for name, value in headers.items():
        if name.lower().startswith(_RESETS):
            yield name.lower(), _seconds(value)


def _seconds(text: str) -> float | None:
    """The seconds in a number, in a duration such as 6m0s or 250ms, or until a moment. None for anything else."""
    number = _number(text)
    if number is not None:
        return number if number < _EARLIEST_MOMENT else _until_timestamp(number)
    if text and (found := _DURATION.fullmatch(text.strip())):
        return sum(float(part) * unit for part, unit in zip(found.groups(), _UNITS, strict=True) if part)
    return _until(text)


def _milliseconds(text: str) -> float | None:
    number = _number(text)
    return None if number is None else number / 1000


def _number(text: str) -> float | None:
    with suppress(ValueError):
        number = float(text)
        return number if math.isfinite(number) and number >= 0 else None
    return None


def _until_timestamp(number: float) -> float:
    moment = number / 1000 if number >= _EARLIEST_MOMENT * 1000 else number
    return max(0.0, moment - datetime.now(UTC).timestamp())


def _until(text: str) -> float | None:
    """The seconds until a date as HTTP or ISO 8601 writes it."""
    for parse in (email.utils.parsedate_to_datetime, datetime.fromisoformat):
        with suppress(ValueError, OverflowError):
            return max(0.0, (parse(text).astimezone(UTC) - datetime.now(UTC)).total_seconds())
    return None
