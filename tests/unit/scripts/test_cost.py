"""docs/cost.md equals what the recorded journeys cost, and they stay within the promised store calls."""

import json
from typing import Any

import pytest

from scripts.cost import JOURNEYS, PRICES, RESULT, a_day_of_a_kiosk, text


@pytest.fixture
def journeys() -> Any:
    return json.loads(JOURNEYS.read_text(encoding="utf-8"))


def test_the_page_is_reckoned_from_the_recorded_journeys(journeys: Any) -> None:
    assert RESULT.read_text(encoding="utf-8") == text(journeys), "run: .venv/bin/python -m scripts.cost"


def test_pages_that_show_neither_a_person_nor_a_render_ask_the_store_for_nothing(journeys: Any) -> None:
    calls = journeys["visit"]["store_calls"]
    assert {path: calls[path] for path in ("/", "/static", "/configure")} == {"/": 0, "/static": 0, "/configure": 0}


def test_a_summary_looks_for_renders_in_few_reads(journeys: Any) -> None:
    """One per view, one for the day's budget, and two for the usual time, which is cached for a minute."""
    assert journeys["visit"]["store_calls"]["/car"] == 4 + 1 + 2


def test_a_user_is_read_for_half_a_unit(journeys: Any) -> None:
    app = journeys["use_the_app"]
    assert (app["read_units"], app["write_units"], app["store_calls"]) == (1.0, 1.0, {"/users": 3})


def test_a_kiosk_that_reports_every_minute_costs_about_a_cent_a_day(journeys: Any) -> None:
    bill = a_day_of_a_kiosk(journeys)
    assert 0.005 < bill.total < 0.015
    assert bill.items["DynamoDB"] == pytest.approx(2 * 24 * 60 * PRICES["DynamoDB, a million write units"] / 1e6)
