"""Limits as an operator writes them."""

import re

import pytest

from configurator.rate_limits.limit import Limit


@pytest.mark.parametrize(
    ("text", "limit"),
    [("5/second", (5, 1)), ("60/minute", (60, 60)), ("100/hour", (100, 3600)), ("1000000/day", (1_000_000, 86_400))],
)
def test_a_number_per_unit(text: str, limit: tuple[int, int]) -> None:
    assert Limit.parse(text) == limit
    assert str(Limit.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "60",
        "60/",
        "/minute",
        "0/minute",
        "-1/minute",
        "1.5/minute",
        "60/minutes",
        "60 / minute",
        "1000001/day",
        "60/MINUTE",
        "٦/minute",
    ],
)
def test_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        Limit.parse(text)
