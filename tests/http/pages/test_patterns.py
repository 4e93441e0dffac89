"""/patterns: whoever changes a component sees all of its states in one place, and each error page by its number."""

import re
from collections.abc import Callable

import pytest

from tests.support.client import Visitor
from tests.support.processes import ROOT, Server

TEMPLATES = ROOT / "templates"


def macros() -> list[str]:
    """Every macro that a page may call; those that only help another of their file start the page's own."""
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    return re.findall(r"{% macro (\w+)", text)


def test_every_component_is_shown() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    assert [name for name in macros() if not re.search(rf"(?<!macro ){name}\(", used)] == []


def test_every_state_of_an_option_is_there(visitor: Visitor) -> None:
    page = visitor.get("/patterns", {"Accept": "text/html"}).text
    for words in (
        "On your car",
        "Same price",
        "Not for this model",
        "Also <b>",
        "Can't be combined with",
        "aria-invalid",
    ):
        assert words in page, words


@pytest.mark.parametrize("status", [400, 404, 405, 413, 500, 503])
def test_each_error_page_can_be_looked_at(visitor: Visitor, status: int) -> None:
    assert visitor.get(f"/patterns/errors/{status}", {"Accept": "text/html"}).status == status


def test_other_numbers_are_not_there(visitor: Visitor) -> None:
    assert visitor.get("/patterns/errors/200", {"Accept": "text/html"}).status == 404


def test_they_are_for_whoever_works_on_the_app(server: Callable[..., Server]) -> None:
    """An error page that anybody can call up would count as an error of ours."""
    visitor = server(ENVIRONMENT="production", SECRET_KEY="a key of at least thirty-two characters").visitor()
    for path in ("/patterns", "/patterns/vision", "/patterns/errors/500"):
        assert visitor.get(path, {"Accept": "text/html"}).status == 404
