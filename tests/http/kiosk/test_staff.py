"""The staff's page over HTTP: what it says, and what staff can change."""

from collections.abc import Callable

import pytest

from configurator.clock import utc_now
from configurator.demo.openai_server import OpenAIServer
from configurator.stores.sqlite import sqlite_stores
from tests.support.client import Visitor
from tests.support.html import read_page
from tests.support.kiosks import service_on
from tests.support.pages import OURS, code_of, hidden_fields
from tests.support.processes import Server, aws_settings, closed_port
from tests.support.renders import environment_of
from tests.support.staff import (
    SETTINGS,
    STAFF,
    beat,
    enrolled_screen,
    enter,
    press,
    screen_address,
    staff_of,
    staff_text,
)

CHALK = code_of(color="chalk")
UNREACHABLE = {"STORE": "dynamodb", "AWS_MAX_ATTEMPTS": "1"}


ADDRESSES = ("approve", "cars", f"cars/{CHALK}/pin", "screens/this", f"screens/{'0' * 32}/revoke")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_changed_without_the_pin(showroom: Server, address: str) -> None:
    visitor = showroom.visitor()
    token = hidden_fields(visitor, STAFF)["csrf_token"]
    fields = {"csrf_token": token, "code": CHALK, "name": "Mine"}
    answer = visitor.submit(f"{STAFF}/{address}", fields)
    assert (answer.status, answer.location) == (303, STAFF)
    assert "kiosk" not in visitor.cookies
    assert CHALK not in staff_text(staff_of(showroom))


@pytest.mark.parametrize("address", [f"cars/{CHALK}/pin", "screens/this", "leave"])
def test_a_form_without_its_token_changes_nothing_and_says_so(showroom: Server, address: str) -> None:
    staff = staff_of(showroom)
    answer = staff.submit(f"{STAFF}/{address}", {"csrf_token": "guessed"})
    page = read_page(staff.follow(answer))
    assert "so nothing was changed. Press the button again." in page.text
    assert CHALK not in page.text
    assert "kiosk" not in staff.cookies


def test_another_sites_form_is_refused(showroom: Server) -> None:
    staff = staff_of(showroom)
    body = f"csrf_token={hidden_fields(staff, STAFF)['csrf_token']}".encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"}
    assert staff.request("POST", f"{STAFF}/cars/{CHALK}/pin", body, headers).status == 400
    assert CHALK not in staff_text(staff)


def test_the_page_may_not_be_stored_and_leads_nowhere_else(showroom: Server) -> None:
    screen = enrolled_screen(showroom, staff_of(showroom))
    enter(screen)
    for path in (STAFF, f"{STAFF}/approve", f"{STAFF}/cars", screen_address(screen)):
        answer = screen.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        leading = [value for name in ("href", "action") for value in read_page(answer).values(name)]
        assert [it for it in leading if not it.startswith(("/kiosk", "/static", "#"))] == []


def test_it_says_what_is_fine_and_what_the_budget_still_allows(
    server: Callable[..., Server], openai: OpenAIServer
) -> None:
    text = staff_text(staff_of(server(**{**environment_of(openai, IMAGE_DAILY_BUDGET_USD="2"), **SETTINGS})))
    assert "Database Fine Pictures Fine OpenAI No fault so far" in text
    assert "0 ready. On kiosks: $0.00 used, $0.40 left, enough for" in text
    assert "Elsewhere: $0.00 used, $1.60 left, enough for" in text


def test_without_a_key_it_says_how_to_turn_renders_on(showroom: Server) -> None:
    assert "To turn renders on, set OPENAI_API_KEY." in staff_text(staff_of(showroom))


def test_pictures_that_can_not_be_read_are_told(server: Callable[..., Server]) -> None:
    away = aws_settings(f"http://127.0.0.1:{closed_port()}")
    running = server(**SETTINGS, **away, PICTURES="s3://nowhere", AWS_MAX_ATTEMPTS="1")
    assert "Database Fine Pictures They can't be read or stored." in staff_text(staff_of(running))


def test_in_an_outage_the_pin_can_not_be_checked_and_an_open_page_says_what_to_do(
    showroom: Server, server: Callable[..., Server]
) -> None:
    staff = staff_of(showroom)
    away = server(**SETTINGS, **aws_settings(f"http://127.0.0.1:{closed_port()}"), **UNREACHABLE)
    stranger = away.visitor()
    answer = enter(stranger)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "the PIN can't be checked" in read_page(answer).text
    staff.url = away.url
    text = staff_text(staff)
    assert "It can't be reached: nothing can be saved until it answers." in text
    assert "The list appears when the database answers." in text
    note = read_page(staff.follow(press(staff, f"{STAFF}/cars/{CHALK}/pin"))).text
    assert "The database can't be reached, so nothing was changed." in note
    typed = press(staff, f"{STAFF}/cars", {"code": CHALK})
    assert typed.status == 503
    assert f'value="{CHALK}"' in typed.text


def shown_first(visitor: Visitor) -> str:
    [begin] = [link for link in read_page(visitor.get("/kiosk")).all("a") if link.get("id") == "begin"]
    return begin["href"] or ""


def test_a_pinned_car_is_shown_at_the_start_in_its_colours_and_begins_the_configurator(showroom: Server) -> None:
    staff = staff_of(showroom)
    assert press(staff, f"{STAFF}/cars", {"code": CHALK.lower().replace("-", " ")}).status == 303
    assert f"911 Carrera in Chalk {CHALK}" in staff_text(staff)
    page = showroom.visitor().get("/kiosk").text
    [paint] = [it for it in OURS.paints if it.id == "chalk"]
    assert "#pinned0" in page
    assert paint.hex in page.partition("#pinned0{")[2].partition("}")[0]
    assert "color=chalk" in shown_first(showroom.visitor())
    assert press(staff, f"{STAFF}/cars/{CHALK}/unpin").status == 303
    assert "pinned0" not in showroom.visitor().get("/kiosk").text
    assert shown_first(showroom.visitor()) == "/kiosk/configure"


def test_the_car_just_built_is_one_button_away(showroom: Server) -> None:
    screen = showroom.visitor()
    [door] = [it for it in read_page(screen.get(f"/kiosk/finish/{CHALK}")).all("a") if it.get("id") == "door"]
    opened = enter(screen, path=door["href"] or "")
    page = read_page(screen.follow(opened))
    assert "Pin the car just built" in page.text
    assert f"{STAFF}/cars/{CHALK}/pin" in page.values("action")


@pytest.mark.parametrize("code", ["", "NOCODE", "F93Q-EPWE-7JFX"])
def test_a_code_that_opens_no_car_is_explained_beside_its_field(showroom: Server, code: str) -> None:
    answer = press(staff_of(showroom), f"{STAFF}/cars", {"code": code})
    assert answer.status == 400
    [field] = [it for it in read_page(answer).all("input") if it.get("name") == "code"]
    assert field["aria-invalid"] == "true"
    assert field["value"] == code


def test_of_the_pinned_codes_one_that_no_longer_opens_is_left_out(showroom: Server) -> None:
    kiosks = service_on(sqlite_stores(showroom.folder / "data")[2], utc_now)
    kiosks.pin("GONE-GONE-GONE")
    kiosks.pin(CHALK)
    page = showroom.visitor().get("/kiosk")
    assert page.status == 200
    assert "GONE" not in page.text
    assert "color=chalk" in shown_first(showroom.visitor())


def test_a_thirteenth_car_is_refused_with_a_reason(showroom: Server) -> None:
    kiosks = service_on(sqlite_stores(showroom.folder / "data")[2], utc_now)
    for number in range(12):
        kiosks.pin(f"car {number}")
    staff = staff_of(showroom)
    assert "Twelve cars are pinned already." in read_page(press(staff, f"{STAFF}/cars", {"code": CHALK})).text
    answer = press(staff, f"{STAFF}/cars/{CHALK}/pin")
    assert "Twelve cars are pinned already." in read_page(staff.follow(answer)).text


def test_a_screen_is_renamed(showroom: Server) -> None:
    staff = staff_of(showroom)
    enrolled_screen(showroom, staff, "Entrance")
    address = screen_address(staff)
    refused = press(staff, address, {"name": " "})
    assert refused.status == 400
    assert "Give the screen a name" in read_page(refused).text
    assert press(staff, address, {"name": "Café"}).status == 303
    assert "Café" in staff_text(staff)
    assert "Entrance" not in staff_text(staff)


def test_a_reset_is_delivered_once_with_the_next_heartbeat(showroom: Server) -> None:
    staff = staff_of(showroom)
    screen = enrolled_screen(showroom, staff)
    assert beat(screen).json()["reset"] is False
    press(staff, f"{screen_address(staff)}/reset")
    assert "Starts over at its next heartbeat" in staff_text(staff)
    assert [beat(screen).json()["reset"] for _ in range(2)] == [True, False]


def test_a_screen_that_was_never_enrolled_is_told_as_gone(showroom: Server) -> None:
    staff = staff_of(showroom)
    for address in (f"{'0' * 32}", "nonsense"):
        for action in ("/reset", "/revoke"):
            answer = press(staff, f"{STAFF}/screens/{address}{action}")
            assert "That screen is no longer enrolled" in read_page(staff.follow(answer)).text
        assert staff.get(f"{STAFF}/screens/{address}").location == f"{STAFF}?note=gone"
