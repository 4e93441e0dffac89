"""The builds that a catalogue recommends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.cars.builds import recommended_builds
from configurator.cars.catalogue_reader import load
from configurator.cars.field_reader import CatalogueError
from tests.support.catalogues import OURS, our_document, written
from tests.support.pages import code_of

LINES = [line.id for line in OURS.lines]
CONFLICTS = code_of(features=("bose", "burmester"))


@pytest.mark.parametrize("line", LINES)
def test_each_line_has_three_different_ones_that_can_be_built(line: str) -> None:
    builds = recommended_builds(OURS, line)
    assert len(builds) == 3
    for build, opened in builds:
        assert opened.code == build.code
        assert opened.car.line.id == line
        assert opened.checked.buildable
        assert opened.car.features, "it recommends more than a model"
        assert build.summary.endswith(".")
        assert build.demonstration, "they are our own suggestions"
    assert len({opened.car.model for _, opened in builds}) == 3
    assert len({opened.car.paint for _, opened in builds}) == 3
    assert len({build.name for build, _ in builds}) == 3


def a_build(**changed: Any) -> Any:
    build = {"id": "one", "line": "911", "name": "One", "summary": "A car.", "code": code_of()}
    return {**build, "demonstration": ["name", "summary", "code"], **changed}


@pytest.mark.parametrize(
    ("builds", "words"),
    [
        ([a_build(code="K7M4")], "builds 'one', field 'code': A code has 12 letters"),
        ([a_build(code=code_of("taycan"))], "builds 'one', field 'code': is a Taycan, which isn't of the line '911'"),
        ([a_build(code=CONFLICTS)], "builds 'one', field 'code': BOSE Surround Sound and Burmester"),
        ([a_build(line="beetle")], "builds 'one', field 'line'"),
        ([a_build(summary="")], "builds 'one', field 'summary'"),
        ([a_build(demonstration=[])], "builds 'one', field 'sources'"),
        ([a_build(sources=["hearsay"])], "builds 'one', field 'sources': 'hearsay' is not in the catalogue"),
        ([a_build(), a_build()], "field 'builds': the id 'one' is used twice"),
        ("three", "field 'builds'"),
    ],
)
def test_a_faulty_build_names_itself_and_the_field(builds: Any, words: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        load(written(our_document() | {"builds": builds}, tmp_path))
    assert words in str(caught.value)


def _without_its_paint(document: Any) -> None:
    document["paints"] = [paint for paint in document["paints"] if paint["id"] != "lava-orange"]


def _of_another_dealer(document: Any) -> None:
    document["series"] = 2


@pytest.mark.parametrize(
    ("change", "words"), [(_without_its_paint, "no longer offered"), (_of_another_dealer, "another showroom")]
)
def test_a_build_that_the_rest_of_the_catalogue_lost_is_refused(
    change: Callable[[Any], None], words: str, tmp_path: Path
) -> None:
    document = our_document() | {"builds": [a_build(code=code_of(color="lava-orange"))]}
    change(document)
    with pytest.raises(CatalogueError, match=words):
        load(written(document, tmp_path))


def test_a_catalogue_may_recommend_none(tmp_path: Path) -> None:
    catalogue = load(written(our_document(), tmp_path))
    assert catalogue.builds == ()
    assert recommended_builds(catalogue, "911") == ()
