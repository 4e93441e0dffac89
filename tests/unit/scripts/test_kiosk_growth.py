"""`make bench-kiosk`: what counts as growth, and which visitors it measures."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from scripts.bench_kiosk import Plan
from scripts.kiosk_growth import growths, notes
from scripts.kiosk_measure import Sample

FIRST = Sample(
    visitor=50,
    saved=5,
    page_heap=2,
    nodes=20_000,
    listeners=30,
    worker_heap=8,
    worker_buffers=8,
    uncollected=1600,
    renderers=220,
    browser=110,
    storage={"all": 16_000_000, "caches": 15_000_000},
    entries={"kiosk.counts": 1, "kiosk-worker.queue": 0},
    counts={"visits": 50},
    rows={"users": 5, "kiosks": 1, "kioskNotes": 2, "kioskCounts": 0},
    files=250,
    folders=Counter({"Default/Cache": 7_000_000, "Default/History": 400_000}),
    cookies=1,
)
LAST = replace(
    FIRST, visitor=500, saved=50, rows={"users": 50, "kiosks": 1, "kioskNotes": 1, "kioskCounts": 1}, page_heap=2.2
)


def test_saved_users_a_row_of_counts_and_garbage_are_no_growth() -> None:
    assert growths(FIRST, LAST) == []


def test_the_history_is_told_but_no_growth_because_an_installed_kiosk_keeps_none() -> None:
    last = replace(LAST, folders=FIRST.folders + Counter({"Default/History": 450_000_000}))
    assert growths(FIRST, last) == []
    assert notes(FIRST, last) == "Growth of the profile in kB for each visitor: Default/History 1000.00"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"page_heap": 9}, "MB of the page's heap: 2.0 became 9.0"),
        ({"nodes": 60_000}, "nodes: 20000.0 became 60000.0"),
        ({"renderers": 400}, "MB of the renderers: 220.0 became 400.0"),
        ({"cookies": 2}, "cookies: 1.0 became 2.0"),
        ({"entries": {"kiosk-worker.queue": 45}}, "entries in IndexedDB: 1.0 became 45.0"),
        ({"folders": Counter({"Default/Cache": 50_000_000})}, "MB of the profile without history: 7.0 became 50.0"),
        ({"rows": LAST.rows | {"users": 51}}, "rows of users: 51"),
        ({"rows": LAST.rows | {"users": 49}}, "users: 49 instead of 50"),
        ({"rows": LAST.rows | {"kioskNotes": 3}}, "rows of kioskNotes: 3"),
        ({"rows": LAST.rows | {"renders": 1}}, "rows of renders: 1"),
    ],
)
def test_everything_else_is(changes: dict[str, Any], told: str) -> None:
    assert growths(FIRST, replace(LAST, **changes)) == [told]


def test_a_tenth_of_the_visitors_come_while_the_server_is_away() -> None:
    plan = Plan.of(500)
    assert plan.outage == range(101, 151)
    assert plan.measured == (1, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500)
    assert plan.baseline == 50


@pytest.mark.parametrize("visitors", [1, 2, 3, 20])
def test_a_short_run_has_an_outage_and_measures_its_last_visitor(visitors: int) -> None:
    plan = Plan.of(visitors)
    assert 1 <= plan.outage[0] <= plan.outage[-1] <= visitors
    assert plan.measured[-1] == visitors
    assert plan.baseline in plan.measured
