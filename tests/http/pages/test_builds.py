"""Recommended builds on the home page and in the configurator."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from configurator.cars.builds import Build, recommended_builds
from tests.support.catalogues import our_document, written
from tests.support.client import Answer, Visitor
from tests.support.html import read_page
from tests.support.pages import OURS
from tests.support.processes import Server

ACCEPT = {"Accept": "text/html"}
LINES = [line.id for line in OURS.lines]


def is_unfolded(page: Answer) -> bool:
    return '<details class="fold builds-fold" open>' in page.text


def links(page: Answer) -> list[str]:
    return [unescape(url) for url in re.findall(r'<a class="offer" href="([^"]+)"', page.text)]


def test_the_home_page_offers_each_lines_builds_with_paint_and_price(visitor: Visitor) -> None:
    page = visitor.get("/", ACCEPT)
    words = read_page(page).text
    for line in LINES:
        for build, opened in recommended_builds(OURS, line):
            car, extras = opened.car, len(opened.car.features)
            said = f"{build.name} {car.model.name} in {car.paint.short}, {extras}\N{NO-BREAK SPACE}extras"
            assert f"{' '.join(said.split())} ${opened.price.total:,}" in words
    assert links(page) == [f"/builds/{build.id}" for line in LINES for build, _ in recommended_builds(OURS, line)]


@pytest.mark.parametrize("build", OURS.builds, ids=lambda build: build.id)
def test_the_short_url_of_a_build_opens_it_in_the_configurator(visitor: Visitor, build: Build) -> None:
    answer = visitor.get(f"/builds/{build.id}")
    assert answer.status == 303
    page = visitor.get(answer.location, ACCEPT)
    assert f'name="from" id="from" value="{build.code}"' in page.text
    assert "Your car" in read_page(page).text
    assert not is_unfolded(page)


def test_an_unknown_build_is_not_found(visitor: Visitor) -> None:
    assert visitor.get("/builds/nonsense", ACCEPT).status == 404


@pytest.mark.parametrize("configurator", ["/configure", "/kiosk/configure"])
@pytest.mark.parametrize("line", LINES)
def test_the_configurator_begins_with_the_builds_of_the_line(visitor: Visitor, line: str, configurator: str) -> None:
    page = visitor.get(f"{configurator}?model={OURS.models_of(line)[0].id}", ACCEPT)
    words = read_page(page).text
    assert is_unfolded(page)
    for build, opened in recommended_builds(OURS, line):
        assert f"{build.name} {build.summary}" in words
        assert f"${opened.price.total:,}" in words
    for url, (build, _) in zip(links(page), recommended_builds(OURS, line), strict=True):
        assert url.startswith(f"{configurator}?")
        chosen = visitor.get(url, ACCEPT)
        assert f'name="from" id="from" value="{build.code}"' in chosen.text
        assert f"“{build.name}”, " in read_page(chosen).text, "the page says which build came"
        assert "Undo" in read_page(chosen).text


@pytest.mark.parametrize("query", ["color=chalk", "feature=bose", "tire=carrera-winter-19-20"])
def test_once_something_is_chosen_the_builds_are_folded_away(visitor: Visitor, query: str) -> None:
    page = visitor.get(f"/configure?model=911-carrera&{query}", ACCEPT)
    assert not is_unfolded(page)
    assert len(links(page)) == 3


def test_a_catalogue_without_builds_leaves_no_trace_of_them(server: Callable[..., Server], tmp_path: Path) -> None:
    there = server(CATALOGUE=str(written(our_document(), tmp_path))).visitor()
    assert links(there.get("/", ACCEPT)) == []
    page = there.get("/configure?model=911-carrera", ACCEPT)
    assert links(page) == []
    assert "Recommended builds" not in page.text
    assert there.get("/catalogue").json()["builds"] == []
    assert there.get("/builds/911-track-day", ACCEPT).status == 404
