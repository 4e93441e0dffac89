"""The palettes of our catalogue."""

import pytest

from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.colour_vision.palettes import Palette, SwatchKind
from configurator.colour_vision.palettes_reader import load_palettes, swatches
from configurator.colour_vision.visions import VISIONS, Vision, VisionType
from tests.support.catalogues import OURS

PALETTES = load_palettes(OURS, OUR_CATALOGUE)
SWATCHES = swatches(OURS)
SIMULATED: tuple[VisionType, ...] = ("protan", "deutan", "tritan", "achromat")
LINES = tuple(line.id for line in OURS.lines)

each_vision = pytest.mark.parametrize("vision", VISIONS, ids=[vision.id for vision in VISIONS])

_BY_ID = {vision.id: vision for vision in VISIONS}


def vision_of(vision_id: str) -> Vision:
    return _BY_ID[vision_id]


def palette(vision: str | Vision, line: str = "911", part: SwatchKind = "paints") -> Palette:
    """`vision` can be its id, such as "deutan-mild"."""
    return PALETTES.palette(part, line, vision if isinstance(vision, Vision) else vision_of(vision))
