"""The rows of a page that are rendered once for all: they never bring what one visitor chose to another."""

import re

from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import code_of, hidden_fields
from tests.support.processes import Site

CARRERA = "/configure?model=911-carrera"
DEUTAN_ONLY = "Easy to tell from each other"


def chosen(page: Page) -> list[str | None]:
    return [tag.get("id") for tag in page.all("input") if "checked" in tag]


def looking(site: Site, vision: str, light: str = "") -> Visitor:
    visitor = site.visitor()
    visitor.submit("/vision", {**hidden_fields(visitor, "/colour-vision"), "vision": vision})
    visitor.cookies |= {"light": light} if light else {}
    return visitor


def test_what_one_visitor_chose_is_on_nobody_elses_page(site: Site) -> None:
    by_night, deutan, by_day = (
        looking(site, "typical", "night"),
        looking(site, "deutan"),
        looking(site, "typical", "day"),
    )
    for _ in range(2):
        pages = [read_page(visitor.get(CARRERA)) for visitor in (by_night, deutan, by_day)]
        assert [DEUTAN_ONLY in page.text for page in pages] == [False, True, False]
        lights = [[control for control in chosen(page) if control and control.startswith("light")] for page in pages]
        assert lights == [["light-night"], [], ["light-day"]]


def test_each_row_tells_the_state_of_this_car(visitor: Visitor) -> None:
    """One extra offered, chosen, and with consequences, twice in turn."""
    cars = [f"{CARRERA}{more}" for more in ("", "&feature=bose", "&feature=burmester")]
    first, again = ([bose_row(visitor.get(car).text) for car in cars] for _ in range(2))
    assert first == again
    offered, chosen_row, instead = first
    assert " checked" in chosen_row
    assert " checked" not in offered + instead
    assert "removes Burmester" in instead
    assert "removes Burmester" not in offered + chosen_row


def bose_row(html: str) -> str:
    row = re.search(r'<input [^>]*id="feature-bose".*?data-live>.*?data-live>.*?</div>', html, re.DOTALL)
    assert row
    return row[0]


def test_a_link_to_another_model_keeps_the_car_that_it_is_on(visitor: Visitor) -> None:
    """Such a row is different for each car, so it is never taken from another one's page."""
    for paint in ("chalk", "black", "chalk"):
        page = read_page(visitor.get(f"{CARRERA}&color={paint}"))
        links = [tag["href"] or "" for tag in page.all("a") if tag.get("class") == "instead-link"]
        assert links
        assert all(f"color={paint}" in link and code_of(color=paint) in link for link in links)
