"""How a line's paints, interiors and callipers look to each kind of colour vision.

`make palettes` computes the figures from the catalogue, and `palettes_reader` reads them. The page /colour-vision
explains the method. Distances are CIEDE2000; lightness is CIE L*, from 0 to 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args

from configurator.colour_vision.visions import Vision, VisionType

SwatchKind = Literal["paints", "interiors", "calipers"]
Grade = Literal["same", "similar"]
Tier = Literal["easy", "close"]

SWATCH_KINDS: Final[tuple[SwatchKind, ...]] = get_args(SwatchKind)

SAME: Final = 5.0
"""Two colours look the same if their distance is below this."""

SIMILAR: Final = 10.0
"""Two colours look similar if their distance is below this. Otherwise they are easy to tell apart."""


MEASURE: Final = ("#6a6a6a", "#818181")
"""Two greys, 9 apart to everybody. People compare the halves of a car with them: to those with its severity, the halves
differ no more."""


class Swatch(NamedTuple):
    """A paint, an interior or a calliper.

    `tones` are its screen colours as #rrggbb; an interior has two, the others one. `family` is a plain colour word.
    `finish` is a paint's finish or an interior's material. `lines` are the ids of the lines that offer it.
    """

    kind: SwatchKind
    id: str
    name: str
    family: str
    tones: tuple[str, ...]
    finish: str
    lines: frozenset[str]


class Note(NamedTuple):
    """Says how similar a swatch is to another one. `name` is the other swatch; pages show it in bold."""

    before: str
    name: str
    after: str

    def __str__(self) -> str:
        return f"{self.before} {self.name}{self.after}"

    def sentence(self, subject: str) -> str:
        """Makes a sentence about `subject`: "Signal Green looks similar to Lava Orange; others see a bright green"."""
        return f"{subject} {self.before[0].lower()}{self.before[1:]} {self.name}{self.after}"


class LookAlike(NamedTuple):
    """A swatch that is hard to tell from another one.

    `tones` are its colours as this type of colour vision sees them. `shared` says whether the two also look similar to
    people with typical colour vision.
    """

    swatch: Swatch
    tones: tuple[str, ...]
    distance: float
    grade: Grade
    shared: bool
    note: Note


_MOST_NAMES: Final = 3


class PaletteEntry(NamedTuple):
    """A swatch as a type of colour vision sees it. `tones` and `lightness` are simulated.

    The closest look-alike comes first, but those that differ only in finish, material or price come last.
    """

    swatch: Swatch
    tier: Tier
    tones: tuple[str, ...]
    lightness: float
    look_alikes: tuple[LookAlike, ...]

    @property
    def note(self) -> Note | None:
        """The note about the first look-alike, if there is one."""
        return self.look_alikes[0].note if self.look_alikes else None

    @property
    def nearest(self) -> LookAlike | None:
        """The closest look-alike of another colour."""
        return next(iter(self._of_other_colours), None)

    @property
    def mark(self) -> str:
        """Names the look-alikes in one line: "Close to Provence, Slate Grey and 2 more. Same colour as …". "" if there
        are none.

        A swatch of either tier can have some: easy ones are easy to tell from each other, not from all others.
        """
        return self._mark(_MOST_NAMES)

    @property
    def brief_mark(self) -> str:
        """Names only the nearest: "Close to Leather, Black and 2 more". For names that contain commas."""
        return self._mark(1)

    def _mark(self, most_names: int) -> str:
        names = [look_alike.swatch.name for look_alike in self._of_other_colours]
        named = names if len(names) <= most_names else names[: max(most_names - 1, 1)]
        more = f" and {len(names) - len(named)} more" if len(names) > len(named) else ""
        twins = ", ".join(it.swatch.name for it in self.look_alikes if it.swatch.tones == self.swatch.tones)
        sentences = (f"Close to {', '.join(named)}{more}" if names else "", f"Same colour as {twins}" if twins else "")
        return ". ".join(filter(None, sentences))

    @property
    def _of_other_colours(self) -> tuple[LookAlike, ...]:
        return tuple(it for it in self.look_alikes if it.swatch.tones != self.swatch.tones)


class Palette(NamedTuple):
    """A line's swatches of one kind, in the best order for a type of colour vision.

    Every two `easy` swatches are easy to tell apart. `smallest` is the smallest distance between them, or None for a
    single swatch. Each `close` swatch looks similar to an easy one, so an easy swatch can have look-alikes, too.
    """

    line: str
    vision: Vision
    kind: SwatchKind
    easy: tuple[PaletteEntry, ...]
    close: tuple[PaletteEntry, ...]
    smallest: float | None

    @property
    def entries(self) -> tuple[PaletteEntry, ...]:
        return (*self.easy, *self.close)

    def find(self, swatch_id: str) -> PaletteEntry | None:
        return next((entry for entry in self.entries if entry.swatch.id == swatch_id), None)

    def pairs_below(self, distance: float) -> int:
        """Counts the pairs of swatches whose distance is below `distance`, which must be at most SIMILAR."""
        pairs = (look_alike for entry in self.entries for look_alike in entry.look_alikes)
        return sum(look_alike.distance < distance for look_alike in pairs) // 2


class Ranking(NamedTuple):
    """The ids of a line's swatches, in order. The fields have the same meaning as in Palette."""

    easy: tuple[str, ...]
    close: tuple[str, ...]
    smallest: float | None


class Figures(NamedTuple):
    """What `make palettes` computed for one kind of swatch and one kind of colour vision.

    `tones` and `lightness` are by swatch id. `close` contains the distance of each pair below SIMILAR, by both ids.
    `lines` contains the rankings by line id.
    """

    tones: Mapping[str, tuple[str, ...]]
    lightness: Mapping[str, float]
    close: Mapping[str, Mapping[str, float]]
    lines: Mapping[str, Ranking]


@dataclass(frozen=True, slots=True, eq=False)
class Palettes:
    """All palettes of a catalogue.

    `lens` and `clear` are the ids of up to eight paints each, which pages show on a lens. `lens` has paints of
    different hues. `clear`, for the type `any`, has paints that all red-green and blue-yellow types can tell apart.
    `cars` are the paints, by `Vision.id`, by which people find how strong their type is.
    """

    swatches: Mapping[SwatchKind, Mapping[str, Swatch]]
    figures: Mapping[SwatchKind, Mapping[Vision, Figures]]
    lens: tuple[str, ...]
    clear: tuple[str, ...]
    cars: Mapping[str, str]

    def palette(self, kind: SwatchKind, line: str, vision: Vision) -> Palette:
        """Returns a line's palette. Raises KeyError for a line that isn't in the catalogue."""
        return _palette(self, kind, line, vision)

    def bands(self, vision: Vision) -> tuple[str, ...]:
        """Returns the colours of a lens from left to right, as #rrggbb. For `any`, these are the `clear` paints."""
        tones = self.figures["paints"][vision].tones
        return tuple(tones[paint][0] for paint in (self.clear if vision.type == "any" else self.lens))

    def halves(self, vision: Vision) -> tuple[str, str]:
        """Returns the colour of a car, #rrggbb, and how it looks to a type with several severities."""
        paint = self.cars[vision.id]
        return self.swatches["paints"][paint].tones[0], self.figures["paints"][vision].tones[paint][0]

    def entry(self, kind: SwatchKind, line: str, vision: Vision, tier: Tier, swatch_id: str) -> PaletteEntry:
        """Returns a swatch as a type of colour vision sees it, with its look-alikes in the line."""
        swatch, figures = self.swatches[kind][swatch_id], self.figures[kind][vision]
        close = figures.close.get(swatch_id, {}).items()
        look_alikes = [self._look_alike(swatch, vision, other_id, distance) for other_id, distance in close]
        offered = [look_alike for look_alike in look_alikes if line in look_alike.swatch.lines]
        # A swatch of the same colour, such as a paint in another finish, comes last: its name already says so.
        offered.sort(key=lambda look_alike: (look_alike.swatch.tones == swatch.tones, look_alike.distance))
        return PaletteEntry(swatch, tier, figures.tones[swatch_id], figures.lightness[swatch_id], tuple(offered))

    def _look_alike(self, swatch: Swatch, vision: Vision, other_id: str, distance: float) -> LookAlike:
        other, figures = self.swatches[swatch.kind][other_id], self.figures[swatch.kind]
        grade: Grade = "same" if distance < SAME else "similar"
        shared = other_id in figures[Vision()].close.get(swatch.id, {})
        note = similarity_note(swatch, other, vision.type, grade, shared)
        return LookAlike(other, figures[vision].tones[other_id], distance, grade, shared, note)


@lru_cache(maxsize=256)
def _palette(palettes: Palettes, kind: SwatchKind, line: str, vision: Vision) -> Palette:
    """Every page of the configurator needs one, and it takes 0.5 ms to make."""
    ranking = palettes.figures[kind][vision].lines[line]
    easy = tuple(palettes.entry(kind, line, vision, "easy", swatch_id) for swatch_id in ranking.easy)
    close = tuple(palettes.entry(kind, line, vision, "close", swatch_id) for swatch_id in ranking.close)
    return Palette(line, vision, kind, easy, close, ranking.smallest)


_SIMILARITIES: Mapping[VisionType, tuple[str, str]] = {
    "achromat": ("Looks as light as", "Looks nearly as light as"),
    "any": ("May look like", "May look similar to"),
}
_DIFFERENCES: Mapping[SwatchKind, str] = {"paints": "finish", "interiors": "material", "calipers": "price"}


def similarity_note(swatch: Swatch, other: Swatch, vision: VisionType, grade: Grade, shared: bool) -> Note:
    """Says how similar a swatch is to another: "Looks similar to Lava Orange; others see a bright green"."""
    if swatch.tones == other.tones:
        return Note("Has the same colour as", other.name, f"; only the {_DIFFERENCES[swatch.kind]} differs")
    same, similar = _SIMILARITIES.get(vision, ("Looks like", "Looks similar to"))
    after = "" if vision == "typical" else _to_others(swatch, other, shared)
    return Note(same if grade == "same" else similar, other.name, after)


def _to_others(swatch: Swatch, other: Swatch, shared: bool) -> str:
    if shared:
        return "; most people find them similar too"
    if not swatch.family or swatch.family == other.family:
        return "; others can tell them apart"
    return f"; others see {'an' if swatch.family[0] in 'aeiou' else 'a'} {swatch.family}"
