"""Counts the pairs of a line's paints that look alike, by kind of colour vision and by model, as a Markdown table."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from configurator.cars.catalogue import Catalogue
from configurator.colour_vision.palettes import SAME, SIMILAR, Swatch
from configurator.colour_vision.palettes_reader import swatches
from configurator.colour_vision.visions import GRADED_TYPES, VISIONS, Vision
from scripts.palettes.easy_set import easy_set, smallest_distance
from scripts.palettes.simulation import PICTURED, Model, distance, distance_by, machado
from tests.support.eyes import luminance, published, rods, unchanged, vischeck

Pair = tuple[Swatch, Swatch]
Row = Sequence[str]


def tables(catalogue: Catalogue) -> str:
    """Of the whole catalogue, every two paints that a line offers together count once for each such line."""
    paints = swatches(catalogue)["paints"]
    lines = [[paint for paint in paints if line.id in paint.lines] for line in catalogue.lines]
    pairs = [pair for offered in lines for pair in combinations(offered, 2)]
    head = ["Colour vision", *_columns(Vision()), "Told"]
    by_model = _markdown(head, (_counts(vision, pairs) for vision in VISIONS))
    names = [line.id for line in catalogue.lines]
    by_line = _markdown(["Colour vision", *names], (_by_line(vision, lines) for vision in VISIONS))
    easy = _markdown(["Colour vision", *names], (_easy(vision, lines) for vision in VISIONS))
    return (
        f"{len(pairs):,} pairs of paints in all lines: below {SAME:g} / below {SIMILAR:g}, by model.\n\n{by_model}\n\n"
        f"Told, by line: below {SAME:g} / below {SIMILAR:g}.\n\n{by_line}\n\n"
        f"Easy to tell apart, by line: how many of all, and their smallest distance.\n\n{easy}"
    )


def _columns(vision: Vision) -> dict[str, Model | None]:
    """The models that apply to a kind of colour vision, by name; None for the others."""
    kind, is_graded, is_full = vision.type, vision.type in GRADED_TYPES, vision.severity == "full"
    is_dichromat = is_graded and is_full
    return {
        "typical": unchanged,
        "Viénot": published(kind, "vienot") if is_dichromat else None,
        "Brettel": published(kind, "brettel") if is_dichromat else None,
        "Vischeck": vischeck(kind) if is_dichromat else None,
        "Machado, picture": machado(kind, PICTURED[vision.severity]) if is_graded else None,
        "luminance": luminance if kind == "achromat" else None,
        "rods": rods if kind == "achromat" else None,
    }


def _counts(vision: Vision, pairs: Iterable[Pair]) -> Row:
    pairs = list(pairs)
    by_model = [
        _cell(distance_by(model, a.tones, b.tones) for a, b in pairs) if model else ""
        for model in _columns(vision).values()
    ]
    return [vision.id, *by_model, _told(vision, pairs)]


def _by_line(vision: Vision, lines: Iterable[Sequence[Swatch]]) -> Row:
    return [vision.id, *(_told(vision, combinations(offered, 2)) for offered in lines)]


def _told(vision: Vision, pairs: Iterable[Pair]) -> str:
    return _cell(distance(a.tones, b.tones, vision) for a, b in pairs)


def _cell(distances: Iterable[float]) -> str:
    below = [apart for apart in distances if apart < SIMILAR]
    return f"{sum(apart < SAME for apart in below)} / {len(below)}"


def _easy(vision: Vision, lines: Iterable[Sequence[Swatch]]) -> Iterator[str]:
    yield vision.id
    for offered in lines:

        def apart(one: int, other: int, offered: Sequence[Swatch] = offered) -> float:
            return distance(offered[one].tones, offered[other].tones, vision)

        easy = easy_set(len(offered), apart, SIMILAR)
        yield f"{len(easy)} of {len(offered)}, {smallest_distance(easy, apart):.1f}"


def _markdown(head: Row, rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["-"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
