"""GET /palettes: the catalogue's colours, sorted for each type of colour vision, with the look-alikes of each colour.

An app shows colours in the order of the lists, each with its `mark`, and warns with `words`. Ids are those of the
catalogue.
"""

from collections.abc import Iterable

from flask import Blueprint, Response

from configurator.colour_vision.palettes import SAME, SIMILAR, LookAlike, Palette, PaletteEntry, Palettes, SwatchKind
from configurator.colour_vision.visions import LABELS, VISION_TYPES, Vision, VisionType
from configurator.services import current_services
from configurator.web.api.documents import Document
from configurator.web.http.json_response import cached_json
from configurator.web.http.problems import Problem

palettes_api = Blueprint("palettes_api", __name__)

# The id of a calliper is that of the feature it comes with, or "standard".
_MEMBERS: tuple[tuple[str, SwatchKind], ...] = (
    ("colors", "paints"),
    ("interiors", "interiors"),
    ("calipers", "calipers"),
)


@palettes_api.get("/palettes")
def show_all() -> Response:
    return cached_json(visions_document(_require_palettes(current_services().palettes)))


@palettes_api.get("/palettes/<vision>")
def show(vision: str) -> Response:
    services = current_services()
    palettes = _require_palettes(services.palettes)
    if vision not in VISION_TYPES:
        raise Problem(404, f"This type of colour vision is not known. Request one of {', '.join(VISION_TYPES)}.")
    return cached_json(palettes_document(palettes, [line.id for line in services.catalogue.lines], vision))


def _require_palettes(palettes: Palettes | None) -> Palettes:
    if palettes is None:
        raise Problem(404, "There are no palettes for this catalogue. The operator of this server can compute them.")
    return palettes


def visions_document(palettes: Palettes) -> Document:
    """All types of colour vision."""
    return {"visions": [_vision(palettes, kind) for kind in VISION_TYPES], "thresholds": _thresholds()}


def palettes_document(palettes: Palettes, lines: Iterable[str], vision: VisionType) -> Document:
    """The palettes of these lines, given by their ids, for one type of colour vision."""
    return {
        "vision": _vision(palettes, vision),
        "thresholds": _thresholds(),
        "lines": [_line(palettes, line, vision) for line in lines],
    }


def _vision(palettes: Palettes, kind: VisionType) -> Document:
    """`lens`: eight paints as this type sees them. To whom they look like those of `typical`, this type applies."""
    label, lens = LABELS[kind], palettes.bands(Vision(kind))
    return {"id": kind, "name": label.name, "description": label.description, "lens": list(lens)}


def _thresholds() -> Document:
    return {"measure": "CIEDE2000", "same": SAME, "similar": SIMILAR}


def _line(palettes: Palettes, line: str, kind: VisionType) -> Document:
    return {"id": line, **{name: _palette(palettes.palette(part, line, Vision(kind))) for name, part in _MEMBERS}}


def _palette(palette: Palette) -> Document:
    return {
        "easyToTellApart": len(palette.easy),
        "smallestDistance": palette.smallest,
        "inOrder": [_swatch(entry) for entry in palette.entries],
    }


def _swatch(entry: PaletteEntry) -> Document:
    return {
        "id": entry.swatch.id,
        "name": entry.swatch.name,
        "family": entry.swatch.family,
        "tier": entry.tier,
        "seenAs": list(entry.tones),
        "lightness": entry.lightness,
        "mark": entry.mark,
        "lookAlikes": [_look_alike(look_alike) for look_alike in entry.look_alikes],
    }


def _look_alike(look_alike: LookAlike) -> Document:
    return {
        "id": look_alike.swatch.id,
        "name": look_alike.swatch.name,
        "distance": look_alike.distance,
        "grade": look_alike.grade,
        "words": str(look_alike.note),
    }
