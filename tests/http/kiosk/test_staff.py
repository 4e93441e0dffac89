"""The staff's page over HTTP: its PIN, what it says, and what staff can change."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.security import generate_password_hash

from configurator.app.factory import create_app
from configurator.clock import utc_now
from configurator.demo.openai_server import OpenAIServer
from configurator.stores.sqlite import sqlite_stores
from tests.support.client import Answer, Visitor
from tests.support.html import read_page
from tests.support.kiosks import PIN, WRONG_PIN, service_on
from tests.support.pages import OURS, code_of, hidden_fields, save
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


def guess(visitor: Visitor, times: int, pin: str = WRONG_PIN) -> list[int]:
    return [enter(visitor, pin).status for _ in range(times)]


def cookie_line(answer: Answer, name: str) -> str:
    return next(line for line in answer.headers.get_all("Set-Cookie", []) if line.startswith(f"{name}="))


def test_without_a_pin_the_page_says_how_to_set_one_and_opens_to_nobody(visitor: Visitor) -> None:
    page = read_page(visitor.get(STAFF))
    assert "flask --app configurator kiosk-pin" in page.text
    assert [field for field in page.all("input") if field.get("name") == "pin"] == []
    assert visitor.submit(STAFF, {**page.hidden, "pin": PIN}).status == 403
    assert "staff" not in visitor.cookies


def test_the_pin_opens_the_page_and_is_in_no_address_and_no_log(showroom: Server) -> None:
    visitor = showroom.visitor()
    assert "Pinned cars" not in visitor.get(STAFF).text
    wrong = enter(visitor, WRONG_PIN)
    assert wrong.status == 403
    assert "That is not the PIN. You have 4 attempts left" in read_page(wrong).text
    assert WRONG_PIN not in wrong.text
    opened = enter(visitor)
    assert (opened.status, opened.location) == (303, STAFF)
    assert "Pinned cars" in visitor.get(STAFF).text
    assert {PIN, WRONG_PIN} & {*showroom.output.split()} == set()
    assert PIN not in showroom.output + visitor.cookies["staff"]


def test_an_empty_pin_costs_no_attempt(showroom: Server) -> None:
    visitor = showroom.visitor()
    assert guess(visitor, 6, "") == [400] * 6
    assert enter(visitor).status == 303


def test_the_cookie_is_for_the_kiosks_pages_only_and_for_no_script(showroom: Server) -> None:
    line = cookie_line(enter(showroom.visitor()), "staff")
    assert {"HttpOnly", "SameSite=Strict", "Path=/kiosk", "Max-Age=600"} <= set(line.split("; "))


def test_guesses_from_many_addresses_share_their_attempts(server: Callable[..., Server]) -> None:
    running = server(**SETTINGS, HOST="127.0.0.1", TRUSTED_PROXY="127.0.0.1")
    statuses = []
    for number in range(8):
        visitor = running.visitor()
        visitor.headers = {**visitor.headers, "X-Forwarded-For": f"203.0.113.{number}"}
        statuses += guess(visitor, 1)
    assert statuses == [403] * 4 + [429] * 4
    answer = enter(running.visitor())
    assert answer.status == 429, "even the right PIN has to wait"
    assert 0 < int(answer.headers["Retry-After"]) <= 30
    text = read_page(answer).text
    assert f"The next attempt is possible in {answer.headers['Retry-After']} second" in text
    assert "At an enrolled screen you need not wait." in text


def test_the_lock_survives_a_restart(server: Callable[..., Server]) -> None:
    first = server(**SETTINGS)
    guess(first.visitor(), 5)
    first.stop()
    second = server(**SETTINGS, DATA_DIR=str(first.folder / "data"))
    assert enter(second.visitor()).status == 429


def test_strangers_can_not_lock_out_the_staff_at_an_enrolled_screen(showroom: Server) -> None:
    screen = enrolled_screen(showroom, staff_of(showroom))
    guess(showroom.visitor(), 6)
    assert enter(showroom.visitor()).status == 429
    assert enter(screen).status == 303
    guess(screen, 5)
    assert enter(screen).status == 429


def test_another_pin_ends_every_visit_of_staff(server: Callable[..., Server]) -> None:
    first = server(**SETTINGS)
    staff = staff_of(first)
    another = {**SETTINGS, "KIOSK_PIN_HASH": generate_password_hash("654321", "pbkdf2:sha256:1")}
    second = server(**another, DATA_DIR=str(first.folder / "data"))
    staff.url = second.url
    assert "Pinned cars" not in staff.get(STAFF).text
    third = server(**SETTINGS, DATA_DIR=str(first.folder / "data"))
    again = staff_of(first)
    again.url = third.url
    assert "Pinned cars" in again.get(STAFF).text, "a restart alone doesn't end it"


def test_a_made_up_cookie_opens_nothing(showroom: Server) -> None:
    visitor, staff = showroom.visitor(), staff_of(showroom)
    for value in ("true", "dHJ1ZQ.aaaa.bbbb", staff.cookies["staff"][:-2], staff.cookies["profile"]):
        visitor.cookies["staff"] = value
        assert "Pinned cars" not in visitor.get(STAFF).text


def test_the_page_closes_ten_minutes_after_its_last_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**SETTINGS, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    client = create_app().test_client()
    seconds = [1_800_000_000]
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: seconds[0])

    def opens_after(pause: timedelta) -> bool:
        seconds[0] += int(pause.total_seconds())
        return "Pinned cars" in client.get(STAFF).text

    token = client.get(STAFF).text.partition('name="csrf_token" type="hidden" value="')[2].partition('"')[0]
    client.post(STAFF, data={"pin": PIN, "csrf_token": token})
    assert [opens_after(timedelta(minutes=minutes)) for minutes in (0, 9, 9, 11)] == [True, True, True, False]


def test_leaving_and_the_reset_close_the_page(showroom: Server) -> None:
    staff = staff_of(showroom)
    assert press(staff, f"{STAFF}/leave").status == 303
    assert "staff" not in staff.cookies
    assert "Pinned cars" not in staff.get(STAFF).text


def test_the_reset_keeps_the_screens_token_and_deletes_everything_else(showroom: Server) -> None:
    screen = enrolled_screen(showroom, staff_of(showroom))
    enter(screen)
    save(screen, code_of())
    assert {"kiosk", "staff", "owner", "profile"} <= screen.cookies.keys()
    answer = screen.post("/kiosk/reset", b"", {"Sec-Fetch-Site": "same-origin"})
    assert set(screen.cookies) == {"kiosk"}
    lines = answer.headers.get_all("Set-Cookie", [])
    assert any(line.startswith("staff=;") and "Path=/kiosk" in line for line in lines), "it has a path of its own"
    assert beat(screen).status == 200


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
    assert "Database Fine Pictures They can't be read." in staff_text(staff_of(running))


def test_in_an_outage_the_pin_can_not_be_checked_and_an_open_page_says_what_to_do(
    showroom: Server, server: Callable[..., Server]
) -> None:
    staff = staff_of(showroom)
    away = server(**SETTINGS, **aws_settings(f"http://127.0.0.1:{closed_port()}"), **UNREACHABLE)
    stranger = away.visitor()
    answer = enter(stranger)
    assert answer.status == 503
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
