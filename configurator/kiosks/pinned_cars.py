"""The codes of cars that staff pinned for the attract loop, in the order in which it shows them."""

import json

MOST_PINNED = 12

Codes = tuple[str, ...]


class TooManyPinned(Exception):
    """Twelve cars are pinned. One has to be unpinned first."""


def with_pinned(codes: Codes, code: str) -> Codes:
    """With this code at the end. A code that is pinned stays where it is. Raises TooManyPinned."""
    if code in codes:
        return codes
    if len(codes) >= MOST_PINNED:
        raise TooManyPinned
    return (*codes, code)


def without(codes: Codes, code: str) -> Codes:
    return tuple(it for it in codes if it != code)


def to_text(codes: Codes) -> str:
    return json.dumps(codes)


def from_text(text: str) -> Codes:
    return tuple(json.loads(text or "[]"))
