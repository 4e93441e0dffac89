"""Look-alikes in a palette, and the notes about them."""

from itertools import product

import pytest

from configurator.colour_vision.palettes import SWATCH_KINDS, Note, PaletteEntry, Swatch, similarity_note
from configurator.colour_vision.visions import VISION_TYPES, VISIONS, Vision, VisionType
from tests.support.palettes import LINES, PALETTES, each_vision, palette


def swatch(name: str, family: str, tone: str = "#101010", finish: str = "solid") -> Swatch:
    return Swatch("paints", name.lower(), name, family, (tone,), finish, frozenset({"911"}))


GREEN, ORANGE = swatch("Signal Green", "bright green"), swatch("Lava Orange", "orange", "#202020")


def seen(paint: str, kind: str, line: str = "911") -> PaletteEntry:
    found = palette(kind, line).find(paint)
    assert found is not None
    return found


def test_a_likeness_says_what_you_see_and_what_others_see() -> None:
    note = similarity_note(GREEN, ORANGE, "deutan", "similar", shared=False)
    assert note == Note("Looks similar to", "Lava Orange", "; others see a bright green")
    assert str(note) == "Looks similar to Lava Orange; others see a bright green"
    assert note.sentence("Signal Green") == "Signal Green looks similar to Lava Orange; others see a bright green"


def test_the_article_fits_the_colour_word() -> None:
    assert str(similarity_note(ORANGE, GREEN, "deutan", "same", shared=False)).endswith("; others see an orange")


@pytest.mark.parametrize(
    ("kind", "same", "similar"),
    [
        ("typical", "Looks like", "Looks similar to"),
        ("protan", "Looks like", "Looks similar to"),
        ("achromat", "Looks as light as", "Looks nearly as light as"),
        ("any", "May look like", "May look similar to"),
    ],
)
def test_the_words_fit_the_way_of_seeing_and_the_grade(kind: VisionType, same: str, similar: str) -> None:
    assert similarity_note(GREEN, ORANGE, kind, "same", shared=False).before == same
    assert similarity_note(GREEN, ORANGE, kind, "similar", shared=False).before == similar


def test_nobody_is_told_that_others_see_what_others_find_alike_too() -> None:
    note = similarity_note(GREEN, ORANGE, "tritan", "same", shared=True)
    assert note.after == "; most people find them similar too"
    assert similarity_note(GREEN, ORANGE, "typical", "same", shared=True).after == ""


def test_two_of_one_colour_word_are_told_apart_by_others_without_naming_it() -> None:
    other_green = swatch("Python Green", "bright green", "#303030")
    assert similarity_note(GREEN, other_green, "deutan", "same", shared=False).after == "; others can tell them apart"


def test_another_finish_of_a_colour_says_just_that() -> None:
    satin = swatch("Signal Green Satin", "bright green", finish="satin")
    note = similarity_note(GREEN, satin, "deutan", "same", shared=True)
    assert str(note) == "Has the same colour as Signal Green Satin; only the finish differs"


def test_another_finish_comes_after_what_could_surprise() -> None:
    look_alikes = seen("vanadium-grey", "deutan").look_alikes
    assert look_alikes[0].swatch.id == "provence"
    assert look_alikes[-1].swatch.id == "vanadium-grey-satin"


def test_a_paint_that_nothing_is_like_has_no_note() -> None:
    assert seen("racing-yellow", "deutan").note is None
    assert str(seen("guards-red", "deutan").note) == "Looks similar to Signal Green; others see a red"


@each_vision
def test_both_of_every_pair_are_marked_whichever_tier_they_are_in(vision: Vision) -> None:
    for line, part in product(LINES, SWATCH_KINDS):
        found = palette(vision, line, part)
        pairs = [(seen, other.swatch.id) for seen in found.entries for other in seen.look_alikes]
        for seen, other_id in pairs:
            other = found.find(other_id)
            assert seen.mark
            assert other
            assert other.mark
            assert seen.swatch.id in [back.swatch.id for back in other.look_alikes]


@pytest.mark.parametrize(
    ("easy", "close"),
    [
        ("signal-green", "guards-red"),
        ("carmine-red", "mamba-green"),
        ("ruby-star-neo", "aventurine-green"),
        ("gentian-blue", "lugano-blue"),
        ("provence", "vanadium-grey"),
    ],
)
def test_an_easy_paint_names_the_one_of_the_other_tier_that_it_is_close_to(easy: str, close: str) -> None:
    one, other = seen(easy, "deutan"), seen(close, "deutan")
    assert (one.tier, other.tier) == ("easy", "close")
    assert other.swatch.name in one.mark
    assert one.swatch.name in other.mark


def test_a_mark_names_up_to_three_paints_and_counts_the_rest() -> None:
    assert seen("racing-yellow", "deutan").mark == ""
    assert seen("guards-red", "deutan").mark == "Close to Signal Green, Carmine Red"
    assert seen("lugano-blue", "deutan").mark == "Close to Gentian Blue, Gentian Blue Satin, Shark Blue"
    assert seen("slate-grey-neo", "deutan").mark == "Close to Agate Grey, Provence and 2 more"


def test_a_paint_of_the_same_colour_is_called_that_and_hides_no_look_alike() -> None:
    for line, paint, mark in (
        ("911", "vanadium-grey-satin", "Close to Provence, Slate Grey and 2 more. Same colour as Vanadium Grey"),
        ("taycan", "gentian-blue", "Same colour as Gentian Blue Satin"),
    ):
        found = seen(paint, "deutan", line)
        assert found.mark == mark
        assert found.nearest is None or found.nearest.swatch.tones != found.swatch.tones


def test_a_tile_has_room_for_the_nearest_name_and_counts_the_rest() -> None:
    black = palette("deutan", "911", "interiors").find("club-leather-black")
    assert black
    assert black.brief_mark == "Close to Race-Tex, Black (contrast stitching) and 1 more"
    assert seen("racing-yellow", "deutan").brief_mark == ""


def test_a_line_warns_of_its_own_paints_only() -> None:
    for line in LINES:
        for vision in VISIONS:
            look_alikes = [other.swatch for found in palette(vision, line).entries for other in found.look_alikes]
            assert all(line in other.lines for other in look_alikes)


def test_a_palette_finds_what_it_has_and_nothing_else() -> None:
    assert palette("typical", "cayenne").find("guards-red") is None
    with pytest.raises(KeyError):
        PALETTES.palette("paints", "beetle", Vision())


def test_pairs_are_counted_once() -> None:
    found = palette("deutan")
    pairs = {
        frozenset((seen.swatch.id, other.swatch.id)): other.distance
        for seen in found.entries
        for other in seen.look_alikes
    }
    assert found.pairs_below(10) == len(pairs)
    assert found.pairs_below(5) == sum(distance < 5 for distance in pairs.values())


def test_interiors_are_told_apart_by_either_of_their_tones() -> None:
    black = palette("achromat", "911", "interiors").find("leather-black")
    assert black is not None
    assert "heritage-pasha" not in [other.swatch.id for other in black.look_alikes]


def test_callipers_have_a_colour_word_though_their_names_may_have_none() -> None:
    found = palette("protan", "911", "calipers")
    assert {seen.swatch.id: seen.swatch.family for seen in found.entries} == {
        "standard": "red",
        "pccb": "yellow",
        "black-callipers": "black",
    }


def test_a_lens_shows_the_same_paints_to_everybody_but_those_who_are_not_sure() -> None:
    typical = PALETTES.bands(Vision())
    assert typical == tuple(PALETTES.swatches["paints"][paint].tones[0] for paint in PALETTES.lens)
    assert len({PALETTES.bands(vision) for vision in VISIONS}) == len(VISIONS)
    assert all(len(PALETTES.bands(vision)) == 8 for vision in VISIONS)


def test_every_way_of_seeing_has_words_and_no_promise_of_safety() -> None:
    labels = [vision.label for vision in VISIONS]
    assert len(set(labels)) == len({label.name for label in labels}) == len({label.description for label in labels})
    words = [
        str(seen.note) for part in SWATCH_KINDS for vision in VISIONS for seen in palette(vision, "911", part).entries
    ]
    words += [f"{label.name} {label.description}" for label in labels]
    assert not [text for text in words if "safe" in text.lower()]


def test_a_severity_is_named_unless_it_is_full() -> None:
    assert Vision("deutan", "mild").label[:2] == ("Red-green, deutan type, mild", "mild deutan")
    assert Vision("deutan").label[:2] == ("Red-green, deutan type", "deutan")


def test_only_red_green_and_blue_yellow_types_have_severities() -> None:
    assert len(VISIONS) == 12
    assert {vision.type for vision in VISIONS if vision.severity != "full"} == {"protan", "deutan", "tritan"}
    assert {vision.type for vision in VISIONS if vision.severity == "full"} == set(VISION_TYPES)
