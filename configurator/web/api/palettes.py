"""The API's palettes: for each way of seeing, every line's colours in the order that helps, each with its look-alikes.

An app sorts by the lists as they stand and warns with `words`; ids are those of the catalogue.
"""

from typing import Any

from flask import Blueprint, Response

from configurator.colour_vision.palettes import (
    LABELS,
    SAME,
    SIMILAR,
    VISION_TYPES,
    LookAlike,
    Palette,
    PaletteEntry,
    Palettes,
    SwatchKind,
    VisionType,
)
from configurator.services import current_services
from configurator.web.http.json_response import cached_json
from configurator.web.http.problems import Problem

palettes_api = Blueprint("palettes_api", __name__)

Document = dict[str, Any]

# A calliper's id is the feature's that brings it, or "standard"; a color's and an interior's are the catalogue's.
_MEMBERS: tuple[tuple[str, SwatchKind], ...] = (
    ("colors", "paints"),
    ("interiors", "interiors"),
    ("calipers", "calipers"),
)


@palettes_api.get("/palettes")
def show_all() -> Response:
    palettes = _palettes()
    return cached_json({"visions": [_vision(palettes, kind) for kind in VISION_TYPES], "thresholds": _thresholds()})


@palettes_api.get("/palettes/<vision>")
def show(vision: str) -> Response:
    palettes = _palettes()
    if vision not in VISION_TYPES:
        raise Problem(404, f"There is no such way of seeing. Ask for one of {', '.join(VISION_TYPES)}.")
    lines = [_line(palettes, line.id, vision) for line in current_services().catalogue.lines]
    return cached_json({"vision": _vision(palettes, vision), "thresholds": _thresholds(), "lines": lines})


def _palettes() -> Palettes:
    palettes = current_services().palettes
    if palettes is None:
        raise Problem(404, "There are no palettes for this catalogue yet. Who runs this server can make them.")
    return palettes


def _vision(palettes: Palettes, kind: VisionType) -> Document:
    """`lens` is how eight paints look to it, to choose by eye: who sees no difference to `typical` sees like this."""
    label = LABELS[kind]
    return {"id": kind, "name": label.name, "description": label.description, "lens": list(palettes.bands(kind))}


def _thresholds() -> Document:
    return {"measure": "CIEDE2000", "same": SAME, "similar": SIMILAR}


def _line(palettes: Palettes, line: str, kind: VisionType) -> Document:
    return {"id": line, **{name: _palette(palettes.palette(part, line, kind)) for name, part in _MEMBERS}}


def _palette(palette: Palette) -> Document:
    return {
        "easyToTellApart": len(palette.easy),
        "smallestDistance": palette.smallest,
        "inOrder": [_seen(seen) for seen in palette.entries],
    }


def _seen(seen: PaletteEntry) -> Document:
    return {
        "id": seen.swatch.id,
        "name": seen.swatch.name,
        "family": seen.swatch.family,
        "tier": seen.tier,
        "seenAs": list(seen.tones),
        "lightness": seen.lightness,
        "lookAlikes": [_look_alike(look_alike) for look_alike in seen.look_alikes],
    }


def _look_alike(look_alike: LookAlike) -> Document:
    return {
        "id": look_alike.swatch.id,
        "name": look_alike.swatch.name,
        "distance": look_alike.distance,
        "grade": look_alike.grade,
        "words": str(look_alike.note),
    }
