"""Warnings are complete and go both ways; what is called easy to tell apart is so by every model."""

from itertools import combinations, pairwise, product

import pytest

from configurator.colour_vision.palettes import SAME, SIMILAR, SWATCH_KINDS, Swatch, SwatchKind
from configurator.colour_vision.visions import GRADED_TYPES, SEVERITIES, Vision, VisionType
from tests.support.eyes import Model, apart, luminance, published, rods, unchanged, vischeck
from tests.support.palettes import LINES, SWATCHES, each_vision, palette

EVERY_PART = list(product(SWATCH_KINDS, LINES))
STRONGEST = {"mild": 55, "moderate": 85, "full": 100}
"""Machado's severity, in hundredths, up to which a severity warns."""


def models(vision: Vision) -> list[Model]:
    """Everything that a kind of colour vision is judged by."""
    if vision.type == "any":
        return [model for kind in GRADED_TYPES for model in models(Vision(kind))]
    if vision.type in GRADED_TYPES:
        percents = [*range(0, STRONGEST[vision.severity], 10), STRONGEST[vision.severity]]
        band = [published(vision.type, "machado", percent / 100) for percent in percents]
        reference = published(vision.type, "brettel" if vision.type == "tritan" else "vienot")
        return [*band, *([reference] if vision.severity == "full" else [])]
    return [unchanged, *([luminance, rods] if vision.type == "achromat" else [])]


def by_all(one: Swatch, other: Swatch, vision: Vision) -> float:
    return min(apart(one.tones, other.tones, model) for model in models(vision))


def offered(part: SwatchKind, line: str) -> list[Swatch]:
    return [swatch for swatch in SWATCHES[part] if line in swatch.lines]


def warned(part: SwatchKind, line: str, vision: Vision) -> set[tuple[str, str]]:
    return {
        (seen.swatch.id, other.swatch.id) for seen in palette(vision, line, part).entries for other in seen.look_alikes
    }


@each_vision
def test_every_two_easy_ones_are_easy_to_tell_apart_by_every_model(vision: Vision) -> None:
    for part, line in EVERY_PART:
        found = palette(vision, line, part)
        distances = [by_all(one.swatch, other.swatch, vision) for one, other in combinations(found.easy, 2)]
        assert min(distances, default=SIMILAR) >= SIMILAR
        assert found.smallest == (pytest.approx(min(distances), abs=0.1) if distances else None)


@pytest.mark.parametrize("kind", GRADED_TYPES)
def test_no_two_paints_without_a_warning_look_the_same_by_a_model_that_the_palettes_do_not_use(
    kind: VisionType,
) -> None:
    """So no two easy ones do, because easy ones have no warning of each other."""
    others = [published(kind, "vienot"), published(kind, "brettel"), vischeck(kind)]
    for vision, (part, line) in product((Vision(kind), Vision("any")), EVERY_PART):
        told = warned(part, line, vision)
        for one, other in combinations(offered(part, line), 2):
            if (one.id, other.id) not in told:
                assert min(apart(one.tones, other.tones, model) for model in others) >= SAME, (one.id, other.id)


@pytest.mark.parametrize(("kind", "severity"), list(product(GRADED_TYPES, SEVERITIES)))
def test_no_two_easy_ones_look_alike_between_the_severities_that_were_computed(kind: VisionType, severity: str) -> None:
    between = [published(kind, "machado", percent / 100) for percent in range(5, STRONGEST[severity] + 1, 10)]
    for part, line in EVERY_PART:
        for one, other in combinations(palette(Vision(kind, severity), line, part).easy, 2):  # type: ignore[arg-type]
            assert min(apart(one.swatch.tones, other.swatch.tones, model) for model in between) >= SIMILAR - 0.1


@each_vision
def test_every_easy_set_is_as_large_as_can_be(vision: Vision) -> None:
    for part, line in EVERY_PART:
        pairs = warned(part, line, vision)
        near = {one.id: {other for own, other in pairs if own == one.id} for one in offered(part, line)}
        assert len(palette(vision, line, part).easy) == most_apart(frozenset(near), near)


def most_apart(ids: frozenset[str], near: dict[str, set[str]]) -> int:
    """The size of the largest selection without two that are near each other, found by trying."""
    crowded = max(ids, key=lambda each: len(near[each] & ids), default="")
    if not ids or not near[crowded] & ids:
        return len(ids)
    without = ids - {crowded}
    return max(most_apart(without, near), 1 + most_apart(without - near[crowded], near))


@each_vision
def test_warnings_are_complete_and_go_both_ways(vision: Vision) -> None:
    for part, line in EVERY_PART:
        pairs = combinations(offered(part, line), 2)
        expected = {(one.id, other.id) for one, other in pairs if by_all(one, other, vision) < SIMILAR}
        assert warned(part, line, vision) == expected | {(other, one) for one, other in expected}


@pytest.mark.parametrize(("part", "line"), EVERY_PART)
def test_whoever_does_not_know_the_kind_is_warned_of_all_that_any_kind_is(part: SwatchKind, line: str) -> None:
    for kind in GRADED_TYPES:
        assert warned(part, line, Vision("any")) >= warned(part, line, Vision(kind))


@pytest.mark.parametrize("kind", GRADED_TYPES)
def test_a_stronger_severity_has_every_warning_of_a_milder_one_and_typical_eyes_have_the_fewest(
    kind: VisionType,
) -> None:
    for part, line in EVERY_PART:
        sets = [warned(part, line, vision) for vision in (Vision(), *(Vision(kind, each) for each in SEVERITIES))]
        assert all(milder <= stronger for milder, stronger in pairwise(sets))


def test_mild_eyes_are_warned_of_fewer_paints_than_those_with_two_types_of_cones() -> None:
    for kind in GRADED_TYPES:
        counts = [len(warned("paints", "911", Vision(kind, severity))) for severity in SEVERITIES]
        assert counts[0] <= counts[1] <= counts[2] > counts[0]


@each_vision
def test_what_typical_eyes_find_alike_nobody_is_promised_to_tell_apart(vision: Vision) -> None:
    for part, line in EVERY_PART:
        assert warned(part, line, vision) >= warned(part, line, Vision())


def test_who_sees_with_rods_only_is_warned_of_what_is_as_light_to_them() -> None:
    for part, line in EVERY_PART:
        for one, other in combinations(offered(part, line), 2):
            if apart(one.tones, other.tones, rods) < SIMILAR or apart(one.tones, other.tones, luminance) < SIMILAR:
                assert (one.id, other.id) in warned(part, line, Vision("achromat"))


@each_vision
def test_the_grade_says_how_close_and_the_closest_comes_first(vision: Vision) -> None:
    for part, line in EVERY_PART:
        for seen in palette(vision, line, part).entries:
            other_colours = [other for other in seen.look_alikes if other.swatch.tones != seen.swatch.tones]
            assert [other.distance for other in other_colours] == sorted(other.distance for other in other_colours)
            assert all((other.grade == "same") == (other.distance < SAME) for other in seen.look_alikes)
