"""A paint with a look-alike is marked wherever it is offered: in the form, in the legend and in the comparison."""

import re
from collections.abc import Mapping

import pytest

from configurator.colour_vision.palettes import Palette, SwatchKind
from configurator.colour_vision.palettes_reader import STANDARD_CALIPERS
from configurator.colour_vision.visions import VISION_TYPES, Vision
from tests.http.pages.test_vision_choice import choose
from tests.support.catalogues import OURS
from tests.support.client import Visitor
from tests.support.palettes import LINES, each_vision, palette

PAGE = {"Accept": "text/html"}
OFFERS: Mapping[SwatchKind, re.Pattern[str]] = {
    "paints": re.compile(r'<label class="chip hit">\s*<input [^>]*value="([\w-]+)".*?</label>', re.DOTALL),
    "interiors": re.compile(r'<div class="tile hit" id="tile-interior-([\w-]+)".*?</div>', re.DOTALL),
    "calipers": re.compile(r'<div class="row hit">\s*<input [^>]*value="([\w-]+)".*?</div>', re.DOTALL),
}
"""The chips, tiles and rows of the form, each with the id of its paint, interior or extra."""


def told(page: str, part: SwatchKind) -> dict[str, str]:
    """What each offer says about its look-alikes, by id; "" if nothing."""
    notes = {
        found[1]: re.search(r'<span class="note"[^>]*>(.*?)</span>', found[0]) for found in OFFERS[part].finditer(page)
    }
    return {offer: re.sub(r"<[^>]+>", "", note[1]) if note else "" for offer, note in notes.items()}


def assert_told(said: Mapping[str, str], expected: Palette) -> None:
    """Each offer names its nearest look-alike and tells how many more there are. Of a twin it says what it is."""
    for seen in expected.entries:
        text = said.get(seen.swatch.id, "")
        if seen.swatch.id == STANDARD_CALIPERS:
            continue
        twins = [it.swatch.name for it in seen.look_alikes if it.swatch.tones == seen.swatch.tones]
        others = [it.swatch.name for it in seen.look_alikes if it.swatch.tones != seen.swatch.tones]
        close, _, same = text.partition("Same colour as ")
        more = re.search(r" and (\d+) more", close)
        named = [name for name in others if re.search(rf"\b{re.escape(name)}(?! Satin)", close)]
        assert named[:1] == others[:1], f"{seen.swatch.name} says {text!r}"
        assert len(named) + (int(more[1]) if more else 0) == len(others), f"{seen.swatch.name} says {text!r}"
        assert same == ", ".join(twins), seen.swatch.name
        assert bool(text) == bool(seen.look_alikes), seen.swatch.name


@each_vision
def test_whoever_looks_is_told_of_every_look_alike_before_choosing(visitor: Visitor, vision: Vision) -> None:
    choose(visitor, vision.id)
    for line in LINES:
        model = OURS.models_of(line)[0].id
        for order in ("", "&sort=price", "&sort=lightness", "&sort=ease"):
            page = visitor.get(f"/configure?model={model}{order}", PAGE).text
            chips = told(page, "paints")
            assert chips.keys() == {seen.swatch.id for seen in palette(vision, line).entries}
            assert_told(chips, palette(vision, line))
        assert_told(told(page, "interiors"), palette(vision, line, "interiors"))
        assert_told(told(page, "calipers"), palette(vision, line, "calipers"))


@each_vision
def test_the_comparison_tells_the_same(visitor: Visitor, vision: Vision) -> None:
    choose(visitor, vision.id)
    for line in LINES:
        code = visitor.get(f"/car?model={OURS.models_of(line)[0].id}&to=compare", PAGE).location
        compared = visitor.get(code, PAGE).text
        for half in "ab":
            marks = dict(re.findall(rf'<span id="mark-{half}-([\w-]+)">([^<]+)</span>', compared))
            assert marks == {seen.swatch.id: seen.mark for seen in palette(vision, line).entries if seen.look_alikes}


def test_a_kiosk_marks_them_too(visitor: Visitor) -> None:
    choose(visitor, "deutan")
    page = visitor.get("/kiosk/configure?model=911-carrera", PAGE).text
    assert_told(told(page, "paints"), palette("deutan"))
    assert_told(told(page, "interiors"), palette("deutan", part="interiors"))


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
