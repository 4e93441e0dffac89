"""The colour vision in the header: on every page, with a way to the choice and back, and in no shared cache."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from configurator.colour_vision.visions import Vision
from tests.http.pages.test_vision_choice import choose, saved
from tests.support.catalogues import our_document, written
from tests.support.client import Answer, Client, Visitor
from tests.support.pages import code_of
from tests.support.palettes import each_vision
from tests.support.processes import Server

CODE = code_of()
PAGE = {"Accept": "text/html"}
LINKING = ("/", "/open", f"/car/{CODE}", f"/car/{CODE}/compare", f"/you?code={CODE}", "/saved", "/docs")
EVERY = (*LINKING, "/colour-vision", "/configure?model=911-carrera", "/nowhere", "/open?code=K7M4-QX9P-2RTX")


def shown(page: Answer) -> list[str]:
    """What the header says about the colour vision."""
    header = page.text[page.text.index('<header class="top">') : page.text.index("</header>")]
    return re.findall(r'<span class="long">Colour vision: ([\w ]+)</span>', header)


@each_vision
def test_every_page_shows_what_is_in_force(visitor: Visitor, vision: Vision) -> None:
    choose(visitor, vision.id)
    label = vision.label.short
    assert {path: shown(visitor.get(path, PAGE)) for path in EVERY} == {path: [label] for path in EVERY}


def test_before_any_choice_every_page_says_typical(visitor: Visitor) -> None:
    assert {path: shown(visitor.get(path, PAGE)) for path in EVERY} == {path: ["typical"] for path in EVERY}


@pytest.mark.parametrize("path", LINKING)
def test_a_page_leads_to_the_choice_and_the_choice_back_to_the_page(visitor: Visitor, path: str) -> None:
    page = visitor.get(path, PAGE).text
    link = re.search(r'<a class="btn bare" href="(/colour-vision\?back=[^"]+)"', page)
    assert link
    to_choice = urlsplit(unescape(link[1]))
    assert to_choice.fragment == "lenses"
    [back] = parse_qs(to_choice.query)["back"]
    assert back == path
    answer = choose(visitor, "tritan", back=back)
    assert answer.location == path
    assert "tritan" not in link[1]


def test_on_the_page_of_the_choice_the_way_back_is_kept(visitor: Visitor) -> None:
    page = visitor.get("/colour-vision?back=/open", PAGE).text
    assert '<a class="btn bare" href="/colour-vision?back=/open#lenses">' in page


@pytest.mark.parametrize("path", ["/", "/open", f"/car/{CODE}", "/docs", "/configure?model=911-carrera"])
def test_a_page_that_shows_a_choice_is_for_one_visitor_alone(visitor: Visitor, path: str) -> None:
    before = visitor.get(path, PAGE).headers["Cache-Control"] or ""
    assert "private" not in before
    choose(visitor, "protan")
    after = visitor.get(path, PAGE)
    assert "private" in after.headers["Cache-Control"]
    assert "public" not in after.headers["Cache-Control"]
    assert "Cookie" in after.headers["Vary"]


def test_the_price_of_being_private_is_no_longer_freshness(visitor: Visitor) -> None:
    choose(visitor, "protan")
    assert set((visitor.get(f"/car/{CODE}", PAGE).headers["Cache-Control"] or "").split(", ")) == {
        "no-cache",
        "private",
    }


def test_a_saved_vision_is_shown_on_the_first_page_of_a_visit_and_that_page_is_private(http: Client) -> None:
    visitor = saved(http, colorBlindness=True, colorVision="deutan")
    page = visitor.get("/", PAGE)
    assert shown(page) == ["deutan"]
    assert "private" in page.headers["Cache-Control"]


def test_an_error_page_asks_no_store_that_may_be_away(http: Client) -> None:
    visitor = saved(http, colorBlindness=True, colorVision="deutan")
    assert shown(visitor.get("/nowhere", PAGE)) == ["typical"]
    assert shown(visitor.get("/open", PAGE)) == ["deutan"]
    assert shown(visitor.get("/nowhere", PAGE)) == ["deutan"]


def test_without_palettes_the_header_has_no_link(server: Callable[..., Server], tmp_path: object) -> None:
    other = our_document()
    other["paints"][0]["hex"] = "#ffffff"
    visitor = server(CATALOGUE=str(written(other, tmp_path))).visitor()  # type: ignore[arg-type]
    for path in ("/", "/configure?model=911-carrera"):
        assert shown(visitor.get(path, PAGE)) == []


def test_no_link_of_a_page_tells_how_the_visitor_sees(visitor: Visitor) -> None:
    choose(visitor, "protan")
    for path in EVERY:
        links = re.findall(r'(?:href|action|formaction)="([^"]+)"', visitor.get(path, PAGE).text)
        assert not [link for link in links if "protan" in link]
