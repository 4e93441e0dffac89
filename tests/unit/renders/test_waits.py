"""How long a server asks us to wait: every way of writing it, and nonsense."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from configurator.image_model.waits import LONGEST_RESET, wait_of

RESET = "x-ratelimit-reset-requests"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1),
        ("250ms", 0.25),
        ("1m30s", 90),
        ("1m0.5s", 60.5),
        ("6m0s", LONGEST_RESET),
        ("1h", LONGEST_RESET),
        ("1d2h3m4s", LONGEST_RESET),
        ("0s", 0),
        ("17", 17),
        ("1.5", 1.5),
        ("9" * 400, None),
        ("9" * 400 + "s", LONGEST_RESET),
        ("", None),
        ("soon", None),
        ("-1s", None),
        ("-5", None),
        ("nan", None),
        ("inf", None),
        ("s", None),
        ("0001-01-01", None),
    ],
)
def test_a_limits_reset_is_a_duration(text: str, seconds: float | None) -> None:
    wait = wait_of({RESET: text}, 429)
    assert wait == (None if seconds is None else pytest.approx(seconds))
    assert wait_of({RESET: text}, 500) is None, "it accompanies every answer and is about the limit alone"


def test_a_reset_may_be_a_moment() -> None:
    moment = datetime.now(UTC) + timedelta(seconds=60)
    moments = [moment.timestamp(), moment.timestamp() * 1000, moment.isoformat(), format_datetime(moment)]
    for text in map(str, moments):
        assert wait_of({RESET: text}, 429) == pytest.approx(60, abs=5), text
    assert wait_of({RESET: str(moment.timestamp() - 3600)}, 429) == 0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "1500", "retry-after": "7"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7),
        ({"retry-after": "3600", RESET: "1s"}, 3600),
        ({"retry-after": "2m"}, 120),
        ({"retry-after": "soon", RESET: "1s"}, 1),
        ({"ratelimit-reset": "12"}, 12),
        ({RESET: "1s", "x-ratelimit-reset-tokens": "9s"}, 9),
        ({RESET: "1s", "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-tokens": "9s"}, 1),
        ({}, None),
    ],
)
def test_the_most_exact_header_counts(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_of(headers, 429) == seconds
