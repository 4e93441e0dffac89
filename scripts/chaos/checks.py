"""What the server's log must say."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile(rb"[A-Za-z0-9._-]{8,128}")
_MORE = re.compile(rb"\xe2\x80\xa6 and (\d+) more in the last minute")
_COUNTED_WITHIN = 65.0
"""Seconds after which a line about equal lines has been written. Until then, only the process knows their number."""


class Refusal(NamedTuple):
    """An answer with 5xx: its request id, and when it came."""

    request_id: str
    at: float


def unlogged(refusals: Iterable[Refusal], log: Path, kills: Collection[float]) -> list[str]:
    """A text for each refusal that the log neither names nor counts.

    Of equal lines, the log has the first ones, and later the number of the others. A process that is killed before
    takes that number with it.
    """
    wanted = {refusal.request_id.encode(): refusal for refusal in refusals}
    counted = 0
    with log.open("rb") as lines:
        for line in lines:
            counted += sum(map(int, _MORE.findall(line)))
            for word in _WORD.findall(line):
                wanted.pop(word.rstrip(b"."), None)
    missing = [it for it in wanted.values() if not any(0 <= kill - it.at <= _COUNTED_WITHIN for kill in kills)]
    return [f"the log doesn't name request {it.request_id}, which got 5xx" for it in missing[counted:]]
