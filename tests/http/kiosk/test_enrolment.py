"""A screen is enrolled over HTTP: it shows a code, staff approve it, and the screen gets a token that lasts."""

from collections.abc import Callable

import pytest

from tests.support.client import Answer, Visitor
from tests.support.html import read_page
from tests.support.pages import hidden_fields
from tests.support.processes import Server, aws_settings, closed_port
from tests.support.staff import (
    SETTINGS,
    STAFF,
    approve,
    beat,
    enrolled_screen,
    enter,
    poll,
    press,
    screen_address,
    shown_code,
    staff_of,
    staff_text,
)

ENROL = "/kiosk/enrol"
NOT_ENROLLED = "Staff: this screen isn't enrolled."


def token_line(answer: Answer) -> str:
    return next(line for line in answer.headers.get_all("Set-Cookie", []) if line.startswith("kiosk="))


def test_a_screen_shows_a_code_and_is_enrolled_once_staff_have_approved_it(showroom: Server) -> None:
    screen, staff = showroom.visitor(), staff_of(showroom)
    page = read_page(screen.get(ENROL))
    assert "QR code that opens the staff's page with this code" in page.values("aria-label")
    code = shown_code(screen)
    assert poll(screen) == "pending"
    assert approve(staff, code.lower().replace("-", " "), "Entrance left").status == 303
    answer = screen.post(f"{ENROL}/poll", b"")
    assert answer.json() == {"state": "enrolled"}
    assert {"HttpOnly", "SameSite=Strict", "Path=/kiosk", "Max-Age=34560000"} <= set(token_line(answer).split("; "))
    assert "“Entrance left” is enrolled" in read_page(screen.get(ENROL)).text
    assert "Entrance left" in staff_text(staff)


def test_the_token_is_not_readable_as_somebody_elses(showroom: Server) -> None:
    screen = enrolled_screen(showroom, staff_of(showroom))
    stranger = showroom.visitor()
    stranger.cookies["kiosk"] = screen.cookies["kiosk"][:-3]
    assert beat(stranger).status == 401
    assert NOT_ENROLLED in read_page(stranger.get("/kiosk")).text


def test_the_screens_code_leads_staff_through_the_pin_to_its_approval(showroom: Server) -> None:
    phone = showroom.visitor()
    code = shown_code(showroom.visitor())
    answer = phone.follow(enter(phone, path=f"{STAFF}?code={code}"))
    assert answer.status == 303
    [field] = [it for it in read_page(phone.follow(answer)).all("input") if it.get("name") == "code"]
    assert field["value"] == code


def test_a_reload_shows_the_same_code(visitor: Visitor) -> None:
    assert shown_code(visitor) == shown_code(visitor)


def test_only_the_screen_itself_gets_the_token(showroom: Server) -> None:
    screen, stranger = showroom.visitor(), showroom.visitor()
    approve(staff_of(showroom), shown_code(screen), "Entrance")
    assert poll(stranger) == "gone"
    assert "kiosk" not in stranger.cookies
    assert poll(screen) == "enrolled"


def test_a_code_that_no_screen_shows_is_explained_beside_its_field_and_the_name_stays(showroom: Server) -> None:
    answer = approve(staff_of(showroom), "AAAA-AAAA", "Entrance")
    assert answer.status == 400
    fields = {it.get("name"): it for it in read_page(answer).all("input")}
    assert fields["code"]["aria-invalid"] == "true"
    assert "No screen shows this code." in read_page(answer).text
    assert fields["name"]["value"] == "Entrance"


def test_a_screen_without_a_name_is_not_approved(showroom: Server) -> None:
    screen = showroom.visitor()
    answer = approve(staff_of(showroom), shown_code(screen), "")
    assert answer.status == 400
    assert "Give the screen a name" in read_page(answer).text
    assert poll(screen) == "pending"


def test_a_code_that_is_gone_is_told_and_another_one_is_one_touch_away(showroom: Server) -> None:
    screen, copy = showroom.visitor(), showroom.visitor()
    approve(staff_of(showroom), shown_code(screen), "Entrance")
    copy.cookies.update(screen.cookies)
    assert [poll(screen), poll(copy)] == ["enrolled", "gone"]
    page = read_page(copy.get(f"{ENROL}?expired=1"))
    assert "The code has expired" in page.text
    assert len(shown_code(copy)) == len("XXXX-XXXX")


def test_one_network_can_not_take_every_place(showroom: Server) -> None:
    for _ in range(5):
        assert shown_code(showroom.visitor())
    page = read_page(showroom.visitor().get(ENROL))
    assert "Too many screens wait for approval" in page.text


def test_another_site_can_not_poll(visitor: Visitor) -> None:
    visitor.get(ENROL)
    assert visitor.post(f"{ENROL}/poll", b"", {"Sec-Fetch-Site": "cross-site"}).status == 403


def test_after_the_pin_one_button_enrols_this_screen_under_a_free_name(showroom: Server) -> None:
    staff = staff_of(showroom)
    enrolled_screen(showroom, staff, "Screen 1")
    screen = showroom.visitor()
    enter(screen, path=f"{STAFF}?screen=1")
    assert "Enrol this screen" in staff_text(screen)
    page = read_page(screen.follow(press(screen, f"{STAFF}/screens/this")))
    assert "Screen 2 Offline This screen" in page.text
    assert "Enrol this screen" not in page.text
    assert beat(screen).json()["name"] == "Screen 2"
    press(screen, f"{STAFF}/screens/this")
    assert "Screen 3" not in staff_text(screen), "it is enrolled already"


def test_only_a_screen_that_is_not_enrolled_has_a_note_for_staff(showroom: Server) -> None:
    screen = showroom.visitor()
    assert NOT_ENROLLED in read_page(screen.get("/kiosk")).text
    enrolled = enrolled_screen(showroom, staff_of(showroom))
    assert NOT_ENROLLED not in read_page(enrolled.get("/kiosk")).text


def test_a_revoked_screen_can_be_used_and_enrolled_again(showroom: Server) -> None:
    staff = staff_of(showroom)
    screen = enrolled_screen(showroom, staff)
    press(staff, f"{screen_address(staff)}/revoke")
    assert "Entrance" not in staff_text(staff)
    assert screen.get("/kiosk/configure").status == 200
    assert beat(screen).status == 401
    assert "kiosk" not in screen.cookies
    assert NOT_ENROLLED in read_page(screen.get("/kiosk")).text
    approve(staff, shown_code(screen), "Entrance again")
    assert poll(screen) == "enrolled"


def test_the_approval_needs_its_token(showroom: Server) -> None:
    screen, staff = showroom.visitor(), staff_of(showroom)
    fields = {**hidden_fields(staff, f"{STAFF}/approve"), "csrf_token": "guessed"}
    answer = staff.submit(f"{STAFF}/approve", {**fields, "code": shown_code(screen), "name": "Mine"})
    assert answer.status == 400
    assert "Nothing is lost" in read_page(answer).text
    assert poll(screen) == "pending"


@pytest.mark.parametrize("path", [ENROL, f"{ENROL}?expired=1"])
def test_no_page_of_it_may_be_stored(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).headers["Cache-Control"] == "no-store"


def test_in_an_outage_the_screen_says_so_and_keeps_its_code(showroom: Server, server: Callable[..., Server]) -> None:
    away = server(
        **SETTINGS, **aws_settings(f"http://127.0.0.1:{closed_port()}"), STORE="dynamodb", AWS_MAX_ATTEMPTS="1"
    )
    assert "The database can't be reached" in read_page(away.visitor().get(ENROL)).text
    screen = showroom.visitor()
    code = shown_code(screen)
    screen.url = away.url
    assert poll(screen) == "unknown"
    screen.url = showroom.url
    assert shown_code(screen) == code


def test_strangers_who_ask_for_enrolment_do_not_stop_staff_at_a_screen(showroom: Server) -> None:
    for _ in range(5):
        assert showroom.visitor().get("/kiosk/enrol").status == 200
    staff = staff_of(showroom)
    assert "Too many screens" in read_page(showroom.visitor().get("/kiosk/enrol")).text
    assert press(staff, f"{STAFF}/screens/this").status == 303
    assert "Screen 1" in staff_text(staff)


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("none", 200)])
def test_another_site_can_not_ask_for_enrolment(showroom: Server, site: str, status: int) -> None:
    assert showroom.visitor().get("/kiosk/enrol", {"Sec-Fetch-Site": site}).status == status
