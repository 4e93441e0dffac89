"""The pictures by which people find their colour vision, tried on simulated people."""

from itertools import product

import pytest

from configurator.colour_vision.palettes import MEASURE
from configurator.colour_vision.visions import GRADED_TYPES, SEVERITIES, Vision, VisionType
from scripts.palettes.pictures import (
    NEARLY_ALIKE,
    PEOPLE,
    car_paint,
    clearest_lens,
    lens_distance,
    lens_margin,
    picture_distance,
)
from scripts.palettes.simulation import PICTURED, REFERENCES, distance_by, machado
from tests.support.palettes import PALETTES, SWATCHES

PAINTS = {paint.id: paint for paint in SWATCHES["paints"]}
LENS = [PAINTS[paint] for paint in PALETTES.lens]
LENSES: tuple[VisionType, ...] = (*GRADED_TYPES, "achromat")
each_person = pytest.mark.parametrize(("kind", "severity"), list(product(GRADED_TYPES, PEOPLE)))


@each_person
def test_the_lens_that_looks_most_like_the_first_is_that_of_ones_type(kind: VisionType, severity: float) -> None:
    person = machado(kind, severity)
    assert min(LENSES, key=lambda shown: lens_distance(LENS, shown, person)) == kind


@pytest.mark.parametrize("kind", LENSES)
def test_people_of_the_full_severity_see_their_own_lens_like_the_first(kind: VisionType) -> None:
    assert lens_distance(LENS, kind, REFERENCES[kind]) < 1


def test_to_typical_eyes_every_lens_differs_clearly_from_the_first() -> None:
    assert min(lens_distance(LENS, shown, REFERENCES["typical"]) for shown in LENSES) > 15


@each_person
def test_the_last_car_with_halves_as_alike_as_the_greys_is_that_of_the_nearest_severity(
    kind: VisionType, severity: float
) -> None:
    """Whoever finds none as alike is told to choose the first."""

    def looks_alike(car: Vision) -> bool:
        tone, _ = PALETTES.halves(car)
        return picture_distance(tone, car, machado(kind, severity)) <= NEARLY_ALIKE

    chosen = [name for name in SEVERITIES if looks_alike(Vision(kind, name))][-1:] or ["mild"]
    assert chosen == [min(SEVERITIES, key=lambda name: abs(PICTURED[name] - severity))]


@pytest.mark.parametrize("off", [-0.7, 0.7])
@pytest.mark.parametrize("kind", GRADED_TYPES)
def test_nobody_has_to_compare_exactly(kind: VisionType, off: float) -> None:
    for car, (inside, outside) in {"moderate": (0.7, 0.5), "full": (0.9, 0.7)}.items():
        tone, _ = PALETTES.halves(vision := Vision(kind, car))  # type: ignore[arg-type]
        assert picture_distance(tone, vision, machado(kind, inside)) < NEARLY_ALIKE + off
        assert picture_distance(tone, vision, machado(kind, outside)) > NEARLY_ALIKE + off


def test_the_greys_to_compare_with_are_the_same_to_everybody() -> None:
    for kind, severity in product(GRADED_TYPES, PEOPLE):
        seen = distance_by(machado(kind, severity), MEASURE[:1], MEASURE[1:])
        assert seen == pytest.approx(NEARLY_ALIKE, abs=0.1)


def test_the_halves_of_a_car_are_a_paint_and_how_its_type_sees_it() -> None:
    tone, shown = PALETTES.halves(Vision("deutan", "mild"))
    paint = next(paint for paint in PAINTS.values() if paint.tones == (tone,))
    assert shown == PALETTES.figures["paints"][Vision("deutan", "mild")].tones[paint.id][0]


def test_other_paints_make_the_choice_clearer() -> None:
    dull = [PAINTS[paint] for paint in ("white", "black", "gt-silver", "guards-red")]
    assert lens_margin(clearest_lens(dull, list(PAINTS.values())[:20])) > lens_margin(dull)
    assert car_paint(Vision("deutan"), [PAINTS["white"], PAINTS["ruby-star-neo"]]).id == "ruby-star-neo"
