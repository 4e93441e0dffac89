"""Computes the palettes of a catalogue: the JSON that `configurator.colour_vision.palettes_reader` reads."""

import json
import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from coloraide import Color

from configurator.cars.catalogue import Catalogue
from configurator.colour_vision.palettes import SIMILAR, SWATCH_KINDS, Swatch
from configurator.colour_vision.palettes_reader import digest, swatches
from configurator.colour_vision.visions import GRADED_TYPES, VISIONS, Vision
from scripts.palettes.easy_set import easy_set, smallest_distance
from scripts.palettes.pictures import car_paint, clearest_lens
from scripts.palettes.simulation import distance, lightness, simulate

BANDS = 8
"""The number of paints on a lens."""

_ANY = Vision("any")

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
        "cars": {each.id: car_paint(each, by_kind["paints"]).id for each in VISIONS if each.type in GRADED_TYPES},
        "caliperFamilies": families,
        **{kind: {each.id: _figures(by_kind[kind], each, lines) for each in VISIONS} for kind in SWATCH_KINDS},
    }


def text(content: dict[str, Any]) -> str:
    """JSON with one line for each kind of colour vision, so that the file is small and diffs are readable."""
    rows = [f"{_compact(name)}:{_compact(value)}" for name, value in content.items() if name not in SWATCH_KINDS]
    for kind in SWATCH_KINDS:
        lines = ",\n".join(f" {_compact(vision)}:{_compact(figures)}" for vision, figures in content[kind].items())
        rows.append(f"{_compact(kind)}:{{\n{lines}}}")
    return "{" + ",\n".join(rows) + "}\n"


def caliper_families(catalogue: Catalogue) -> dict[str, str]:
    """A colour word for each calliper: the one of the paint that looks most similar."""
    return {
        caliper.id: min(catalogue.paints, key=lambda paint: distance((paint.hex,), caliper.tones, Vision())).family
        for caliper in swatches(catalogue)["calipers"]
    }


def lens(paints: Sequence[Swatch]) -> list[str]:
    """Ids of paints with a hue by which people find their type, in the order of the colour circle.

    They are as far apart as possible at first.
    """
    coloured = sorted(filter(lambda paint: _chroma(paint) >= _LEAST_CHROMA, paints), key=_chroma, reverse=True)
    chosen = coloured[:1]
    while len(chosen) < min(BANDS, len(coloured)):
        chosen.append(max(coloured, key=lambda paint: min(_typical(paint, other) for other in chosen)))
    return [paint.id for paint in sorted(clearest_lens(chosen, paints), key=_hue)]


def clear(paints: Sequence[Swatch]) -> list[str]:
    """Ids of paints that all red-green and blue-yellow types can tell apart, spread from light to dark."""
    easy = sorted((paints[position] for position in _easy(paints, _ANY)), key=lambda paint: -_shade(paint, _ANY))
    last = min(BANDS, len(easy)) - 1
    return [easy[round(step * (len(easy) - 1) / (last or 1))].id for step in range(last + 1)]


def _figures(kind_swatches: Sequence[Swatch], vision: Vision, lines: Iterable[str]) -> dict[str, Any]:
    """Swatches are written as their positions, distances in tenths."""
    pairs = combinations(enumerate(kind_swatches), 2)
    near = ((i, j, distance(a.tones, b.tones, vision)) for (i, a), (j, b) in pairs)
    return {
        "tones": [[simulate(tone, vision) for tone in swatch.tones] for swatch in kind_swatches],
        "lightness": [_shade(swatch, vision) for swatch in kind_swatches],
        "close": [[i, j, _tenths(apart)] for i, j, apart in near if apart < SIMILAR],
        "lines": {line: _ranking(line, kind_swatches, vision) for line in lines},
    }


def _ranking(line: str, kind_swatches: Sequence[Swatch], vision: Vision) -> list[Any]:
    """The positions of the easy ones and of the others, in order, and the smallest distance between easy ones."""
    positions = [position for position, swatch in enumerate(kind_swatches) if line in swatch.lines]
    offered = [kind_swatches[position] for position in positions]
    easy = _easy(offered, vision)
    smallest = smallest_distance(easy, lambda a, b: distance(offered[a].tones, offered[b].tones, vision))
    order = _order(offered, vision)
    return [
        [positions[it] for it in order if it in easy],
        [positions[it] for it in order if it not in easy],
        None if math.isinf(smallest) else _tenths(smallest),
    ]


def _easy(offered: Sequence[Swatch], vision: Vision) -> tuple[int, ...]:
    return easy_set(len(offered), lambda a, b: distance(offered[a].tones, offered[b].tones, vision), SIMILAR)


def _order(offered: Sequence[Swatch], vision: Vision) -> list[int]:
    """By family, then from light to dark; the family with the lightest swatch comes first.

    Without colour vision there is one order from light to dark.
    """
    shades = [_shade(swatch, vision) for swatch in offered]
    families = ["" if vision.type == "achromat" else _family(swatch) for swatch in offered]
    lightest = {
        family: max(shade for shade, of in zip(shades, families, strict=True) if of == family) for family in families
    }
    return sorted(range(len(offered)), key=lambda i: (-lightest[families[i]], families[i], -shades[i], i))


def _family(swatch: Swatch) -> str:
    """The noun in a colour word: blue for "dark blue", green for "grey-green", black for "black and white"."""
    return swatch.family.split(" and ")[0].replace("-", " ").split()[-1]


def _shade(swatch: Swatch, vision: Vision) -> float:
    return lightness(swatch.tones[0], vision)


def _typical(one: Swatch, other: Swatch) -> float:
    return distance(one.tones, other.tones, Vision())


def _chroma(paint: Swatch) -> float:
    return float(Color(paint.tones[0]).convert("oklch")["chroma"])


def _hue(paint: Swatch) -> float:
    return float(Color(paint.tones[0]).convert("oklch")["hue"])


def _tenths(apart: float) -> int:
    """Rounded down, so that 100 means at least 10."""
    return math.floor(apart * 10)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
