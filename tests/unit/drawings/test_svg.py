"""Drawings: markup for pages, and standalone files."""

import re
from dataclasses import replace
from itertools import cycle
from typing import Any, get_args
from xml.etree import ElementTree

import pytest

from configurator.cars.catalogue import DRAWN_OPTIONS, RIMS
from configurator.cars.catalogue_reader import load
from configurator.drawings.appearance import Appearance, rim_scale
from configurator.drawings.arts import ARTS, art_of
from configurator.drawings.flatten import mix
from configurator.drawings.fragments import DRAWING_VERSION, assemble
from configurator.drawings.raster import png
from configurator.drawings.svg import car_markup, svg
from configurator.drawings.views import DrawnView
from configurator.renders.captions import CarNames

CARRERA = Appearance(
    art="911",
    paint="#23305f",
    metal=0.8,
    gloss=1,
    rim="ten",
    rim_hex="#b4b4b4",
    rim_scale=rim_scale("911", (19, 20)),
    interior="#26282b",
    second="#6b4630",
    trim="#8d949a",
    line="911",
    material="leather",
    names=CarNames("911 Carrera", "Gentian Blue Metallic", "Leather, Black"),
)
EVERYTHING = replace(CARRERA, options=frozenset(DRAWN_OPTIONS), caliper="#e0b400")
APPEARANCES = [replace(EVERYTHING, art=art, rim=rim) for art, rim in zip(ARTS, cycle(RIMS), strict=False)]


IDS = re.compile(r'\bid="([^"]+)"')
REFERENCES = re.compile(r'href="#([^"]+)"|url\(#([^)]+)\)')


def referenced(markup: str) -> set[str]:
    return {first or second for first, second in REFERENCES.findall(markup)}


def pixels(appearance: Appearance, view: DrawnView = "side") -> bytes:
    return png(svg(appearance, view), 240)


@pytest.mark.parametrize("view", get_args(DrawnView))
@pytest.mark.parametrize("appearance", APPEARANCES, ids=lambda appearance: appearance.art)
def test_a_standalone_picture_holds_nothing_but_literals_and_what_it_refers_to(
    appearance: Appearance, view: DrawnView
) -> None:
    document = svg(appearance, view)
    root = ElementTree.fromstring(document)

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(r"var\(|color-mix|@supports|class=|<style|<script|display", document)
    assert referenced(document) <= set(IDS.findall(document))
    assert len(IDS.findall(document)) == len(set(IDS.findall(document)))


def test_a_picture_carries_only_the_rim_that_is_fitted() -> None:
    assert [rim for rim in RIMS if f"k-rim-{rim}" in svg(CARRERA, "side")] == ["ten"]


def test_a_picture_is_named_by_its_title() -> None:
    root = ElementTree.fromstring(svg(CARRERA, "side"))
    by_id = {node.get("id"): node.text for node in root.iter()}

    assert root.get("role") == "img"
    assert by_id[root.attrib["aria-labelledby"]] == "911 Carrera in Gentian Blue Metallic, side view"


def test_a_title_can_say_anything_and_stays_a_title() -> None:
    model = "<script>alert(\"x\")</script> & 'more'"
    drawing = svg(replace(CARRERA, names=CARRERA.names._replace(model=model)), "side")
    title = f"{model} in Gentian Blue Metallic, side view"

    assert "<script" not in drawing
    assert ElementTree.fromstring(drawing)[0].text == title
    assert ElementTree.fromstring(car_markup("911", title=title)).get("aria-label") == title


@pytest.mark.parametrize(
    "other",
    [
        replace(CARRERA, paint="#c4161c"),
        replace(CARRERA, metal=0),
        replace(CARRERA, gloss=0.25),
        *(replace(CARRERA, rim=rim) for rim in RIMS if rim != CARRERA.rim),
        replace(CARRERA, rim_hex="#3c3c3c"),
        replace(CARRERA, rim_scale=rim_scale("911", (20, 21))),
        replace(CARRERA, interior="#7d1f22"),
        replace(CARRERA, caliper="#e0b400"),
        *(replace(CARRERA, options=frozenset({option})) for option in DRAWN_OPTIONS if option != "rails"),
        *(replace(CARRERA, art=art) for art in ARTS if art != CARRERA.art),
    ],
    ids=repr,
)
def test_whatever_is_chosen_shows_on_the_car(other: Appearance) -> None:
    assert pixels(other) != pixels(CARRERA)


def test_rails_show_on_the_cars_that_have_a_roof_for_them() -> None:
    macan = replace(CARRERA, art="macan")

    assert pixels(replace(macan, options=frozenset({"rails"}))) != pixels(macan)


@pytest.mark.parametrize("art", ARTS)
def test_whatever_a_body_can_have_is_drawn_on_it(art: str) -> None:
    catalogue = load()
    model = next(model for model in catalogue.models if art_of(model) == art)
    drawn = {feature.drawn for feature in catalogue.features if feature.drawn and feature.available.admits(model)}
    plain = replace(CARRERA, art=art)

    assert drawn
    assert not [option for option in drawn if pixels(replace(plain, options=frozenset({option}))) == pixels(plain)]


@pytest.mark.parametrize("part", ["interior", "second", "trim"])
def test_each_tone_shows_in_the_interior(part: str) -> None:
    red: dict[str, Any] = {part: "#7d1f22"}

    assert pixels(replace(CARRERA, **red), "interior") != pixels(CARRERA, "interior")


@pytest.mark.parametrize("width", [600, 1200])
def test_a_raster_is_a_png_as_wide_as_asked(width: int) -> None:
    picture = png(svg(CARRERA, "side"), width)

    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(picture[16:20], "big") == width
    assert 0.35 < int.from_bytes(picture[20:24], "big") / width < 0.37


@pytest.mark.parametrize(
    "wrong",
    [
        {"paint": "red"},
        {"paint": '#123456"/><script>'},
        {"caliper": "#1234567"},
        {"trim": ""},
        {"metal": 1.5},
        {"gloss": float("nan")},
        {"rim_scale": (4.0, 1.0)},
        {"rim": "square"},
        {"art": "../../etc/passwd"},
        {"options": frozenset({"fins"})},
    ],
    ids=str,
)
def test_values_that_are_none_of_the_drawing_s_are_refused(
    wrong: dict[str, Any],
) -> None:
    with pytest.raises(ValueError, match="the drawing has no such"):
        replace(CARRERA, **wrong)


def test_a_body_has_the_parts_of_its_line_except_where_it_has_its_own() -> None:
    line = "<!-- part roof -->hard<!-- end --> wheels <!-- part tail -->plain<!-- end -->"

    assert assemble(line, "<!-- part roof -->soft<!-- end -->") == "soft wheels plain"
    with pytest.raises(ValueError, match="fins"):
        assemble(line, "<!-- part fins -->two<!-- end -->")


@pytest.mark.parametrize("art", ARTS)
def test_larger_wheels_look_larger_and_every_size_stays_inside_its_tyre(
    art: str,
) -> None:
    sizes = [rim_scale(art, (inches, inches)) for inches in range(18, 23)]

    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 5
    assert min(sizes[0]) >= 0.8
    # The drawn rim ends at 82 hundredths of the tyre's radius; the rest is its sidewall.
    assert max(sizes[-1]) * 82 < 95


def test_colours_mix_as_browsers_mix_them() -> None:
    # What Chromium computes for color-mix(in oklab, ...), rounded to 8 bits.
    assert mix("#ffffff", 0.5, "#000000") == "#636363"
    assert mix("#b8101c", 1, "#000") == "#b8101c"
    assert mix("#ff0000", 0.5, "#0000ff") == "#8c53a2"


def test_the_version_is_the_same_in_every_process_and_fits_in_a_key() -> None:
    assert re.fullmatch(r"\d+-[0-9a-f]{12}", DRAWING_VERSION)
