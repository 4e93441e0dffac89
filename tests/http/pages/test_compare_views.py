"""`?view=` of the two comparisons: cars side by side, and two paints on one car."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import code_of

CODE = code_of()
PAINTS = f"/car/{CODE}/compare"
CARS = [("model", "cayenne"), ("car", CODE), ("model", "taycan")]


def compare(visitor: Visitor, *view: tuple[str, str]) -> Page:
    return read_page(visitor.get(f"/compare?{urlencode([*CARS, *view])}"))


def names(page: Page) -> list[str]:
    return [tag["aria-label"] or "" for tag in page.all("svg") if tag.get("role") == "img"]


@pytest.mark.parametrize(
    ("view", "seen"),
    [("", "side"), ("front", "front three-quarter"), ("side", "side"), ("interior", "interior"), ("top", "side")],
)
def test_all_cars_are_shown_in_the_same_view(visitor: Visitor, view: str, seen: str) -> None:
    shown = names(compare(visitor, *([("view", view)] if view else [])))
    assert len(shown) == 3
    assert all(name.endswith(f", {seen} view") for name in shown)


def test_a_length_stands_only_below_a_car_that_is_seen_from_the_side(visitor: Visitor) -> None:
    lengths = [compare(visitor, ("view", view)).text.count(" mm") for view in ("side", "front", "interior")]
    assert lengths[0] - lengths[1] == lengths[0] - lengths[2] == 3


def test_the_view_stays_while_cars_are_added_and_removed(visitor: Visitor) -> None:
    page = compare(visitor, ("view", "front"))
    links = [urlsplit(tag["href"] or "") for tag in page.all("a") if (tag.get("href") or "").startswith("/compare?")]
    left = [(link.query.count("car=") + link.query.count("model="), parse_qs(link.query)) for link in links]
    removing = [query for cars, query in left if cars == 2]
    assert [query["view"] for query in removing] == [["front"]] * 3
    switching = [query for cars, query in left if cars == 3]
    assert [query.get("view") for query in switching] == [["front"], None, ["interior"]]
    fewer = read_page(visitor.get(f"/compare?car={CODE}&view=front"))
    assert fewer.hidden["view"] == "front"


@pytest.mark.parametrize(("query", "view"), [("", "side"), ("?view=front", "front"), ("?view=interior", "side")])
def test_two_paints_are_compared_from_outside_alone(visitor: Visitor, query: str, view: str) -> None:
    page = read_page(visitor.get(PAINTS + query))
    buttons = {tag["value"]: tag["aria-pressed"] for tag in page.all("button") if tag.get("name") == "view"}
    assert buttons.keys() == {"front", "side"}
    assert buttons[view] == "true"
    prefix = {"front": "kf", "side": "k"}[view]
    assert {f"{prefix}911-car", f"{prefix}911-b-car"} <= set(page.values("id"))


def test_the_address_has_both_paints_and_the_view(visitor: Visitor) -> None:
    page = read_page(visitor.get(f"{PAINTS}?paint=guards-red&with=chalk&view=front"))
    chosen = [tag["value"] for tag in page.all("option") if "selected" in tag][-2:]
    assert chosen == ["guards-red", "chalk"]
    forms = {tag["name"]: tag["form"] for tag in page.all("select") if tag.get("name")}
    assert forms == {"paint": "compared", "with": "compared"}


@pytest.mark.parametrize("query", ["?paint=velvet", "?with=velvet", "?paint=velvet&with=&view=top"])
def test_an_unknown_paint_is_replaced_by_one_of_the_car(visitor: Visitor, query: str) -> None:
    page = read_page(visitor.get(PAINTS + query))
    left, right = [tag["value"] for tag in page.all("option") if "selected" in tag][-2:]
    assert left == "gentian-blue"
    assert right != left
