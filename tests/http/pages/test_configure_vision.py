"""/configure for people who see colour differently: order and notes change, the car and its URL don't."""

import re

import pytest

from configurator.colour_vision.visions import VISION_TYPES
from tests.http.pages.test_vision_choice import choose, saved
from tests.support.catalogues import OURS
from tests.support.client import Answer, Client, Visitor
from tests.support.palettes import palette

CARRERA = "/configure?model=911-carrera"
PAGE = {"Accept": "text/html"}


def paints(page: Answer) -> list[str]:
    return re.findall(r'name="color" id="color-([\w-]+)"', page.text)


def test_typical_eyes_see_price_groups_and_no_notes(visitor: Visitor) -> None:
    page = visitor.get(CARRERA, PAGE)
    assert page.text.count('class="paint-group"') == len(OURS.paint_groups)
    assert "look-alikes" not in page.text


@pytest.mark.parametrize("kind", [kind for kind in VISION_TYPES if kind != "typical"])
def test_other_eyes_see_every_paint_in_the_order_that_helps_them(visitor: Visitor, kind: str) -> None:
    choose(visitor, kind)
    shown = palette(kind, "911")
    assert paints(visitor.get(CARRERA, PAGE)) == [seen.swatch.id for seen in shown.entries]


def test_a_look_alike_is_told_on_the_paint_and_beside_the_chosen_one(visitor: Visitor) -> None:
    choose(visitor, "deutan")
    page = visitor.get(f"{CARRERA}&color=guards-red", PAGE).text
    assert "Looks similar to <b>Signal Green</b>" in page
    assert "Guards Red beside its look-alikes" in page
    assert re.search(r'href="(/car/[\w-]+/compare\?with=signal-green)"', page)


def test_the_lenses_are_one_click_away_and_the_address_tells_nothing_of_the_choice(visitor: Visitor) -> None:
    page = visitor.get(f"{CARRERA}&color=chalk&eyes=open", PAGE)
    back = re.search(r'name="back"[^>]* value="([^"]+)"', page.text)
    assert back
    answer = choose(visitor, "tritan", back[1].replace("&amp;", "&"))
    assert answer.location.endswith("color=chalk&tire=carrera-19-20-summer&interior=leather-black#paint")
    assert "tritan" not in answer.location
    assert "eyes" not in answer.location


def test_a_saved_vision_is_used_and_read_from_the_store_once(http: Client) -> None:
    visitor = saved(http, colorBlindness=True)
    shown = [seen.swatch.id for seen in palette("any", "911").entries]
    assert paints(visitor.get(CARRERA, PAGE)) == shown
    del visitor.cookies["owner"]
    assert paints(visitor.get(CARRERA, PAGE)) == shown


def test_a_personal_page_is_in_no_shared_cache(visitor: Visitor) -> None:
    assert "private" not in (visitor.get(CARRERA, PAGE).headers["Cache-Control"] or "")
    choose(visitor, "protan")
    assert "private" in visitor.get(CARRERA, PAGE).headers["Cache-Control"]
    assert visitor.get(f"{CARRERA}&eyes=open", PAGE).headers["Cache-Control"] == "no-store"


def test_any_two_paints_of_the_line_can_be_compared_on_the_car(visitor: Visitor) -> None:
    code = visitor.get("/car?model=911-carrera&to=compare", PAGE).location
    page = visitor.get(f"{code}?with=chalk", PAGE)
    assert page.status == 200
    assert page.text.count("<option ") >= 2 * len(OURS.offered("color", "911"))
    assert re.search(r'<option value="chalk" class="first" selected>', page.text)


@pytest.mark.parametrize("wrong", ["", "no-such-paint", "frozen-berry", "%00"])
def test_a_paint_that_is_not_there_to_compare_with_is_replaced_by_one_that_is(visitor: Visitor, wrong: str) -> None:
    code = visitor.get("/car?model=911-carrera&to=compare", PAGE).location
    assert visitor.get(f"{code}?with={wrong}", PAGE).status == 200
