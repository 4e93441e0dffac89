"""The palettes of a catalogue as a JSON document: what `configurator.colour_vision.palettes_reader` reads."""

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
from scripts.palettes.seeing import distance, lightness, simulate

BANDS = 8
# OKLCH chroma from which a paint has a hue that one would name.
_COLOURED = 0.06


def document(catalogue: Catalogue) -> dict[str, Any]:
    families = caliper_families(catalogue)
    by_part = swatches(catalogue, families)
    lines = [line.id for line in catalogue.lines]
    return {
        "digest": digest(catalogue),
        "lens": lens(by_part["paints"]),
        "clear": clear(by_part["paints"]),
        "caliperFamilies": families,
        **{part: {kind: _figures(by_part[part], kind, lines) for kind in VISION_TYPES} for part in SWATCH_KINDS},
    }


def text(content: dict[str, Any]) -> str:
    """JSON with a line for each way of seeing: small, and a change shows where it is."""
    rows = [f"{_compact(name)}:{_compact(value)}" for name, value in content.items() if name not in SWATCH_KINDS]
    for part in SWATCH_KINDS:
        kinds = ",\n".join(f" {_compact(kind)}:{_compact(figures)}" for kind, figures in content[part].items())
        rows.append(f"{_compact(part)}:{{\n{kinds}}}")
    return "{" + ",\n".join(rows) + "}\n"


def caliper_families(catalogue: Catalogue) -> dict[str, str]:
    """A colour word for each calliper: that of the paint which looks most like it."""
    return {
        caliper.id: min(catalogue.paints, key=lambda paint: distance((paint.hex,), caliper.tones, "typical")).family
        for caliper in swatches(catalogue)["calipers"]
    }


def lens(paints: Sequence[Swatch]) -> list[str]:
    """Paints to pick a way of seeing by: as far apart as they come among those with a hue, around the colour circle."""
    coloured = sorted(filter(lambda paint: _chroma(paint) >= _COLOURED, paints), key=_chroma, reverse=True)
    chosen = coloured[:1]
    while len(chosen) < min(BANDS, len(coloured)):
        chosen.append(max(coloured, key=lambda paint: min(_typical(paint, other) for other in chosen)))
    return [paint.id for paint in sorted(chosen, key=_hue)]


def clear(paints: Sequence[Swatch]) -> list[str]:
    """Paints that stay apart for every kind of colour-blindness, spread from light to dark."""
    easy = sorted((paints[position] for position in _easy(paints, "any")), key=lambda paint: -_shade(paint, "any"))
    last = min(BANDS, len(easy)) - 1
    return [easy[round(step * (len(easy) - 1) / (last or 1))].id for step in range(last + 1)]


def _figures(part_swatches: Sequence[Swatch], kind: VisionType, lines: Iterable[str]) -> dict[str, Any]:
    pairs = ((a, b, distance(a.tones, b.tones, kind)) for a, b in combinations(part_swatches, 2))
    return {
        "seen": {swatch.id: _seen(swatch, kind) for swatch in part_swatches},
        "close": [[a.id, b.id, _floor(apart)] for a, b, apart in pairs if apart < SIMILAR],
        "lines": {line: _ranking([s for s in part_swatches if line in s.lines], kind) for line in lines},
    }


def _seen(swatch: Swatch, kind: VisionType) -> list[str | float]:
    return [*(simulate(tone, kind) for tone in swatch.tones), _shade(swatch, kind)]


def _ranking(offered: Sequence[Swatch], kind: VisionType) -> dict[str, Any]:
    easy = _easy(offered, kind)
    smallest = smallest_distance(easy, lambda a, b: distance(offered[a].tones, offered[b].tones, kind))
    order = _order(offered, kind)
    return {
        "easy": [offered[position].id for position in order if position in easy],
        "close": [offered[position].id for position in order if position not in easy],
        "smallest": None if math.isinf(smallest) else _floor(smallest),
    }


def _easy(offered: Sequence[Swatch], kind: VisionType) -> tuple[int, ...]:
    return easy_set(len(offered), lambda a, b: distance(offered[a].tones, offered[b].tones, kind), SIMILAR)


def _order(offered: Sequence[Swatch], kind: VisionType) -> list[int]:
    """By family, light to dark, the family with the lightest member first. Where there is no hue to see, families
    would only scatter the shades."""
    shades = [_shade(swatch, kind) for swatch in offered]
    families = ["" if kind == "achromat" else _family(swatch) for swatch in offered]
    lightest = {
        family: max(shade for shade, of in zip(shades, families, strict=True) if of == family) for family in families
    }
    return sorted(range(len(offered)), key=lambda i: (-lightest[families[i]], families[i], -shades[i], i))


def _family(swatch: Swatch) -> str:
    """The noun of a colour word: of "dark blue" blue, of "grey-green" green, of "black and white" black."""
    return swatch.family.split(" and ")[0].replace("-", " ").split()[-1]


def _shade(swatch: Swatch, kind: VisionType) -> float:
    return lightness(swatch.tones[0], kind)


def _typical(one: Swatch, other: Swatch) -> float:
    return distance(one.tones, other.tones, "typical")


def _chroma(paint: Swatch) -> float:
    return float(Color(paint.tones[0]).convert("oklch")["chroma"])


def _hue(paint: Swatch) -> float:
    return float(Color(paint.tones[0]).convert("oklch")["hue"])


def _floor(apart: float) -> float:
    """To one decimal, never up: what is written as 10.0 is at least 10."""
    return math.floor(apart * 10) / 10


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
