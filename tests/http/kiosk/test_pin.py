"""The staff's PIN over HTTP: who gets in, for how long, and how often somebody may guess."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.security import generate_password_hash

from configurator.app.factory import create_app
from tests.support.client import Answer, Visitor
from tests.support.html import read_page
from tests.support.kiosks import PIN, WRONG_PIN
from tests.support.pages import code_of, save
from tests.support.processes import Server
from tests.support.staff import (
    SETTINGS,
    STAFF,
    beat,
    enrolled_screen,
    enter,
    press,
    staff_of,
)


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
