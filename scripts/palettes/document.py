"""Computes the palettes of a catalogue: the JSON that `configurator.colour_vision.palettes_reader` reads."""

import json
import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from coloraide import Color

from configurator.cars.catalogue import Catalogue
from configurator.colour_vision.palettes import SIMILAR, SWATCH_KINDS, VISION_TYPES, Swatch, VisionType
from configurator.colour_vision.palettes_reader import digest, swatches
from scripts.palettes.easy_set import easy_set, smallest_distance
from scripts.palettes.simulation import distance, lightness, simulate

BANDS = 8
"""The number of paints on a lens."""

# The OKLCH chroma from which people would name a hue.
_LEAST_CHROMA = 0.06


def document(catalogue: Catalogue) -> dict[str, Any]:
    """Everything that `text` writes."""
    families = caliper_families(catalogue)
    by_kind = swatches(catalogue, families)
    lines = [line.id for line in catalogue.lines]
    return {
        "digest": digest(catalogue),
        "lens": lens(by_kind["paints"]),
        "clear": clear(by_kind["paints"]),
        "caliperFamilies": families,
        **{kind: {vision: _figures(by_kind[kind], vision, lines) for vision in VISION_TYPES} for kind in SWATCH_KINDS},
    }


def text(content: dict[str, Any]) -> str:
    """JSON with one line for each type of colour vision, so that the file is small and diffs are readable."""
    rows = [f"{_compact(name)}:{_compact(value)}" for name, value in content.items() if name not in SWATCH_KINDS]
    for kind in SWATCH_KINDS:
        lines = ",\n".join(f" {_compact(vision)}:{_compact(figures)}" for vision, figures in content[kind].items())
        rows.append(f"{_compact(kind)}:{{\n{lines}}}")
    return "{" + ",\n".join(rows) + "}\n"


def caliper_families(catalogue: Catalogue) -> dict[str, str]:
    """A colour word for each calliper: the one of the paint that looks most similar."""
    return {
        caliper.id: min(catalogue.paints, key=lambda paint: distance((paint.hex,), caliper.tones, "typical")).family
        for caliper in swatches(catalogue)["calipers"]
    }


def lens(paints: Sequence[Swatch]) -> list[str]:
    """Ids of paints with a hue, as far apart as possible, in the order of the colour circle."""
    coloured = sorted(filter(lambda paint: _chroma(paint) >= _LEAST_CHROMA, paints), key=_chroma, reverse=True)
    chosen = coloured[:1]
    while len(chosen) < min(BANDS, len(coloured)):
        chosen.append(max(coloured, key=lambda paint: min(_typical(paint, other) for other in chosen)))
    return [paint.id for paint in sorted(chosen, key=_hue)]


def clear(paints: Sequence[Swatch]) -> list[str]:
    """Ids of paints that all red-green and blue-yellow types can tell apart, spread from light to dark."""
    easy = sorted((paints[position] for position in _easy(paints, "any")), key=lambda paint: -_shade(paint, "any"))
    last = min(BANDS, len(easy)) - 1
    return [easy[round(step * (len(easy) - 1) / (last or 1))].id for step in range(last + 1)]


def _figures(kind_swatches: Sequence[Swatch], vision: VisionType, lines: Iterable[str]) -> dict[str, Any]:
    pairs = ((a, b, distance(a.tones, b.tones, vision)) for a, b in combinations(kind_swatches, 2))
    return {
        "seen": {swatch.id: _seen(swatch, vision) for swatch in kind_swatches},
        "close": [[a.id, b.id, _floor(apart)] for a, b, apart in pairs if apart < SIMILAR],
        "lines": {line: _ranking([s for s in kind_swatches if line in s.lines], vision) for line in lines},
    }


def _seen(swatch: Swatch, vision: VisionType) -> list[str | float]:
    return [*(simulate(tone, vision) for tone in swatch.tones), _shade(swatch, vision)]


def _ranking(offered: Sequence[Swatch], vision: VisionType) -> dict[str, Any]:
    easy = _easy(offered, vision)
    smallest = smallest_distance(easy, lambda a, b: distance(offered[a].tones, offered[b].tones, vision))
    order = _order(offered, vision)
    return {
        "easy": [offered[position].id for position in order if position in easy],
        "close": [offered[position].id for position in order if position not in easy],
        "smallest": None if math.isinf(smallest) else _floor(smallest),
    }


def _easy(offered: Sequence[Swatch], vision: VisionType) -> tuple[int, ...]:
    return easy_set(len(offered), lambda a, b: distance(offered[a].tones, offered[b].tones, vision), SIMILAR)


def _order(offered: Sequence[Swatch], vision: VisionType) -> list[int]:
    """By family, then from light to dark; the family with the lightest swatch comes first.

    Without colour vision there is one order from light to dark.
    """
    shades = [_shade(swatch, vision) for swatch in offered]
    families = ["" if vision == "achromat" else _family(swatch) for swatch in offered]
    lightest = {
        family: max(shade for shade, of in zip(shades, families, strict=True) if of == family) for family in families
    }
    return sorted(range(len(offered)), key=lambda i: (-lightest[families[i]], families[i], -shades[i], i))


def _family(swatch: Swatch) -> str:
    """The noun in a colour word: blue for "dark blue", green for "grey-green", black for "black and white"."""
    return swatch.family.split(" and ")[0].replace("-", " ").split()[-1]


def _shade(swatch: Swatch, vision: VisionType) -> float:
    return lightness(swatch.tones[0], vision)


def _typical(one: Swatch, other: Swatch) -> float:
    return distance(one.tones, other.tones, "typical")


def _chroma(paint: Swatch) -> float:
    return float(Color(paint.tones[0]).convert("oklch")["chroma"])


def _hue(paint: Swatch) -> float:
    return float(Color(paint.tones[0]).convert("oklch")["hue"])


def _floor(apart: float) -> float:
    """Rounded down to one decimal, so that 10.0 means at least 10."""
    return math.floor(apart * 10) / 10


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
