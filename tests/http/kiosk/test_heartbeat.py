"""The heartbeat of an enrolled screen over HTTP: what it is told, what staff see, and what is refused."""

from collections.abc import Callable

import pytest

from tests.support.client import Visitor
from tests.support.processes import Server, aws_settings, closed_port
from tests.support.staff import SETTINGS, beat, enrolled_screen, press, screen_address, staff_of, staff_text

COUNTS = {"visits": 5, "finished": 3, "saved": 2, "renders": 1}
USAGE = "5 visits, 3 finished, 2 saved, 1 render"


@pytest.fixture
def staff(showroom: Server) -> Visitor:
    return staff_of(showroom)


@pytest.fixture
def screen(showroom: Server, staff: Visitor) -> Visitor:
    return enrolled_screen(showroom, staff)


def test_staff_see_that_the_screen_runs_and_how_it_was_used(screen: Visitor, staff: Visitor) -> None:
    assert "Entrance Offline Last seen: never" in staff_text(staff)
    answer = beat(screen, waiting=2)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    document = answer.json()
    assert (document["name"], document["reset"]) == ("Entrance", False)
    assert document["version"] in staff_text(staff)
    text = staff_text(staff)
    assert "Entrance Online 1080 × 1920 Old version (0123456789ab)" in text
    assert "2 saved cars wait for the connection" in text
    assert f"Today: {USAGE}" in text


def test_the_version_that_the_server_runs_has_no_mark(screen: Visitor, staff: Visitor) -> None:
    version = beat(screen).json()["version"]
    beat(screen, version=version)
    assert "Old version" not in staff_text(staff)


def test_a_heartbeat_whose_answer_was_lost_counts_once(screen: Visitor, staff: Visitor) -> None:
    beat(screen)
    beat(screen)
    assert f"Usage today {USAGE}" in staff_text(staff)
    beat(screen, counts={**COUNTS, "visits": 6})
    beat(screen)
    assert f"Usage today {USAGE.replace('5', '6')}" in staff_text(staff), "an older report takes nothing back"


def test_the_usage_of_all_screens_is_added_up(showroom: Server, screen: Visitor, staff: Visitor) -> None:
    beat(screen)
    beat(enrolled_screen(showroom, staff, "Lounge"))
    assert "Usage today 10 visits, 6 finished, 4 saved, 2 renders" in staff_text(staff)


def test_a_screen_that_has_lost_its_counts_gets_them_back(screen: Visitor) -> None:
    beat(screen)
    lost = dict.fromkeys(COUNTS, 0)
    assert "totals" not in beat(screen, counts=lost).json()
    assert beat(screen, counts=lost, totals=True).json()["totals"] == COUNTS


def test_counts_and_token_survive_a_restart(server: Callable[..., Server]) -> None:
    first = server(**SETTINGS)
    staff = staff_of(first)
    screen = enrolled_screen(first, staff)
    beat(screen)
    first.stop()
    second = server(**SETTINGS, DATA_DIR=str(first.folder / "data"))
    screen.url = staff.url = second.url
    assert f"Usage today {USAGE}" in staff_text(staff)
    assert beat(screen).status == 200


def test_each_heartbeat_renews_the_token(screen: Visitor) -> None:
    [line] = [it for it in beat(screen).headers.get_all("Set-Cookie", []) if it.startswith("kiosk=")]
    assert {"HttpOnly", "SameSite=Strict", "Path=/kiosk", "Max-Age=34560000"} <= set(line.split("; "))


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"version": "latest"}, "version"),
        ({"screen": "wide"}, "screen"),
        ({"waiting": -1}, "waiting"),
        ({"waiting": True}, "waiting"),
        ({"day": "today"}, "day"),
        ({"counts": {**COUNTS, "visits": "5"}}, "counts.visits"),
        ({"counts": {**COUNTS, "names": 1}}, "counts.names"),
        ({"counts": {"visits": 1}}, "counts.finished"),
        ({"visitor": "Ada"}, "visitor"),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_a_wrong_member_is_named_and_nothing_is_stored(
    screen: Visitor, staff: Visitor, wrong: dict[str, object], name: str
) -> None:
    answer = beat(screen, **wrong)
    assert answer.status == 400
    assert name in {it["name"] for it in answer.json()["invalid_params"]}
    assert "Last seen: never" in staff_text(staff)


@pytest.mark.parametrize("day", ["2020-01-01", "2026-13-40"])
def test_a_day_that_is_too_old_or_none_is_refused_with_a_reason(screen: Visitor, day: str) -> None:
    answer = beat(screen, day=day)
    assert answer.status == 400
    assert "day is not one of the last 30 days" in answer.json()["detail"]


def test_a_browser_that_is_not_enrolled_is_refused(visitor: Visitor) -> None:
    answer = beat(visitor)
    assert answer.status == 401
    assert "/kiosk/enrol" in answer.json()["detail"]


def test_a_revoked_screen_is_refused_and_forgets_its_token(screen: Visitor, staff: Visitor) -> None:
    assert press(staff, f"{screen_address(staff)}/revoke").status == 303
    assert beat(screen).status == 401
    assert "kiosk" not in screen.cookies


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_not_send_one(screen: Visitor, site: str) -> None:
    assert screen.post("/kiosk/heartbeat", {}, {"Sec-Fetch-Site": site}).status == 403
    assert "kiosk" in screen.cookies


def test_in_an_outage_the_screen_stays_enrolled(screen: Visitor, server: Callable[..., Server]) -> None:
    home, away = screen.url, aws_settings(f"http://127.0.0.1:{closed_port()}")
    screen.url = server(**SETTINGS, **away, STORE="dynamodb", AWS_MAX_ATTEMPTS="1").url
    answer = beat(screen)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert "Send the heartbeat again" in answer.json()["detail"]
    screen.url = home
    assert beat(screen).status == 200
