"""Sorting the paints: a value of the query string, kept by links and redirects, and no part of the car."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.http.pages.test_vision_choice import choose
from tests.support.client import Answer, Visitor
from tests.support.html import read_page
from tests.support.palettes import palette

CARRERA = "/configure?model=911-carrera&color=chalk&feature=bose"
PAGE = {"Accept": "text/html"}


def order(page: Answer) -> list[str]:
    return re.findall(r'name="color" id="color-([\w-]+)"', page.text)


def pressed(page: Answer) -> list[str]:
    return re.findall(r'<button name="sort" value="(\w+)"[^>]*aria-pressed="true"', page.text)


@pytest.mark.parametrize("path", ["/configure", "/kiosk/configure"])
def test_a_button_sorts_and_keeps_the_car(visitor: Visitor, path: str) -> None:
    usual = visitor.get(f"{path}?model=911-carrera&color=chalk", PAGE)
    sorted_page = visitor.get(f"{path}?model=911-carrera&color=chalk&sort=lightness", PAGE)
    assert pressed(usual) == ["price"]
    assert pressed(sorted_page) == ["lightness"]
    assert order(sorted_page) != order(usual)
    assert sorted(order(sorted_page)) == sorted(order(usual))
    assert 'id="color-chalk" value="chalk" checked' in sorted_page.text


def test_the_button_that_was_pressed_counts_and_not_the_order_before(visitor: Visitor) -> None:
    assert pressed(visitor.get(f"{CARRERA}&sort=price&sort=lightness", PAGE)) == ["price"]


def test_later_choices_and_links_keep_the_order(visitor: Visitor) -> None:
    page = visitor.get(f"{CARRERA}&sort=lightness&from=F9F7-EPWE-7JFK", PAGE)
    assert re.search(r'<input type="hidden" name="sort" id="sort" value="lightness">', page.text)
    links = [tag["href"] or "" for tag in read_page(page).all("a") if "data-swap" in tag]
    assert links
    assert all(parse_qs(urlsplit(link).query)["sort"] == ["lightness"] for link in links)


def test_without_a_wish_no_link_and_no_field_names_an_order(visitor: Visitor) -> None:
    page = visitor.get(f"{CARRERA}&from=F9F7-EPWE-7JFK", PAGE)
    assert re.search(r'<input type="hidden" name="sort" id="sort" value="" disabled>', page.text)
    assert not [link for link in read_page(page).values("href") if "sort=" in link]


def test_a_choice_that_gives_way_keeps_the_order(visitor: Visitor) -> None:
    code = visitor.get("/car?model=911-carrera&feature=bose", PAGE).location.rpartition("/")[2]
    answer = visitor.get(
        f"/configure?model=911-carrera&feature=bose&feature=burmester&from={code}&sort=lightness", PAGE
    )
    assert answer.status == 303
    assert parse_qs(urlsplit(answer.location).query)["sort"] == ["lightness"]


def test_the_code_of_the_car_does_not_know_the_order(visitor: Visitor) -> None:
    with_order = visitor.get("/car?model=911-carrera&color=chalk&sort=ease", PAGE).location
    assert with_order == visitor.get("/car?model=911-carrera&color=chalk", PAGE).location


@pytest.mark.parametrize("wrong", ["", "colour", "ease%00", "deutan"])
def test_an_order_that_does_not_exist_is_the_usual_one(visitor: Visitor, wrong: str) -> None:
    page = visitor.get(f"{CARRERA}&sort={wrong}", PAGE)
    assert (page.status, pressed(page)) == (200, ["price"])
    assert not [link for link in read_page(page).values("href") if "sort=" in link]


def test_by_ease_is_for_everybody_and_its_address_tells_nothing(visitor: Visitor) -> None:
    page = visitor.get(f"{CARRERA}&sort=ease", PAGE)
    assert order(page) == [seen.swatch.id for seen in palette("typical").entries]
    choose(visitor, "tritan")
    assert order(visitor.get(f"{CARRERA}&sort=ease", PAGE)) == order(visitor.get(CARRERA, PAGE))


def test_choosing_a_lens_leads_to_the_order_that_it_promises(visitor: Visitor) -> None:
    page = visitor.get(f"{CARRERA}&sort=price&eyes=open", PAGE)
    back = re.search(r'name="back"[^>]* value="([^"]+)"', page.text)
    assert back
    assert "sort" not in back[1]
