"""The palettes of our catalogue."""

from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.colour_vision.palettes import Palette, SwatchKind, VisionType
from configurator.colour_vision.palettes_reader import load_palettes, swatches
from tests.support.catalogues import OURS

PALETTES = load_palettes(OURS, OUR_CATALOGUE)
SWATCHES = swatches(OURS)
SIMULATED: tuple[VisionType, ...] = ("protan", "deutan", "tritan", "achromat")
LINES = tuple(line.id for line in OURS.lines)


def palette(kind: str, line: str = "911", part: SwatchKind = "paints") -> Palette:
    return PALETTES.palette(part, line, kind)  # type: ignore[arg-type]
