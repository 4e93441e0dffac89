"""A pattern of a request's schema means the same to our validator, to Python's `re` and to JavaScript.

A client may check by the published pattern what the server checks by its validator: they must not disagree.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from configurator.json_schema.builders import VISIBLE, members, text
from configurator.json_schema.validation import validator
from configurator.users.validation import DEFINITIONS, NEW_USER, USER_PATCH, USER_REPLACEMENT
from configurator.web.api.request_bodies import CAR_TO_CHECK, NEW_RENDER
from tests.support.processes import ROOT

SCRIPT = ROOT / "tests/support/patterns.js"
SCHEMAS = (NEW_USER, USER_REPLACEMENT, USER_PATCH, CAR_TO_CHECK, NEW_RENDER, *DEFINITIONS.values())
A_TIME = "2026-11-29T09:30:00.1Z"
TEMPLATES = ["{}", "a{}", *(f"{A_TIME[:at]}{{}}{A_TIME[at + 1 :]}" for at in (0, 20)), f"{A_TIME}{{}}"]
"""A character by itself, after another, at the first and the last digit of a time, and at its end."""
LAST, LAST_LETTER_OR_DIGIT = 0x10FFFF, 0x1FFFF
"""Beyond the second there are only ideographs, and what nobody sees. VISIBLE is compared up to the first."""


def patterns_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        yield from (pattern for value in schema.values() for pattern in patterns_in(value))
    elif isinstance(schema, list):
        yield from (pattern for value in schema for pattern in patterns_in(value))


PATTERNS = sorted({pattern for schema in SCHEMAS for pattern in patterns_in(schema)})
CASES = [(VISIBLE, "{}", LAST)] + [
    (pattern, template, LAST_LETTER_OR_DIGIT)
    for pattern in PATTERNS
    for template in TEMPLATES
    if pattern != VISIBLE and re.search(pattern, template.replace("{}", "0" if template != TEMPLATES[-1] else ""))
]


@cache
def by_javascript() -> dict[tuple[str, str], tuple[set[str], set[str]]]:
    """For each pattern and template, the characters that JavaScript accepts with the flag u, and without it."""
    asked = json.dumps([{"pattern": pattern, "template": template, "last": last} for pattern, template, last in CASES])
    ended = subprocess.run(["node", SCRIPT], input=asked, capture_output=True, text=True, check=True)
    answers = zip(CASES, json.loads(ended.stdout), strict=True)
    return {(pattern, template): (among(strict), among(loose)) for (pattern, template, _), (strict, loose) in answers}


def among(ranges: list[list[int]]) -> set[str]:
    return {it for first, last in ranges for it in characters(first, last)}


def characters(first: int, last: int) -> Iterator[str]:
    return (chr(point) for point in range(first, last + 1) if not 0xD800 <= point <= 0xDFFF)


def test_there_are_patterns_to_compare() -> None:
    assert VISIBLE in PATTERNS
    assert len(PATTERNS) >= 4


@pytest.mark.parametrize(("pattern", "template", "last"), CASES)
def test_all_understand_the_same(pattern: str, template: str, last: int) -> None:
    faults, search = validator(members({"it": text(pattern=pattern)}), {}), re.compile(pattern).search
    ours = {it for it in characters(0, last) if not faults({"it": template.replace("{}", it)})}
    strict, loose = by_javascript()[pattern, template]
    assert ours == strict
    # Python's $ matches before a line break at the end, too.
    assert {it for it in characters(0, last) if search(template.replace("{}", it))} - {"\n"} == ours
    assert {it for it in loose if it < "\U00010000"} == {it for it in strict if it < "\U00010000"}
    assert loose >= strict, "without the flag, a client refuses nothing that the server takes"
