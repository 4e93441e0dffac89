"""/patterns: whoever changes a component sees all of its states in one place, and each error page by its number."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes
from jinja2.runtime import Macro

from configurator.app.factory import create_app
from configurator.colour_vision.visions import VISION_TYPES
from tests.support.client import Visitor
from tests.support.processes import ROOT, Server

TEMPLATES = ROOT / "templates"

OF_A_PAGE = TEMPLATES / "api_docs/content.html"
"""The part of the API's page that is rendered once."""

NamedMacro = tuple[str, str]
"""A template, as others import it, and the name of one of its macros."""


def components() -> set[NamedMacro]:
    """Every macro that templates share. The macros of a page.html are the page's own, as are those of OF_A_PAGE."""
    return {
        (str(path.relative_to(TEMPLATES)), macro.name)
        for path in TEMPLATES.rglob("*.html")
        if path.name != "page.html" and path != OF_A_PAGE
        for macro in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Macro)
    }


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> set[NamedMacro]:
    """The macros that Jinja calls in this process from now on."""
    called: set[NamedMacro] = set()
    invoke = Macro._invoke

    def record(macro: Macro, *arguments: Any) -> str:
        template = Path(macro._func.__code__.co_filename)
        if template.is_relative_to(TEMPLATES):
            called.add((str(template.relative_to(TEMPLATES)), macro.name))
        return invoke(macro, *arguments)

    monkeypatch.setattr(Macro, "_invoke", record)
    return called


def test_every_component_is_shown(called: set[NamedMacro], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    browser = create_app().test_client()
    assert browser.get("/patterns").status_code == 200
    for vision in VISION_TYPES:
        with browser.session_transaction() as session:
            session["vision"] = vision
        assert browser.get("/patterns/vision").status_code == 200
    assert called
    assert sorted(components() - called) == []


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
