"""GET /palettes: the catalogue's colours, sorted for each type of colour vision, with the look-alikes of each colour.

An app shows colours in the order of the lists, each with its `mark`, and warns with `words`. Ids are those of the
catalogue.
"""

from collections.abc import Iterable
from typing import cast

from flask import Blueprint, Response, request

from configurator.colour_vision.palettes import SAME, SIMILAR, LookAlike, Palette, PaletteEntry, Palettes, SwatchKind
from configurator.colour_vision.visions import (
    GRADED_TYPES,
    SEVERITIES,
    VISION_TYPES,
    VISIONS,
    Severity,
    Vision,
    VisionType,
)
from configurator.json_schema.validation import Fault
from configurator.services import current_services
from configurator.web.api.documents import Document
from configurator.web.http.json_response import cached_json
from configurator.web.http.problems import Problem

NO_SUCH_SEVERITY = "This type of colour vision doesn't have this severity: correct or leave out the one in the query."

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
    """`?severity=` is for types that have severities; without it, it is full."""
    services = current_services()
    palettes = _require_palettes(services.palettes)
    if vision not in VISION_TYPES:
        raise Problem(404, f"This type of colour vision is not known. Request one of {', '.join(VISION_TYPES)}.")
    wanted = _wanted(vision, request.args.get("severity"))
    return cached_json(palettes_document(palettes, [line.id for line in services.catalogue.lines], wanted))


def severity_fault(kind: VisionType) -> Fault:
    """What is wrong with a severity that this type doesn't have."""
    if kind in GRADED_TYPES:
        return Fault("severity", f"send one of {', '.join(SEVERITIES)}, or leave it out")
    return Fault("severity", f"leave it out: {kind} has no severities, only {', '.join(GRADED_TYPES)} have")


def _wanted(kind: VisionType, severity: str | None) -> Vision:
    wanted = Vision(kind, cast(Severity, severity)) if severity is not None else Vision(kind)
    if wanted not in VISIONS or (severity is not None and kind not in GRADED_TYPES):
        raise Problem(400, NO_SUCH_SEVERITY, [severity_fault(kind)])
    return wanted


def _require_palettes(palettes: Palettes | None) -> Palettes:
    if palettes is None:
        raise Problem(404, "There are no palettes for this catalogue. The operator of this server can compute them.")
    return palettes


def visions_document(palettes: Palettes) -> Document:
    """All types of colour vision."""
    return {"visions": [_vision(palettes, kind) for kind in VISION_TYPES], "thresholds": _thresholds()}


def palettes_document(palettes: Palettes, lines: Iterable[str], vision: Vision) -> Document:
    """The palettes of these lines, given by their ids, for one kind of colour vision."""
    return {
        "vision": _vision(palettes, vision.type),
        "severity": vision.severity,
        "thresholds": _thresholds(),
        "lines": [_line(palettes, line, vision) for line in lines],
    }


def _vision(palettes: Palettes, kind: VisionType) -> Document:
    severities = [{"id": each, **_seen(palettes, Vision(kind, each))} for each in SEVERITIES if kind in GRADED_TYPES]
    return {"id": kind, **_seen(palettes, Vision(kind)), "severities": severities}


def _seen(palettes: Palettes, vision: Vision) -> Document:
    """`lens`: eight paints as this kind of colour vision sees them."""
    label = vision.label
    return {"name": label.name, "description": label.description, "lens": list(palettes.bands(vision))}


def _thresholds() -> Document:
    return {"measure": "CIEDE2000", "same": SAME, "similar": SIMILAR}


def _line(palettes: Palettes, line: str, vision: Vision) -> Document:
    return {"id": line, **{name: _palette(palettes.palette(part, line, vision)) for name, part in _MEMBERS}}


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
