"""Our palettes, for tests of what is made of them."""

from configurator.catalogue_file import OUR_CATALOGUE
from configurator.vision import Kind, Palette, Part
from configurator.vision_file import load_palettes, swatches
from tests.unit.catalogues import OURS

PALETTES = load_palettes(OURS, OUR_CATALOGUE)
SWATCHES = swatches(OURS)
SIMULATED: tuple[Kind, ...] = ("protan", "deutan", "tritan", "achromat")
LINES = tuple(line.id for line in OURS.lines)


def palette(kind: str, line: str = "911", part: Part = "paints") -> Palette:
    return PALETTES.palette(part, line, kind)  # type: ignore[arg-type]
