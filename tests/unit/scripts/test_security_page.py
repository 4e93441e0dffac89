"""docs/security.md: its table is whole, its tests exist, and its sums are right."""

import re
from collections import Counter
from typing import NamedTuple

import pytest

from tests.support.processes import ROOT

PAGE = (ROOT / "docs/security.md").read_text()
# OWASP ASVS 5.0.0: the numbers of level 1 in each section.
LEVEL_1 = {
    "1.2": (1, 2, 3, 4, 5), "1.3": (1, 2), "1.5": (1,), "2.1": (1,), "2.2": (1, 2), "2.3": (1,), "3.2": (1, 2),
    "3.3": (1,), "3.4": (1, 2), "3.5": (1, 2, 3), "4.1": (1,), "4.4": (1,), "5.2": (1, 2), "5.3": (1, 2), "6.1": (1,),
    "6.2": (1, 2, 3, 4, 5, 6, 7, 8), "6.3": (1, 2), "6.4": (1, 2), "7.2": (1, 2, 3, 4), "7.4": (1, 2), "8.1": (1,),
    "8.2": (1, 2), "8.3": (1,), "9.1": (1, 2, 3), "9.2": (1,), "10.4": (1, 2, 3, 4, 5), "11.3": (1, 2), "11.4": (1,),
    "12.1": (1,), "12.2": (1, 2), "13.4": (1,), "14.2": (1,), "14.3": (1,), "15.1": (1,), "15.2": (1,), "15.3": (1,),
}  # fmt: skip
RESULTS = ("tested", "reviewed", "open", "not applicable")


class Requirement(NamedTuple):
    number: str
    result: str
    why: str


REQUIREMENTS = [
    Requirement(*row) for row in re.findall(r"^\| (\d+\.\d+\.\d+) [^|]+ \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
]


def test_every_requirement_of_level_1_has_one_row() -> None:
    assert [it.number for it in REQUIREMENTS] == [f"{part}.{at}" for part, all_ in LEVEL_1.items() for at in all_]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[\w/.-]+)`", PAGE))))
def test_every_test_that_it_names_exists(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([\w/.-]+\.md)\)", PAGE))))
def test_every_page_that_it_links_to_exists(path: str) -> None:
    assert (ROOT / "docs" / path).is_file()


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda it: it.number)
def test_what_is_tested_names_its_test_and_what_is_not_says_why(requirement: Requirement) -> None:
    assert requirement.result in RESULTS
    assert requirement.why.strip()
    if requirement.result == "tested":
        assert "`tests/" in requirement.why


def test_its_sums_are_right() -> None:
    counts = Counter(it.result for it in REQUIREMENTS)
    applies = len(REQUIREMENTS) - counts["not applicable"]
    sums = f"Of {len(REQUIREMENTS)} requirements, {applies} apply: {counts['tested']} tested, {counts['reviewed']} "
    sums += f"reviewed, {counts['open']} open. {counts['not applicable']} are not applicable."
    assert sums in PAGE, sums
