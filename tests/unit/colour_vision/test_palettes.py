"""The palettes match the catalogue: nothing is hidden, missing or out of date."""

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
from configurator.colour_vision.palettes import SAME, SIMILAR, SWATCH_KINDS, VISION_TYPES, SwatchKind, VisionType
from configurator.colour_vision.palettes_reader import PalettesError, load_palettes, palettes_path
from scripts.palettes.__main__ import main
from scripts.palettes.document import document, text
from scripts.palettes.easy_set import easy_set, smallest_distance
from scripts.palettes.simulation import MODELS, distance, simulate
from tests.support.catalogues import OURS, our_document, written
from tests.support.palettes import LINES, SIMULATED, SWATCHES, palette

EVERY = list(product(SWATCH_KINDS, LINES, VISION_TYPES))
EVERY_PART = list(product(SWATCH_KINDS, LINES))
TONES = sorted({tone for part in SWATCH_KINDS for swatch in SWATCHES[part] for tone in swatch.tones})
KINDS_OF_ANY: tuple[VisionType, ...] = ("protan", "deutan", "tritan")


def apart(one: tuple[str, ...], other: tuple[str, ...], model: Any) -> float:
    """How far apart two swatches look by one model, computed straight from their colours."""
    pairs = zip(one, other, strict=True)
    looks = [tuple(model(Color(tone)).convert("srgb").clip() for tone in pair) for pair in pairs]
    return float(max(a.delta_e(b, method="2000") for a, b in looks))


def models(kind: VisionType) -> list[Any]:
    kinds = KINDS_OF_ANY if kind == "any" else (kind,)
    return [*MODELS["typical"], *(model for each in kinds for model in MODELS[each])]


def warnings(part: SwatchKind, line: str, kind: VisionType) -> set[tuple[str, str]]:
    return {
        (seen.swatch.id, other.swatch.id) for seen in palette(kind, line, part).entries for other in seen.look_alikes
    }


def ours(folder: Path) -> Path:
    """A copy of our catalogue with its stored palettes, which take seconds to make."""
    path = written(our_document(), folder)
    copyfile(palettes_path(OUR_CATALOGUE), palettes_path(path))
    return path


def test_the_stored_palettes_are_those_of_the_catalogue() -> None:
    stored = palettes_path(OUR_CATALOGUE).read_text("utf-8")
    assert stored == text(document(OURS)), "stale: run `make palettes`"


@pytest.mark.parametrize(("part", "line", "kind"), EVERY)
def test_nothing_that_a_line_offers_is_hidden_or_told_twice(part: SwatchKind, line: str, kind: VisionType) -> None:
    offered = sorted(swatch.id for swatch in SWATCHES[part] if line in swatch.lines)
    assert sorted(seen.swatch.id for seen in palette(kind, line, part).entries) == offered


@pytest.mark.parametrize(("part", "line", "kind"), EVERY)
def test_every_two_that_are_easy_to_tell_apart_are_so_by_every_model(
    part: SwatchKind, line: str, kind: VisionType
) -> None:
    found = palette(kind, line, part)
    pairs = combinations((seen.swatch.tones for seen in found.easy), 2)
    distances = [apart(one, other, model) for one, other in pairs for model in models(kind)]
    assert min(distances) >= SIMILAR
    assert found.smallest == pytest.approx(min(distances), abs=0.1)


@pytest.mark.parametrize(("part", "line", "kind"), EVERY)
def test_none_of_the_others_could_be_among_the_easy_ones_too(part: SwatchKind, line: str, kind: VisionType) -> None:
    found = palette(kind, line, part)
    easy = {seen.swatch.id for seen in found.easy}
    for seen in found.close:
        assert easy & {other.swatch.id for other in seen.look_alikes}, seen.swatch.name


@pytest.mark.parametrize(("part", "line", "kind"), EVERY)
def test_warnings_are_complete_and_go_both_ways(part: SwatchKind, line: str, kind: VisionType) -> None:
    offered = [swatch for swatch in SWATCHES[part] if line in swatch.lines]
    expected = {
        (one.id, other.id)
        for one, other in combinations(offered, 2)
        if min(apart(one.tones, other.tones, model) for model in models(kind)) < SIMILAR
    }
    assert warnings(part, line, kind) == expected | {(other, one) for one, other in expected}


@pytest.mark.parametrize(("part", "line"), EVERY_PART)
def test_whoever_does_not_know_the_kind_is_warned_of_all_that_any_kind_is(part: SwatchKind, line: str) -> None:
    for kind in ("typical", *KINDS_OF_ANY):
        assert warnings(part, line, "any") >= warnings(part, line, kind)


@pytest.mark.parametrize(("part", "line"), EVERY_PART)
def test_what_typical_eyes_find_alike_nobody_is_promised_to_tell_apart(part: SwatchKind, line: str) -> None:
    for kind in VISION_TYPES:
        assert warnings(part, line, kind) >= warnings(part, line, "typical")


@pytest.mark.parametrize(("part", "line", "kind"), EVERY)
def test_the_grade_says_how_close_and_the_closest_comes_first(part: SwatchKind, line: str, kind: VisionType) -> None:
    for seen in palette(kind, line, part).entries:
        other_colours = [other for other in seen.look_alikes if other.swatch.tones != seen.swatch.tones]
        assert [other.distance for other in other_colours] == sorted(other.distance for other in other_colours)
        assert all((other.grade == "same") == (other.distance < SAME) for other in seen.look_alikes)


@pytest.mark.parametrize("kind", VISION_TYPES)
def test_the_order_keeps_families_together_from_light_to_dark(kind: VisionType) -> None:
    for tier in (palette(kind).easy, palette(kind).close):
        families = [seen.swatch.family.replace("-", " ").split()[-1] for seen in tier]
        if kind == "achromat":
            families = ["" for _ in tier]
        for family in set(families):
            places = [place for place, of in enumerate(families) if of == family]
            shades = [tier[place].lightness for place in places]
            assert places == list(range(places[0], places[-1] + 1)), family
            assert shades == sorted(shades, reverse=True), family


@pytest.mark.parametrize("kind", VISION_TYPES)
def test_a_simulated_colour_has_the_lightness_that_is_told_of_it(kind: VisionType) -> None:
    for seen in palette(kind).entries:
        assert Color(seen.tones[0]).convert("lab-d65")["lightness"] == pytest.approx(seen.lightness, abs=0.06)


@pytest.mark.parametrize("kind", SIMULATED)
def test_greys_look_the_same_to_everybody(kind: VisionType) -> None:
    for level in range(0, 256, 5):
        grey = (level, level, level)
        for model in MODELS[kind]:
            assert eight_bits(model(Color("srgb", [level / 255] * 3))) == pytest.approx(grey, abs=1)


@pytest.mark.parametrize("kind", SIMULATED)
def test_simulating_what_is_simulated_changes_nothing_more(kind: VisionType) -> None:
    for tone in TONES:
        once = simulate(tone, kind)
        assert Color(once).delta_e(Color(simulate(once, kind)), method="2000") < 1, tone


@pytest.mark.parametrize("kind", KINDS_OF_ANY)
def test_simulating_in_gamma_space_would_be_noticed(kind: VisionType) -> None:
    as_if_linear = [Color("srgb-linear", Color(tone)[:3]).filter(kind) for tone in TONES]
    mistaken = [Color("srgb", color[:3]).clip() for color in as_if_linear]
    off = [Color(simulate(tone, kind)).delta_e(m, method="2000") for tone, m in zip(TONES, mistaken, strict=True)]
    assert max(off) > SAME


def test_the_lenses_show_eight_paints_of_different_hues_and_eight_that_stay_apart() -> None:
    made = json.loads(palettes_path(OUR_CATALOGUE).read_text("utf-8"))
    paints = {swatch.id: swatch for swatch in SWATCHES["paints"]}
    assert len(set(made["lens"])) == len(set(made["clear"])) == 8
    hues = [Color(paints[paint].tones[0]).convert("oklch")["hue"] for paint in made["lens"]]
    assert hues == sorted(hues)
    for one, other in combinations(made["clear"], 2):
        assert distance(paints[one].tones, paints[other].tones, "any") >= SIMILAR


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
    seen = made.palette("paints", "911", "typical").find("white")
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
    only = made.palette("paints", "911", "protan")
    assert [seen.swatch.id for seen in only.easy] == ["white"]
    assert (only.close, only.smallest, made.bands("protan"), made.bands("any")) == ((), None, (), ("#eceeec",))


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
    del content["paints"]["protan"]
    palettes_path(path).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(PalettesError, match="is not what"):
        load_palettes(load(path), path)


def eight_bits(color: Color) -> tuple[float, ...]:
    return tuple(round(channel * 255) for channel in color.convert("srgb").clip()[:3])
