"""A kiosk's pages over HTTP: no way out, nothing stored, and nothing of a visitor after the reset."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.client import Visitor
from tests.support.html import read_page
from tests.support.pages import OURS, code_of, hidden_fields, save
from tests.support.patience import PATIENCE
from tests.support.processes import Server, launch

CARRERA = "/kiosk/configure?model=911-carrera"
EYES = f"{CARRERA}&eyes=open"
CONFLICT = f"{CARRERA}&feature=bose&feature=burmester"
FINISH = f"/kiosk/finish/{code_of()}"
SAVE = f"/kiosk/save/{code_of()}"
PAGES = ("/kiosk", CARRERA, EYES, CONFLICT, FINISH, SAVE)
INSIDE = re.compile(r"/kiosk(/|\?|$)|/static/|#|/vision$")
"""/vision takes a choice and leads back to where it came from."""


def choose_vision(visitor: Visitor, vision: str) -> None:
    assert visitor.submit("/vision", {**hidden_fields(visitor, EYES), "vision": vision}).status == 303


@pytest.mark.parametrize("path", PAGES)
def test_no_page_leads_out_and_none_is_stored(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    page = read_page(answer)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    leading = [address for name in ("href", "action", "formaction") for address in page.values(name)]
    assert leading
    assert [address for address in leading if not INSIDE.match(address)] == []
    assert page.values("target") == []


def test_no_page_leads_out_for_eyes_that_see_paints_alike_either(visitor: Visitor) -> None:
    choose_vision(visitor, "deutan")
    page = read_page(visitor.get(f"{CARRERA}&color=guards-red"))
    assert "Guards Red beside its look-alikes" in page.text
    assert [address for address in page.values("href") if not INSIDE.match(address)] == []


def test_the_start_shows_every_line_and_one_touch_begins(visitor: Visitor) -> None:
    page = read_page(visitor.get("/kiosk"))
    for line in OURS.lines:
        assert line.name in page.text
    assert [link["href"] for link in page.all("a") if link.get("id") == "begin"] == ["/kiosk/configure"]


@pytest.mark.parametrize("path", ["/kiosk/nothing", "/kiosk/car/x/y", "/kiosk/reset", "/kiosk/finish/NOCODE"])
def test_unknown_addresses_lead_to_the_start(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert (answer.status, answer.location) == (303, "/kiosk")


def test_the_form_leads_to_the_same_car_as_on_the_website(visitor: Visitor) -> None:
    query = "model=911-carrera&color=chalk&feature=bose"
    code = visitor.get(f"/car?{query}").location.rpartition("/")[2]
    assert visitor.get(f"/kiosk/car?{query}").location == f"/kiosk/finish/{code}"


def test_the_car_at_the_end_can_be_opened_anywhere(visitor: Visitor) -> None:
    page = read_page(visitor.get(FINISH))
    assert code_of() in page.text
    assert "QR code that opens this car" in page.values("aria-label")
    assert visitor.get(f"/car/{code_of()}").status == 200


def test_after_the_reset_nothing_of_the_visitor_is_left(visitor: Visitor) -> None:
    choose_vision(visitor, "deutan")
    save(visitor, code_of())
    assert {"profile", "owner"} <= visitor.cookies.keys()
    answer = visitor.post("/kiosk/reset", b"", {"Sec-Fetch-Site": "same-origin"})
    assert answer.status == 204
    assert visitor.cookies == {}
    assert "Sorted for your colour vision" not in visitor.get(CARRERA).text


def test_another_site_can_reset_nobody(visitor: Visitor) -> None:
    choose_vision(visitor, "deutan")
    for site in ("cross-site", "same-site"):
        assert visitor.post("/kiosk/reset", b"", {"Sec-Fetch-Site": site}).status == 403
    assert "profile" in visitor.cookies


def test_both_times_are_settings(server: Callable[..., Server]) -> None:
    page = server(KIOSK_IDLE_SECONDS="40", KIOSK_COUNTDOWN_SECONDS="15").visitor().get(CARRERA)
    assert 'data-idle="40" data-countdown="15"' in page.text


@pytest.mark.parametrize(("name", "value"), [("KIOSK_IDLE_SECONDS", "9"), ("KIOSK_COUNTDOWN_SECONDS", "soon")])
def test_a_time_that_no_visitor_could_use_stops_the_start(tmp_path: Path, name: str, value: str) -> None:
    failed = launch(tmp_path, {name: value})
    assert failed.process.wait(PATIENCE)
    assert f"{name}='{value}': use a whole number from" in failed.output


def test_cars_are_seen_from_the_front(visitor: Visitor) -> None:
    end = read_page(visitor.get(f"/kiosk/finish/{code_of()}"))
    name = "911 Carrera in Gentian Blue Metallic, front three-quarter view"
    assert name in [tag.get("aria-label") for tag in end.all("svg")]
    start = read_page(visitor.get("/kiosk"))
    assert {f"kf{line.id}-car" for line in OURS.lines} <= set(start.values("id"))
