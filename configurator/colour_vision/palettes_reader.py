"""Reading the palettes that `make palettes` made from a catalogue, and telling whether they still fit it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from configurator.cars.catalogue import CALIPER_HEX, Catalogue, Entry, Interior, Paint
from configurator.cars.catalogue_reader import OUR_CATALOGUE
from configurator.colour_vision.palettes import (
    SWATCH_KINDS,
    VISION_TYPES,
    Figures,
    Palettes,
    Ranking,
    Swatch,
    SwatchKind,
)

OUR_PALETTES = Path(__file__).resolve().with_name("vision.json")
METHOD = 1
"""Raised when the same catalogue gives other figures than before."""

STANDARD_CALIPERS = "standard"


class PalettesError(ValueError):
    """There are no palettes for this catalogue; the message says why and how to make them."""


def palettes_path(catalogue_path: Path) -> Path:
    """Where a catalogue's palettes lie: beside it."""
    ours = catalogue_path.resolve() == OUR_CATALOGUE
    return OUR_PALETTES if ours else catalogue_path.with_suffix(".vision.json")


def load_palettes(catalogue: Catalogue, catalogue_path: Path) -> Palettes:
    """Raises PalettesError where they are missing, or were made from other colours than the catalogue's."""
    path = palettes_path(catalogue_path)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        palettes = _palettes(catalogue, document) if document["digest"] == digest(catalogue) else None
    except OSError as error:
        raise _error(path, catalogue_path, f"can't be read: {error.strerror}") from None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise _error(path, catalogue_path, "is not what `make palettes` writes") from None
    if palettes is None:
        raise _error(path, catalogue_path, "was made from another state of the catalogue")
    return palettes


def swatches(
    catalogue: Catalogue, caliper_families: Mapping[str, str] | None = None
) -> dict[SwatchKind, tuple[Swatch, ...]]:
    """All that is chosen by colour, in the catalogue's order; it has no colour words for callipers of its own."""
    return {
        "paints": tuple(_paint(paint, catalogue.paints) for paint in catalogue.paints),
        "interiors": tuple(map(_interior, catalogue.interiors)),
        "calipers": tuple(_calipers(catalogue, caliper_families or {})),
    }


def digest(catalogue: Catalogue) -> str:
    """Of everything that the figures depend on: a new price or name leaves them as they are."""
    facts = [
        [part, swatch.id, swatch.family, swatch.tones, sorted(swatch.lines)]
        for part, part_swatches in swatches(catalogue).items()
        for swatch in part_swatches
    ]
    return hashlib.sha256(json.dumps([METHOD, facts]).encode()).hexdigest()[:16]


def _paint(paint: Paint, among: tuple[Paint, ...]) -> Swatch:
    name, lines = _called(paint, among), paint.available.lines
    return Swatch("paints", paint.id, name, paint.family, (paint.hex,), paint.finish, lines)


def _interior(interior: Interior) -> Swatch:
    tones, lines = (interior.hex, interior.second_hex), interior.available.lines
    return Swatch("interiors", interior.id, interior.name, interior.family, tones, interior.material, lines)


def _calipers(catalogue: Catalogue, families: Mapping[str, str]) -> Iterator[Swatch]:
    standard, lines = STANDARD_CALIPERS, frozenset(line.id for line in catalogue.lines)
    yield Swatch("calipers", standard, "Standard callipers", families.get(standard, ""), (CALIPER_HEX,), "", lines)
    for feature in catalogue.features:
        if feature.caliper_hex:
            family, tones, lines = families.get(feature.id, ""), (feature.caliper_hex,), feature.available.lines
            yield Swatch("calipers", feature.id, feature.short, family, tones, "", lines)


def _called(entry: Entry, among: tuple[Entry, ...]) -> str:
    """The short name, where no other entry has the same."""
    return entry.short if sum(other.short == entry.short for other in among) == 1 else entry.name


def _error(path: Path, catalogue_path: Path, what: str) -> PalettesError:
    make = f"make palettes CATALOGUE={catalogue_path}"
    return PalettesError(f"No help with colour vision: {path} {what}. Make it anew with: {make}")


def _palettes(catalogue: Catalogue, document: Any) -> Palettes:
    by_part = swatches(catalogue, document["caliperFamilies"])
    return Palettes(
        {part: {swatch.id: swatch for swatch in by_part[part]} for part in SWATCH_KINDS},
        {part: {kind: _figures(document[part][kind]) for kind in VISION_TYPES} for part in SWATCH_KINDS},
        tuple(document["lens"]),
        tuple(document["clear"]),
    )


def _figures(document: Any) -> Figures:
    close: dict[str, dict[str, float]] = {}
    for one, other, distance in document["close"]:
        close.setdefault(one, {})[other] = distance
        close.setdefault(other, {})[one] = distance
    return Figures(
        {swatch_id: tuple(seen[:-1]) for swatch_id, seen in document["seen"].items()},
        {swatch_id: seen[-1] for swatch_id, seen in document["seen"].items()},
        close,
        {
            line: Ranking(tuple(ranking["easy"]), tuple(ranking["close"]), ranking["smallest"])
            for line, ranking in document["lines"].items()
        },
    )
