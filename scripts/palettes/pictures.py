"""Chooses the paints of the pictures by which people find their colour vision: lenses for the type, then cars.

Both are tried on simulated people: Machado's model at different severities. A picture shows a paint beside the same
paint as one kind of colour vision sees it; to a person, their distance is that of the two through their own model.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from statistics import mean
from typing import Final

from configurator.colour_vision.palettes import MEASURE, Swatch
from configurator.colour_vision.visions import GRADED_TYPES, Severity, Vision, VisionType
from scripts.palettes.simulation import REFERENCES, Model, distance_by, machado, simulate

PEOPLE: Final = (0.3, 0.5, 0.7, 0.9, 1.0)
"""The severities on which the pictures are tried."""

NEARLY_ALIKE: Final = distance_by(REFERENCES["typical"], MEASURE[:1], MEASURE[1:])
"""The distance of the two greys that a person compares the halves of a car with."""

# For each severity: who should find the halves as alike as the greys, and who should not.
_INSIDE_AND_OUTSIDE: Final[Mapping[Severity, tuple[float, float]]] = {
    "mild": (0.3, 0.0),
    "moderate": (0.7, 0.5),
    "full": (0.9, 0.7),
}
_LENSES: Final[tuple[VisionType, ...]] = (*GRADED_TYPES, "achromat")


def clearest_lens(chosen: Sequence[Swatch], paints: Sequence[Swatch]) -> list[Swatch]:
    """Replaces paints of a lens one by one by others, as long as that makes the choice clearer to the least certain
    person."""
    best = list(chosen)
    while candidates := [
        _replaced(best, place, paint)
        for place in range(len(best))
        for paint in paints
        if paint.tones not in [it.tones for it in best]
    ]:
        better = max(candidates, key=lens_margin)
        if lens_margin(better) <= lens_margin(best):
            break
        best = better
    return best


def lens_margin(lens: Sequence[Swatch]) -> float:
    """By how much the right lens looks more like the first one than any other, for the least certain person: a share of
    the other's distance, negative if one of them would choose another lens."""
    return min(_margin(lens, kind, severity) for kind, severity in product(GRADED_TYPES, PEOPLE))


def lens_distance(lens: Sequence[Swatch], shown: VisionType, person: Model) -> float:
    """How different a lens and the first one look to a person: the mean over their paints."""
    return mean(picture_distance(paint.tones[0], Vision(shown), person) for paint in lens)


def car_paint(vision: Vision, paints: Sequence[Swatch]) -> Swatch:
    """The paint that best separates people with at least this severity from those with a milder one."""
    inside, outside = _INSIDE_AND_OUTSIDE[vision.severity]

    def clearness(paint: Swatch) -> float:
        near = picture_distance(paint.tones[0], vision, machado(vision.type, inside))
        far = picture_distance(paint.tones[0], vision, machado(vision.type, outside))
        return min(NEARLY_ALIKE - near, far - NEARLY_ALIKE)

    return max(paints, key=clearness)


@cache
def picture_distance(tone: str, shown: Vision, person: Model) -> float:
    """How different a colour and its picture look to a person, CIEDE2000."""
    return distance_by(person, (tone,), (simulate(tone, shown),))


def _margin(lens: Sequence[Swatch], kind: VisionType, severity: float) -> float:
    apart = {shown: lens_distance(lens, shown, machado(kind, severity)) for shown in _LENSES}
    own = apart.pop(kind)
    return (min(apart.values()) - own) / min(apart.values())


def _replaced(lens: Sequence[Swatch], place: int, paint: Swatch) -> list[Swatch]:
    return [*lens[:place], paint, *lens[place + 1 :]]
