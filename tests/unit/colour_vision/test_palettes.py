"""The palettes match the catalogue: nothing is hidden, missing or out of date."""

import gzip
import json
from itertools import combinations, product
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.cars.catalogue_reader import load
from configurator.colour_vision.palettes import SIMILAR, SWATCH_KINDS
from configurator.colour_vision.palettes_reader import PalettesError, load_palettes, palettes_path
from configurator.colour_vision.visions import Vision
from scripts.palettes.__main__ import main
from scripts.palettes.document import document, text
from scripts.palettes.easy_set import easy_set, smallest_distance
from scripts.palettes.simulation import distance
from tests.support.catalogues import OURS, our_document, written
from tests.support.palettes import LINES, SWATCHES, each_vision, palette


def ours(folder: Path) -> Path:
    """A copy of our catalogue with its stored palettes, which take seconds to make."""
    path = written(our_document(), folder)
    copyfile(palettes_path(OUR_CATALOGUE), palettes_path(path))
    return path


def test_the_stored_palettes_are_those_of_the_catalogue() -> None:
    stored = palettes_path(OUR_CATALOGUE).read_text("utf-8")
    assert stored == text(document(OURS)), "stale: run `make palettes`"


def test_the_stored_palettes_are_small() -> None:
    assert len(gzip.compress(palettes_path(OUR_CATALOGUE).read_bytes(), 9)) <= 12_000


@each_vision
def test_nothing_that_a_line_offers_is_hidden_or_told_twice(vision: Vision) -> None:
    for part, line in product(SWATCH_KINDS, LINES):
        offered = sorted(swatch.id for swatch in SWATCHES[part] if line in swatch.lines)
        assert sorted(seen.swatch.id for seen in palette(vision, line, part).entries) == offered


@each_vision
def test_the_order_keeps_families_together_from_light_to_dark(vision: Vision) -> None:
    for tier in (palette(vision).easy, palette(vision).close):
        families = [seen.swatch.family.replace("-", " ").split()[-1] for seen in tier]
        if vision.type == "achromat":
            families = ["" for _ in tier]
        for family in set(families):
            places = [place for place, of in enumerate(families) if of == family]
            shades = [tier[place].lightness for place in places]
            assert places == list(range(places[0], places[-1] + 1)), family
            assert shades == sorted(shades, reverse=True), family


def test_the_lenses_show_eight_paints_of_different_hues_and_eight_that_stay_apart() -> None:
    made = json.loads(palettes_path(OUR_CATALOGUE).read_text("utf-8"))
    paints = {swatch.id: swatch for swatch in SWATCHES["paints"]}
    assert len(set(made["lens"])) == len(set(made["clear"])) == 8
    hues = [Color(paints[paint].tones[0]).convert("oklch")["hue"] for paint in made["lens"]]
    assert hues == sorted(hues)
    for one, other in combinations(made["clear"], 2):
        assert distance(paints[one].tones, paints[other].tones, Vision("any")) >= SIMILAR


@given(st.integers(1, 9), st.data())
def test_no_larger_set_exists_and_of_equal_ones_it_is_the_widest_then_the_first(
    count: int, data: st.DataObject
) -> None:
    pairs = {pair: data.draw(st.integers(8, 12)) for pair in combinations(range(count), 2)}

    def between(one: int, other: int) -> float:
        return pairs[min(one, other), max(one, other)]

    subsets = [subset for size in range(1, count + 1) for subset in combinations(range(count), size)]
    allowed = [subset for subset in subsets if smallest_distance(subset, between) >= 10]
    best = min(allowed, key=lambda subset: (-len(subset), -smallest_distance(subset, between), subset))
    assert easy_set(count, between, 10) == best


def test_another_catalogue_gets_palettes_of_its_own_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = our_document()
    other["paints"][0]["hex"] = "#ffffff"
    path = written(other, tmp_path)
    assert main(path) == 0
    assert "catalogue.vision.json" in capsys.readouterr().out
    made = load_palettes(load(path), path)
    seen = made.palette("paints", "911", Vision()).find("white")
    assert seen is not None
    assert seen.tones == ("#ffffff",)


def test_a_dealer_of_one_white_paint_has_palettes_too(tmp_path: Path) -> None:
    other = our_document()
    other["paints"] = [paint for paint in other["paints"] if paint["id"] == "white"]
    for model in other["models"]:
        model["default"]["color"] = "white"
    path = written(other, tmp_path)
    main(path)
    made = load_palettes(load(path), path)
    only = made.palette("paints", "911", Vision("protan"))
    assert [seen.swatch.id for seen in only.easy] == ["white"]
    assert (only.close, only.smallest) == ((), None)
    assert (made.bands(Vision("protan")), made.bands(Vision("any"))) == ((), ("#eceeec",))


def test_a_catalogue_that_is_broken_gets_a_sentence_and_no_palettes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "catalogue.json").write_text("{", encoding="utf-8")
    assert main(tmp_path / "catalogue.json") == 1
    assert "not valid JSON" in capsys.readouterr().err
    assert not (tmp_path / "catalogue.vision.json").exists()


def test_a_new_price_or_name_leaves_the_palettes_as_they_are(tmp_path: Path) -> None:
    path, other = ours(tmp_path), our_document()
    other["paints"][0]["name"] = "Brilliant White"
    other["paint_groups"][0]["price"] += 100
    assert load_palettes(load(written(other, tmp_path)), path).swatches["paints"]["white"].tones == ("#eceeec",)


@pytest.mark.parametrize(
    ("change", "value"),
    [("hex", "#edeeec"), ("family", "ivory"), ("for", {"lines": ["911"]})],
)
def test_another_colour_word_or_line_makes_them_stale(change: str, value: Any, tmp_path: Path) -> None:
    path, other = ours(tmp_path), our_document()
    other["paints"][0][change] = value
    for model in other["models"]:
        model["default"]["color"] = "lava-orange"
    changed = load(written(other, tmp_path))
    with pytest.raises(PalettesError, match=r"another state of the catalogue.*make palettes CATALOGUE="):
        load_palettes(changed, path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"digest": 1}'])
def test_a_damaged_file_says_how_to_create_it_again(content: str, tmp_path: Path) -> None:
    path = written(our_document(), tmp_path)
    palettes_path(path).write_text(content, encoding="utf-8")
    with pytest.raises(PalettesError, match="make palettes CATALOGUE="):
        load_palettes(load(path), path)


def test_figures_without_their_paints_are_damage_too(tmp_path: Path) -> None:
    path = ours(tmp_path)
    content = json.loads(palettes_path(path).read_text("utf-8"))
    del content["paints"]["protan-mild"]
    palettes_path(path).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(PalettesError, match="is not what"):
        load_palettes(load(path), path)
