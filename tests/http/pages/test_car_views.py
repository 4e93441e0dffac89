"""/car/<code>?view=: the drawing that leads the page, the links to the other views, and a view alone for a script."""

import pytest

from configurator.drawings.views import VIEWS, DrawnView
from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import code_of

CODE = code_of()
BLUE = "911 Carrera in Gentian Blue Metallic"
NAMES = {
    "front": f"{BLUE}, front three-quarter view",
    "side": f"{BLUE}, side view",
    "interior": "911 Carrera with Leather, Black, interior view",
}


def drawings(page: Page) -> list[str]:
    return [tag["aria-label"] or "" for tag in page.all("svg") if tag.get("role") == "img" and "aria-label" in tag]


def switch(page: Page) -> dict[str, str]:
    """The links to the views, by what each shows."""
    return {tag["data-shows"] or "": tag["href"] or "" for tag in page.all("a") if "data-shows" in tag}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "front"),
        ("?view=front", "front"),
        ("?view=side", "side"),
        ("?view=rear", "side"),
        ("?view=interior", "interior"),
        ("?view=", "front"),
        ("?view=top", "front"),
        ("?view=Side", "front"),
        ("?view=top&view=side", "front"),
    ],
)
def test_the_address_names_the_view_and_no_other_is_in_the_page(visitor: Visitor, query: str, shown: str) -> None:
    page = read_page(visitor.get(f"/car/{CODE}{query}"))
    assert drawings(page) == [NAMES[shown]]
    [current] = [tag for tag in page.all("a") if "data-shows" in tag and tag.get("aria-current") == "true"]
    assert current["data-shows"] == shown


def test_each_view_is_a_link_with_the_name_that_it_has_everywhere(visitor: Visitor) -> None:
    page = read_page(visitor.get(f"/car/{CODE}"))
    assert "Front Side Interior" in page.text
    links = switch(page)
    assert list(links) == list(VIEWS)
    for view, url in links.items():
        assert url == f"/car/{CODE}?view={view}"
        assert drawings(read_page(visitor.get(url))) == [NAMES[view]]


def test_an_extra_that_the_front_hides_is_named_with_the_view_that_shows_it(visitor: Visitor) -> None:
    loud = read_page(visitor.get(f"/car/{code_of(features=('sport-exhaust',))}"))
    assert "Sport exhaust: visible from the side" in loud.text
    assert "visible from" not in read_page(visitor.get(f"/car/{CODE}")).text


def test_the_interior_comes_with_a_close_up_that_has_a_name(visitor: Visitor) -> None:
    page = read_page(visitor.get(f"/car/{CODE}?view=interior"))
    assert "close-up-name" in [tag.get("aria-labelledby") for tag in page.all("svg")]
    assert "Close-up of Leather, Black: fine grain" in page.text


@pytest.mark.parametrize("view", VIEWS)
def test_a_script_gets_one_view_alone_with_its_style_sheet(visitor: Visitor, view: DrawnView) -> None:
    answer = visitor.get(f"/car/{CODE}?view={view}", {"X-Part": "drawing"})
    page = read_page(answer)
    assert drawings(page) == [NAMES[view]]
    assert len(page.all("a")) == 0
    sheets = [tag["href"] or "" for tag in page.all("link") if tag.get("rel") == "stylesheet"]
    assert [sheet.rsplit("/", 1)[1] for sheet in sheets] == [f"{sheet}.css" for sheet in VIEWS[view].sheets[1:]]
    assert "X-Part" in answer.headers["Vary"]


@pytest.mark.parametrize("model", ["911-carrera", "cayenne"], ids=["low", "high"])
def test_other_sites_show_the_front_and_are_told_its_real_size(visitor: Visitor, model: str) -> None:
    page = read_page(visitor.get(f"/car/{code_of(model)}?view=interior"))
    told = {tag.get("property"): tag["content"] or "" for tag in page.all("meta") if "property" in tag}
    picture = visitor.get(f"/{told['og:image'].split('/', 3)[3]}").body
    size = [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)]
    assert size == [int(told["og:image:width"]), int(told["og:image:height"])]
    assert told["og:image:alt"].endswith(", front three-quarter view")


def test_paper_has_every_view(visitor: Visitor) -> None:
    page = read_page(visitor.get(f"/car/{CODE}"))
    on_paper = {tag["alt"]: tag["src"] or "" for tag in page.all("img") if tag.get("loading") == "lazy"}
    assert on_paper.keys() == set(NAMES.values())
    for name, source in on_paper.items():
        assert f">{name}</title>" in visitor.get(source).text
