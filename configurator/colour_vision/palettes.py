"""Types of colour vision, and what each makes of a line's paints, interiors and callipers.

`make palettes` computes the figures from the catalogue, `palettes_reader` reads them. The page /colour-vision explains
the method. Distances are CIEDE2000, lightness is CIE L* from 0 to 100.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, get_args

VisionType = Literal["typical", "protan", "deutan", "tritan", "achromat", "any"]
"""`any` is for colour-blind people who don't know their type: the API's colorBlindness true without a colorVision."""

SwatchKind = Literal["paints", "interiors", "calipers"]
Grade = Literal["same", "similar"]
Tier = Literal["easy", "close"]

VISION_TYPES: Final[tuple[VisionType, ...]] = get_args(VisionType)
SWATCH_KINDS: Final[tuple[SwatchKind, ...]] = get_args(SwatchKind)

SAME: Final = 5.0
"""Two colours at a smaller distance look the same."""

SIMILAR: Final = 10.0
"""Two colours at a smaller distance look similar. Others are easy to tell apart."""


class Label(NamedTuple):
    """The names of a type of colour vision, for a heading and within a sentence, and what it is like."""

    name: str
    short: str
    description: str


LABELS: Mapping[VisionType, Label] = MappingProxyType(
    {
        "typical": Label("Typical colour vision", "typical", "All colours as they are"),
        "protan": Label("Red-green, protan type", "protan", "Reds look dark, almost black"),
        "deutan": Label("Red-green, deutan type", "deutan", "Red, green and brown look alike"),
        "tritan": Label("Blue-yellow, tritan type", "tritan", "Blue looks greenish, yellow pinkish"),
        "achromat": Label("No colour", "no colour", "Only light and dark"),
        "any": Label("Not sure", "any kind", "Colours that suit all these types"),
    }
)


class Swatch(NamedTuple):
    """Something that is chosen by its colour.

    `tones` are #rrggbb on screen: one of a paint, two of an interior. `family` is a plain colour word, `finish` a
    paint's finish or an interior's material, `lines` are the ids of the lines that offer it.
    """

    kind: SwatchKind
    id: str
    name: str
    family: str
    tones: tuple[str, ...]
    finish: str
    lines: frozenset[str]


class Note(NamedTuple):
    """How similar a swatch is to another one, in words. Pages show the other one's name in bold."""

    before: str
    name: str
    after: str

    def __str__(self) -> str:
        return f"{self.before} {self.name}{self.after}"

    def sentence(self, subject: str) -> str:
        """The note about `subject`: "Signal Green looks similar to Lava Orange; others see a bright green"."""
        return f"{subject} {self.before[0].lower()}{self.before[1:]} {self.name}{self.after}"


class LookAlike(NamedTuple):
    """A swatch that is hard to tell from another one; `shared` if typical eyes find the two similar as well.

    `tones` are its colours as this type of colour vision sees them.
    """

    swatch: Swatch
    tones: tuple[str, ...]
    distance: float
    grade: Grade
    shared: bool
    note: Note


class PaletteEntry(NamedTuple):
    """A swatch as a type of colour vision sees it: simulated tones and lightness, closest look-alike first."""

    swatch: Swatch
    tier: Tier
    tones: tuple[str, ...]
    lightness: float
    look_alikes: tuple[LookAlike, ...]

    @property
    def note(self) -> Note | None:
        """The note on the closest look-alike."""
        return self.look_alikes[0].note if self.look_alikes else None


class Palette(NamedTuple):
    """Everything that a line offers, in the best order for a type of colour vision.

    The `easy` swatches are easy to tell apart: their distances are at least `smallest`, which is None for a single
    swatch. The `close` swatches are similar to others.
    """

    line: str
    vision: VisionType
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
        """The number of pairs with a smaller distance than this, which must not be above SIMILAR."""
        pairs = (look_alike for entry in self.entries for look_alike in entry.look_alikes)
        return sum(look_alike.distance < distance for look_alike in pairs) // 2


class Ranking(NamedTuple):
    """A line's swatches by id, each tier in its order; `smallest` as in Palette."""

    easy: tuple[str, ...]
    close: tuple[str, ...]
    smallest: float | None


class Figures(NamedTuple):
    """What was computed for a kind of swatches and a type of colour vision.

    `tones` and `lightness` are by swatch, `close` has the distance of each pair below SIMILAR, `lines` the rankings.
    """

    tones: Mapping[str, tuple[str, ...]]
    lightness: Mapping[str, float]
    close: Mapping[str, Mapping[str, float]]
    lines: Mapping[str, Ranking]


class Palettes(NamedTuple):
    """All palettes of a catalogue.

    `lens` and `clear` are ids of up to eight paints that represent a type of colour vision on its lens: `lens` has one
    of each hue, `clear` has paints that nearly everybody can tell apart.
    """

    swatches: Mapping[SwatchKind, Mapping[str, Swatch]]
    figures: Mapping[SwatchKind, Mapping[VisionType, Figures]]
    lens: tuple[str, ...]
    clear: tuple[str, ...]

    def palette(self, kind: SwatchKind, line: str, vision: VisionType) -> Palette:
        """Raises KeyError for a line that is not in the catalogue."""
        ranking = self.figures[kind][vision].lines[line]
        easy = tuple(self._entry(kind, line, vision, "easy", swatch_id) for swatch_id in ranking.easy)
        close = tuple(self._entry(kind, line, vision, "close", swatch_id) for swatch_id in ranking.close)
        return Palette(line, vision, kind, easy, close, ranking.smallest)

    def bands(self, vision: VisionType) -> tuple[str, ...]:
        """The colours of a lens from left to right, #rrggbb. For `any` they are the `clear` paints, unchanged."""
        tones = self.figures["paints"][vision].tones
        return tuple(tones[paint][0] for paint in (self.clear if vision == "any" else self.lens))

    def _entry(self, kind: SwatchKind, line: str, vision: VisionType, tier: Tier, swatch_id: str) -> PaletteEntry:
        swatch, figures = self.swatches[kind][swatch_id], self.figures[kind][vision]
        close = figures.close.get(swatch_id, {}).items()
        look_alikes = [self._look_alike(swatch, vision, other_id, distance) for other_id, distance in close]
        offered = [look_alike for look_alike in look_alikes if line in look_alike.swatch.lines]
        # The same colour in another finish comes last: its name says so already.
        offered.sort(key=lambda look_alike: (look_alike.swatch.tones == swatch.tones, look_alike.distance))
        return PaletteEntry(swatch, tier, figures.tones[swatch_id], figures.lightness[swatch_id], tuple(offered))

    def _look_alike(self, swatch: Swatch, vision: VisionType, other_id: str, distance: float) -> LookAlike:
        other, figures = self.swatches[swatch.kind][other_id], self.figures[swatch.kind]
        grade: Grade = "same" if distance < SAME else "similar"
        shared = other_id in figures["typical"].close.get(swatch.id, {})
        note = similarity_note(swatch, other, vision, grade, shared)
        return LookAlike(other, figures[vision].tones[other_id], distance, grade, shared, note)


_SIMILARITIES: Mapping[VisionType, tuple[str, str]] = {
    "achromat": ("Looks as light as", "Looks nearly as light as"),
    "any": ("May look like", "May look similar to"),
}
_DIFFERENCES: Mapping[SwatchKind, str] = {"paints": "finish", "interiors": "material", "calipers": "price"}


def similarity_note(swatch: Swatch, other: Swatch, vision: VisionType, grade: Grade, shared: bool) -> Note:
    """How similar a swatch is to another: "Looks similar to Lava Orange; others see a bright green"."""
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
