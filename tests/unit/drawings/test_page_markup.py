"""Drawings on a page: what they need from it, and what they leave alone."""

import re
from typing import Final
from xml.etree import ElementTree

import pytest

from configurator.cars.catalogue import CALIPER_HEX
from configurator.drawings.appearance import root_style
from configurator.drawings.arts import ARTS
from configurator.drawings.cabins import CABINS
from configurator.drawings.flatten import STYLESHEETS
from configurator.drawings.svg import car_markup, close_up_markup, interior_markup, own_defs, shared_defs
from configurator.drawings.views import DrawnView
from configurator.web.pages.configure.recolour import PAINTED
from tests.support.processes import ROOT
from tests.unit.drawings.test_svg import CARRERA, IDS, referenced

STYLES = "".join(sheet.read_text("utf-8") for sheet in STYLESHEETS)
CLASSES = re.compile(r'class="([^"]+)"')

VIEWS: Final[tuple[DrawnView, ...]] = ("front", "side")
CARS = [(art, view) for view in VIEWS for art in ARTS]
DEFS = [shared_defs(), own_defs("front")]
DEFINED = {name for piece in DEFS for name in IDS.findall(piece)}


def page_pieces() -> list[str]:
    return [*DEFS, *map(interior_markup, CABINS), close_up_markup("name"), *(car_markup(*each) for each in CARS)]


@pytest.mark.parametrize("piece", page_pieces(), ids=lambda piece: piece[:40])
def test_page_markup_asks_nothing_of_the_content_security_policy(piece: str) -> None:
    ElementTree.fromstring(piece)
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|javascript:|var\(", piece)


def test_every_class_of_the_art_has_a_rule_and_every_rule_is_of_use() -> None:
    drawn = {name for piece in page_pieces() for group in CLASSES.findall(piece) for name in group.split()}
    ruled = set(re.findall(r"^\s*\.([\w-]+) \{", STYLES, re.MULTILINE))

    assert drawn == ruled


def test_every_property_that_the_art_reads_is_one_that_an_appearance_sets() -> None:
    read = set(re.findall(r"var\((--[\w-]+)", STYLES))

    assert read == set(root_style(CARRERA)) | {"--sky"}


def test_a_page_that_says_nothing_of_callipers_shows_the_standard_ones() -> None:
    assert f"var(--caliper, {CALIPER_HEX})" in STYLES


@pytest.mark.parametrize(("art", "view"), CARS)
def test_a_car_refers_to_itself_and_the_kit_only(art: str, view: DrawnView) -> None:
    car = car_markup(art, view)

    assert referenced(car) <= set(IDS.findall(car)) | DEFINED


@pytest.mark.parametrize("line", CABINS)
def test_all_cars_and_a_cabin_fit_in_one_page_without_sharing_an_id(line: str) -> None:
    cabin = [interior_markup(line), close_up_markup("name")]
    ids = [name for piece in [*DEFS, *cabin, *(car_markup(*each) for each in CARS)] for name in IDS.findall(piece)]

    assert len(ids) == len(set(ids))
    assert all(re.match(r"kf?(-|c-|911-|718-|taycan-|panamera-|macan-|cayenne-)", name) for name in ids)


@pytest.mark.parametrize(("art", "view"), CARS)
def test_the_same_drawing_twice_in_a_page_shares_no_id(art: str, view: DrawnView) -> None:
    first, second = car_markup(art, view, "a"), car_markup(art, view, "b")

    assert not set(IDS.findall(first)) & set(IDS.findall(second))
    assert referenced(first) <= set(IDS.findall(first)) | DEFINED


def test_a_uid_is_no_way_into_the_markup() -> None:
    with pytest.raises(ValueError, match="uid"):
        car_markup("911", uid='"><script>')


def test_a_line_without_art_is_not_drawn_as_another() -> None:
    with pytest.raises(KeyError):
        car_markup("917")


def test_a_new_paint_reaches_each_shape_that_shows_it() -> None:
    rules = re.findall(r"\.([\w-]+) \{([^}]*)\}", STYLES)
    painted = {f".{name}" for name, rule in rules if re.search(r"var\(--(paint|metal|gloss)\b", rule)}
    script = (ROOT / "static/js/recolour.js").read_text("utf-8")
    listed = re.search(r'PAINTED = "([^"]+)"', script)

    assert listed
    assert set(listed[1].split(", ")) == set(PAINTED.split(",")) == painted | {".k-li", ".k-lb", ".paint-name"}
