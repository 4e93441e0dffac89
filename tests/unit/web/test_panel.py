"""The panel's values that need no store: seconds until a reload, the ruler's length, a deadline in words."""

from datetime import UTC, datetime, timedelta

import pytest

from configurator.renders.prompt import RENDER_VIEWS
from configurator.web.http.countdown import deadline
from configurator.web.pages.renders.links import PanelLinks
from configurator.web.pages.renders.panel import Panel

NOW = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
DRAWN = Panel(
    code="F9F7-EPWE-7JFK",
    view="front",
    state="drawing",
    caption="",
    marks=dict.fromkeys(RENDER_VIEWS, ""),
    links=PanelLinks(lambda *_: "", lambda _: "", lambda *_: "", lambda _: ""),
    poll=2,
)


@pytest.mark.parametrize(("elapsed", "seconds"), [(0, 5), (20, 5), (40, 10), (100, 25), (240, 60), (3600, 60)])
def test_a_page_without_a_script_looks_again_ever_later(elapsed: int, seconds: int) -> None:
    assert DRAWN._replace(elapsed=elapsed).reload == seconds


def test_it_does_not_look_before_the_next_try() -> None:
    assert DRAWN._replace(elapsed=8, poll=75).reload == 75


def test_it_looks_once_more_when_asking_is_possible_again_unless_that_is_far_off() -> None:
    failed = DRAWN._replace(state="failed")
    assert failed._replace(until=deadline(NOW + timedelta(seconds=30), NOW)).reload == 31
    assert failed._replace(until=deadline(NOW + timedelta(hours=1), NOW)).reload == 0
    assert failed.reload == 0


@pytest.mark.parametrize(
    ("elapsed", "usual", "span"), [(3, None, 60), (3, 24, 60), (3, 45, 120), (58, 24, 120), (130, 24, 180)]
)
def test_the_ruler_is_as_long_as_what_it_shows(elapsed: int, usual: int | None, span: int) -> None:
    assert DRAWN._replace(elapsed=elapsed, usual=usual).span == span


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(0), "1 second"),
        (timedelta(seconds=24.2), "25 seconds"),
        (timedelta(seconds=119), "119 seconds"),
        (timedelta(seconds=121), "3 minutes"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(minutes=61), "about an hour"),
        (timedelta(hours=4, minutes=30), "about 4 hours"),
        (timedelta(hours=23, minutes=59), "about 24 hours"),
    ],
)
def test_a_moment_to_come_is_told_as_people_count(left: timedelta, words: str) -> None:
    assert deadline(NOW + left, NOW).words == words


def test_a_moment_has_its_clock_in_utc_for_everybody_and_whole_for_a_script() -> None:
    midnight = deadline(NOW + timedelta(hours=4, minutes=30), NOW)
    assert (midnight.clock, midnight.iso) == ("00:00", "2026-11-25T00:00:00Z")
    assert not midnight.is_soon
