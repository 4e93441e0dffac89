"""The view from inside: a cabin for each line, a seat that shows its face, and a close-up of its material."""

import re
from dataclasses import replace
from itertools import combinations, product
from typing import Any
from xml.etree import ElementTree

import pytest

from configurator.cars.catalogue import Interior, Model
from configurator.cars.catalogue_reader import load
from configurator.cars.configuration import Car, check
from configurator.cars.selection import default_selection
from configurator.drawings.appearance import Appearance, appearance_of
from configurator.drawings.cabins import CABINS
from configurator.drawings.materials import MATERIALS, Material, close_up_title, material_of, material_style
from configurator.drawings.raster import png
from configurator.drawings.reference import draw_reference
from configurator.drawings.svg import COCKPIT_BOX, close_up_markup, interior_markup, svg

CATALOGUE = load()
INTERIORS = {interior.id: interior for interior in CATALOGUE.interiors}
DRAWN = [material for material in MATERIALS if material != "plain"]
IDS = re.compile(r'\bid="([^"]+)"')
REFERENCES = re.compile(r'href="#([^"]+)"|url\(#([^)]+)\)')


def car_of(model: Model) -> Car:
    car = check(CATALOGUE, default_selection(model)).car
    assert car is not None
    return car


def look(model: str, **changes: Any) -> Appearance:
    """The appearance of a model as it is offered, with some of it changed."""
    found = next(each for each in CATALOGUE.models if each.id == model)
    return replace(appearance_of(car_of(found)), **changes)


def picture(appearance: Appearance) -> bytes:
    return png(svg(appearance, "interior"), 240)


def test_every_line_has_a_cabin_of_its_own() -> None:
    assert [line.id for line in CATALOGUE.lines if line.id not in CABINS] == []
    first = look("911-carrera")
    cabins = {line: picture(replace(first, line=line)) for line in CABINS}

    assert [pair for pair in combinations(cabins, 2) if cabins[pair[0]] == cabins[pair[1]]] == []


def test_a_cabin_belongs_to_the_line_whatever_body_the_car_has() -> None:
    for model in CATALOGUE.models:
        assert appearance_of(car_of(model)).line == model.line


@pytest.mark.parametrize("line", CABINS)
def test_a_cabin_refers_to_nothing_outside_itself_and_can_be_drawn_twice(line: str) -> None:
    first, second = (interior_markup(line, uid=uid) + close_up_markup("name", uid) for uid in "ab")

    for markup in (first, second):
        ids = IDS.findall(markup)
        assert len(ids) == len(set(ids))
        assert {one or other for one, other in REFERENCES.findall(markup)} <= set(ids)
    assert not set(IDS.findall(first)) & set(IDS.findall(second))


@pytest.mark.parametrize("line", CABINS)
def test_a_cabin_stays_small(line: str) -> None:
    assert len(interior_markup(line)) < 22_000


def test_every_interior_of_the_catalogue_has_a_drawn_material() -> None:
    assert {interior.id for interior in CATALOGUE.interiors if material_of(interior) == "plain"} == set()
    assert {material_of(interior) for interior in CATALOGUE.interiors} == set(DRAWN)


@pytest.mark.parametrize(
    ("interior", "material"),
    [
        ("leather-black", "leather"),
        ("club-leather-graphite-blue", "club"),
        ("race-tex-black", "race-tex"),
        ("leatherette-black", "leatherette"),
        ("heritage-pasha", "pasha"),
        ("fabric-pepita", "pepita"),
    ],
)
def test_an_interior_is_drawn_in_its_own_material(interior: str, material: str) -> None:
    assert material_of(INTERIORS[interior]) == material


def test_a_material_that_nobody_has_drawn_is_plain_and_shows_no_other() -> None:
    silk = replace(INTERIORS["leather-black"], name="Silk, Black", material="silk")

    assert material_of(silk) == "plain"
    assert set(material_style("plain").values()) == {"none"}
    assert close_up_title(silk) == "Close-up of Silk, Black: smooth surface, with a double seam"


@pytest.mark.parametrize("material", DRAWN)
def test_a_close_up_shows_one_material(material: Material) -> None:
    shown = [name for name, value in material_style(material).items() if value == "inline"]

    assert shown == [f"--m-{material}"]
    assert f'class="k-m-{material}"' in close_up_markup("name")


@pytest.mark.parametrize(
    ("interior", "title"),
    [
        (
            "club-leather-graphite-blue",
            "Close-up of Club Leather, Graphite Blue: soft, smooth hide with hardly any grain, with a double seam",
        ),
        (
            "leather-black-chalk",
            (
                "Close-up of Two-tone leather, Black / Chalk: fine grain, perforated in the middle of the seat, "
                "with a double seam between its two colours"
            ),
        ),
    ],
)
def test_a_close_up_is_named_after_interior_surface_and_seam(interior: str, title: str) -> None:
    assert close_up_title(INTERIORS[interior]) == title


def test_a_close_up_takes_its_name_from_the_page() -> None:
    root = ElementTree.fromstring(close_up_markup('a"><b'))

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", 'a"><b')


@pytest.mark.parametrize("material", ["leather", "race-tex", "pasha", "pepita"])
def test_the_material_shows_on_the_seat_s_face(material: Material) -> None:
    two_tone = look("911-carrera", interior="#1b1b1d", second="#dcd8cb", material="plain")

    assert picture(replace(two_tone, material=material)) != picture(two_tone)


def test_a_cabriolet_has_the_sky_where_a_coupe_has_its_roof() -> None:
    coupe, cabriolet = look("911-carrera"), look("911-carrera-cabriolet")

    assert (coupe.is_open, cabriolet.is_open) == (False, True)
    assert picture(replace(coupe, is_open=True)) != picture(coupe)


@pytest.mark.parametrize("wrong", [{"line": "917"}, {"material": "silk"}, {"line": '"><script>'}], ids=str)
def test_unknown_cabins_and_materials_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="the drawing has no such"):
        look("911-carrera", **wrong)


def test_the_reference_of_a_render_is_the_cockpit_without_the_seat_beside_it() -> None:
    car = car_of(CATALOGUE.models[0])
    appearance = appearance_of(car)

    assert draw_reference(car, "interior") == png(svg(appearance, "interior", COCKPIT_BOX), 1024)
    assert draw_reference(car, "interior") != png(svg(appearance, "interior"), 1024)


def test_every_interior_colours_its_own_cabin() -> None:
    for line, interior in product(CATALOGUE.lines, CATALOGUE.interiors):
        if line.id in interior.available.lines:
            drawing = svg(_furnished(look("911-carrera", line=line.id), interior), "interior")
            assert {interior.hex, interior.trim_hex} <= set(re.findall(r"#[0-9a-f]{6}", drawing))


def _furnished(appearance: Appearance, interior: Interior) -> Appearance:
    return replace(
        appearance,
        interior=interior.hex,
        second=interior.second_hex,
        trim=interior.trim_hex,
        material=material_of(interior),
    )
