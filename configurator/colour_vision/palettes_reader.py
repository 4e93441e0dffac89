"""Reads the palettes that `make palettes` made from a catalogue, and checks that they still belong to it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from configurator.cars.catalogue import CALIPER_HEX, OUR_CATALOGUE, Catalogue, Entry, Interior, Paint
from configurator.colour_vision.palettes import (
    SWATCH_KINDS,
    Figures,
    Palettes,
    Ranking,
    Swatch,
    SwatchKind,
)
from configurator.colour_vision.visions import VISIONS

OUR_PALETTES = Path(__file__).resolve().with_name("vision.json")
METHOD = 2
"""Raise it when the same catalogue gives other figures than before."""

STANDARD_CALIPERS = "standard"


class PalettesError(ValueError):
    """There are no palettes for this catalogue. The message says why, and how to create them."""


def palettes_path(catalogue_path: Path) -> Path:
    """The file with a catalogue's palettes. Ours is in this package, others are in the catalogue's folder."""
    ours = catalogue_path.resolve() == OUR_CATALOGUE
    return OUR_PALETTES if ours else catalogue_path.with_suffix(".vision.json")


def load_palettes(catalogue: Catalogue, catalogue_path: Path) -> Palettes:
    """Raises PalettesError if the file is missing or damaged, or was made from other colours than the catalogue's."""
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
    """Everything that is chosen by colour, in the catalogue's order.

    The catalogue has no colour words for callipers: `caliper_families` has these, by id.
    """
    return {
        "paints": tuple(_paint(paint, catalogue.paints) for paint in catalogue.paints),
        "interiors": tuple(map(_interior, catalogue.interiors)),
        "calipers": tuple(_calipers(catalogue, caliper_families or {})),
    }


def digest(catalogue: Catalogue) -> str:
    """A digest of everything that the figures depend on. Prices and names are not among it."""
    facts = [
        [kind, swatch.id, swatch.family, swatch.tones, sorted(swatch.lines)]
        for kind, kind_swatches in swatches(catalogue).items()
        for swatch in kind_swatches
    ]
    return hashlib.sha256(json.dumps([METHOD, facts]).encode()).hexdigest()[:16]


def _paint(paint: Paint, paints: tuple[Paint, ...]) -> Swatch:
    name, lines = _unique_name(paint, paints), paint.available.lines
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


def _unique_name(entry: Entry, entries: tuple[Entry, ...]) -> str:
    """The short name, or the full one if another entry has the same short name."""
    return entry.short if sum(other.short == entry.short for other in entries) == 1 else entry.name


def _error(path: Path, catalogue_path: Path, problem: str) -> PalettesError:
    command = f"make palettes CATALOGUE={catalogue_path}"
    return PalettesError(f"Pages don't help with colour vision: {path} {problem}. Create it with: {command}")


def _palettes(catalogue: Catalogue, document: Any) -> Palettes:
    by_kind = swatches(catalogue, document["caliperFamilies"])
    ids = {kind: tuple(swatch.id for swatch in by_kind[kind]) for kind in SWATCH_KINDS}
    return Palettes(
        {kind: {swatch.id: swatch for swatch in by_kind[kind]} for kind in SWATCH_KINDS},
        {kind: {each: _figures(document[kind][each.id], ids[kind]) for each in VISIONS} for kind in SWATCH_KINDS},
        tuple(document["lens"]),
        tuple(document["clear"]),
        document["cars"],
    )


def _figures(document: Any, ids: Sequence[str]) -> Figures:
    """The document has positions in `ids` and tenths."""
    close: dict[str, dict[str, float]] = {}
    for one, other, tenths in document["close"]:
        distance = tenths / 10
        close.setdefault(ids[one], {})[ids[other]] = distance
        close.setdefault(ids[other], {})[ids[one]] = distance
    return Figures(
        dict(zip(ids, map(tuple, document["tones"]), strict=True)),
        dict(zip(ids, document["lightness"], strict=True)),
        close,
        {line: _ranking(ranking, ids) for line, ranking in document["lines"].items()},
    )


def _ranking(document: Any, ids: Sequence[str]) -> Ranking:
    easy, close, tenths = document
    return Ranking(
        tuple(ids[position] for position in easy),
        tuple(ids[position] for position in close),
        None if tenths is None else tenths / 10,
    )
