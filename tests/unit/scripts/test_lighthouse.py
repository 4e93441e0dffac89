"""`make lighthouse` reads Lighthouse's reports, and says which bars a page misses."""

import pytest

from scripts.lighthouse.measure import measured
from scripts.lighthouse.report import LEAST, Measured, median_of, missed, table

REPORT = {
    "categories": {
        "performance": {"score": 0.97},
        "accessibility": {"score": 1},
        "best-practices": {"score": 1},
        "seo": {"score": 1},
    },
    "audits": {
        "total-blocking-time": {"numericValue": 120.5},
        "cumulative-layout-shift": {"numericValue": 0},
        "long-tasks": {"details": {"items": [{"duration": 80}, {"duration": 151.2}]}},
    },
}
SLOW = Measured(97, 100, 100, 100, 120.5, 0, 151.2)


def test_a_report_has_scores_and_the_longest_task() -> None:
    assert measured(REPORT) == SLOW


def test_a_report_of_a_page_that_failed_is_not_a_measurement() -> None:
    with pytest.raises((KeyError, TypeError)):
        measured({"categories": {"performance": {"score": None}}, "audits": {}})


def test_each_missed_bar_is_named_with_its_value() -> None:
    assert list(missed("home", SLOW)) == [
        "home: performance 97, the bar is 99",
        "home: blocked ms 120, the bar is 50",
        "home: longest task ms 151, the bar is 100",
    ]


def test_a_page_that_just_keeps_the_bars_misses_none() -> None:
    assert not list(missed("home", LEAST))


def test_the_table_shows_medians() -> None:
    runs = [SLOW, SLOW._replace(performance=100), SLOW._replace(performance=99)]

    assert table({"home": median_of(runs)}).splitlines()[-1] == "| home | 99 | 100 | 100 | 100 | 120 | 0.000 | 151 |"
