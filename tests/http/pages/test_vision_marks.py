"""A paint with a look-alike is marked wherever it is offered: in the form, in the legend and in the comparison."""

import re

import pytest

from configurator.colour_vision.palettes import Palette
from configurator.colour_vision.visions import VISION_TYPES
from tests.http.pages.test_vision_choice import choose
from tests.support.catalogues import OURS
from tests.support.client import Visitor
from tests.support.palettes import LINES, palette

PAGE = {"Accept": "text/html"}


def chips(page: str) -> dict[str, str]:
    """What each paint of the form says, by its id."""
    chip = re.compile(r'<label class="chip hit">\s*<input [^>]*value="([\w-]+)".*?</label>', re.DOTALL)
    return {found[1]: found[0] for found in chip.finditer(page)}


def assert_marked(said: dict[str, str], expected: Palette) -> None:
    """Each paint says the names of its look-alikes, and one without any says nothing of the kind."""
    assert said.keys() == {seen.swatch.id for seen in expected.entries}
    for seen in expected.entries:
        text = said[seen.swatch.id]
        assert ("Close to" in text) == bool(seen.look_alikes), seen.swatch.name
        assert seen.mark in text


@pytest.mark.parametrize("vision", VISION_TYPES)
def test_the_form_and_the_comparison_mark_every_paint_with_a_look_alike(visitor: Visitor, vision: str) -> None:
    choose(visitor, vision)
    for line in LINES:
        model = OURS.models_of(line)[0].id
        for order in ("", "&sort=price", "&sort=lightness", "&sort=ease"):
            assert_marked(chips(visitor.get(f"/configure?model={model}{order}", PAGE).text), palette(vision, line))
        code = visitor.get(f"/car?model={model}&to=compare", PAGE).location
        compared = visitor.get(code, PAGE).text
        for half in "ab":
            marks = dict(re.findall(rf'<span id="mark-{half}-([\w-]+)">([^<]+)</span>', compared))
            assert marks == {seen.swatch.id: seen.mark for seen in palette(vision, line).entries if seen.look_alikes}


def test_a_kiosk_marks_them_too(visitor: Visitor) -> None:
    choose(visitor, "deutan")
    assert_marked(chips(visitor.get("/kiosk/configure?model=911-carrera", PAGE).text), palette("deutan"))


@pytest.mark.parametrize("vision", VISION_TYPES)
def test_the_headings_promise_no_more_than_is_true(visitor: Visitor, vision: str) -> None:
    choose(visitor, vision)
    page = visitor.get("/configure?model=911-carrera&sort=ease", PAGE).text
    assert re.findall(r"<h3>([^<]+)</h3>", page)[:2] == ["Easy to tell from each other", "Close to another paint"]
    assert "Easy to tell apart" not in page


def test_the_legend_of_the_lightness_scale_marks_them(visitor: Visitor) -> None:
    choose(visitor, "achromat")
    page = visitor.get("/configure?model=911-carrera", PAGE).text
    scale = page[page.index('<g class="wide">') : page.index('<g class="narrow">')]
    labels = re.findall(r"<text[^>]*>([^<]+)</text>", scale)
    easy = palette("achromat").easy
    expected = {f"{seen.swatch.name} ≈" if seen.look_alikes else seen.swatch.name for seen in easy}
    assert expected <= set(labels)
    assert "≈ means that a paint is close to another one" in page


def test_the_words_of_a_paint_are_the_same_in_the_form_the_comparison_and_the_list_of_parts(visitor: Visitor) -> None:
    address = "model=911-carrera&color=gentian-blue-satin"
    code = visitor.get(f"/car?{address}", PAGE).location
    for path in (f"/configure?{address}", code, f"{code}/compare"):
        assert "dark blue, satin" in visitor.get(path, PAGE).text, path
