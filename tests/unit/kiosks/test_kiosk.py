"""What is accepted as a name, and as a report of a screen."""

import pytest

from configurator.kiosks.kiosk import Counts, InvalidName, InvalidReport, check_report, checked_name
from tests.support.kiosks import report
from tests.support.stores import NOON


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Entrance", "Entrance"),
        ("  Hall\t 2\n", "Hall 2"),
        ("Zoë 展厅 🏎", "Zoë 展厅 🏎"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_name_keeps_its_words(given: str, kept: str) -> None:
    assert checked_name(given) == kept


@pytest.mark.parametrize(
    ("given", "advice"),
    [("", "Give the screen a name"), (" \n ", "Give the screen a name"), ("x" * 61, "at most 60 characters")],
)
def test_a_bad_name_says_what_to_do(given: str, advice: str) -> None:
    with pytest.raises(InvalidName, match=advice):
        checked_name(given)


@pytest.mark.parametrize("given", ["a\0b", "a\u202eb", "\ud800"])
def test_a_name_has_only_characters_that_can_be_seen(given: str) -> None:
    with pytest.raises(InvalidName, match="can't be shown"):
        checked_name(given)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"waiting": 0, "counts": Counts()},
        {"screen": "1280x800"},
        {"day": "2026-11-25"},
        {"day": "2026-10-25"},
    ],
)
def test_what_a_screen_sends_is_accepted(changes: dict[str, object]) -> None:
    check_report(report(**changes), NOON)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("version", ""),
        ("version", "0123456789AB"),
        ("version", "0123456789ab\n"),
        ("screen", "1080 x 1920"),
        ("screen", "0x1920"),
        ("screen", "1080x1920x2"),
        ("waiting", -1),
        ("waiting", 10_001),
        ("counts", Counts(visits=-1)),
        ("counts", Counts(renders=1_000_001)),
        ("day", "2026-11-26"),
        ("day", "2026-10-24"),
        ("day", "2026-11-31"),
        ("day", "20261124"),
        ("day", "today"),
        ("day", "2026-11-24 x"),
    ],
)
def test_what_no_screen_sends_is_refused_by_its_name(member: str, value: object) -> None:
    with pytest.raises(InvalidReport, match=member) as caught:
        check_report(report(**{member: value}), NOON)
    assert "today" not in str(caught.value)
