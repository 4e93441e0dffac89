"""Ways of seeing colour, and what each makes of a line's paints, interiors and callipers.

The figures are made from the catalogue by `make palettes` and read by `vision_file`; the page /colour-vision tells how.
Distances are CIEDE2000, lightness is CIE L* from 0 to 100.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

VisionType = Literal["typical", "protan", "deutan", "tritan", "achromat", "any"]
SwatchKind = Literal["paints", "interiors", "calipers"]
Grade = Literal["same", "similar"]
Tier = Literal["easy", "close"]

VISION_TYPES: tuple[VisionType, ...] = get_args(VisionType)
"""`any` is "colour-blind, kind unknown": the API's colorBlindness true without a colorVision."""
SWATCH_KINDS: tuple[SwatchKind, ...] = get_args(SwatchKind)
SAME = 5.0
SIMILAR = 10.0
"""Two colours look the same below the first distance and similar below the second; from there on they stay apart."""


class Label(NamedTuple):
    """What a way of seeing is called: in a heading, within a sentence, and how it feels."""

    name: str
    short: str
    says: str


LABELS: Mapping[VisionType, Label] = MappingProxyType(
    {
        "typical": Label("Typical colour vision", "typical", "Everything as it comes"),
        "protan": Label("Red-green, protan type", "protan", "Reds look dark, almost black"),
        "deutan": Label("Red-green, deutan type", "deutan", "Red, green and brown run together"),
        "tritan": Label("Blue-yellow, tritan type", "tritan", "Blue drifts to green, yellow to pink"),
        "achromat": Label("No colour", "no colour", "Light and dark alone"),
        "any": Label("Not sure", "any kind", "Clear choices, whichever it is"),
    }
)


class Swatch(NamedTuple):
    """Something chosen by its colour: `tones` are #rrggbb as shown on screen, a paint's one or an interior's two.

    `family` is the plain colour word, `finish` a paint's finish or an interior's material.
    """

    part: SwatchKind
    id: str
    name: str
    family: str
    tones: tuple[str, ...]
    finish: str
    lines: frozenset[str]


class Note(NamedTuple):
    """A likeness in words, apart where a page sets the name in bold."""

    lead: str
    name: str
    rest: str

    def __str__(self) -> str:
        return f"{self.lead} {self.name}{self.rest}"

    def about(self, name: str) -> str:
        """With the name of what it is about, where that does not stand above it."""
        return f"{name}: {self.lead[0].lower()}{self.lead[1:]} {self.name}{self.rest}"


class LookAlike(NamedTuple):
    """A swatch that is hard to tell from another one; `shared` where typical eyes find the two alike as well."""

    swatch: Swatch
    tones: tuple[str, ...]
    distance: float
    grade: Grade
    shared: bool
    note: Note


class Seen(NamedTuple):
    """A swatch to one way of seeing: `tones` and `lightness` as simulated, look-alikes with the closest first."""

    swatch: Swatch
    tier: Tier
    tones: tuple[str, ...]
    lightness: float
    look_alikes: tuple[LookAlike, ...]

    @property
    def note(self) -> Note | None:
        """The closest look-alike in words, for where there is room for one."""
        return self.look_alikes[0].note if self.look_alikes else None


class Palette(NamedTuple):
    """All that a line offers, in the order that helps one way of seeing: `easy` to tell apart, then `close` ones.

    Every two of `easy` are at least `smallest` apart, which is None where there are no two.
    """

    line: str
    kind: VisionType
    part: SwatchKind
    easy: tuple[Seen, ...]
    close: tuple[Seen, ...]
    smallest: float | None

    @property
    def seen(self) -> tuple[Seen, ...]:
        return (*self.easy, *self.close)

    def find(self, swatch_id: str) -> Seen | None:
        return next((seen for seen in self.seen if seen.swatch.id == swatch_id), None)

    def pairs_below(self, distance: float) -> int:
        """How many pairs of the line are closer than this, up to SIMILAR."""
        return sum(twin.distance < distance for seen in self.seen for twin in seen.look_alikes) // 2


class Ranking(NamedTuple):
    """A line's swatches by id, each tier in its order."""

    easy: tuple[str, ...]
    close: tuple[str, ...]
    smallest: float | None


class Figures(NamedTuple):
    """What was computed for one part and one way of seeing: by swatch, by pair closer than SIMILAR, and by line."""

    tones: Mapping[str, tuple[str, ...]]
    lightness: Mapping[str, float]
    close: Mapping[str, Mapping[str, float]]
    lines: Mapping[str, Ranking]


class Palettes(NamedTuple):
    """Every palette of a catalogue. `lens` and `clear` are eight paints each to pick a way of seeing by:
    one of every hue, and such as nearly everybody tells apart."""

    swatches: Mapping[SwatchKind, Mapping[str, Swatch]]
    figures: Mapping[SwatchKind, Mapping[VisionType, Figures]]
    lens: tuple[str, ...]
    clear: tuple[str, ...]

    def palette(self, part: SwatchKind, line: str, kind: VisionType) -> Palette:
        """KeyError for a line that is not in the catalogue."""
        ranking = self.figures[part][kind].lines[line]
        easy = tuple(self._seen(part, line, kind, "easy", swatch_id) for swatch_id in ranking.easy)
        close = tuple(self._seen(part, line, kind, "close", swatch_id) for swatch_id in ranking.close)
        return Palette(line, kind, part, easy, close, ranking.smallest)

    def bands(self, kind: VisionType) -> tuple[str, ...]:
        """The colours of a lens, from left to right: of `any`, paints that stay apart, unchanged."""
        tones = self.figures["paints"][kind].tones
        return tuple(tones[paint][0] for paint in (self.clear if kind == "any" else self.lens))

    def _seen(self, part: SwatchKind, line: str, kind: VisionType, tier: Tier, swatch_id: str) -> Seen:
        swatch, figures = self.swatches[part][swatch_id], self.figures[part][kind]
        twins = (self._look_alike(swatch, kind, *pair) for pair in figures.close.get(swatch_id, {}).items())
        offered = [twin for twin in twins if line in twin.swatch.lines]
        # Another finish of the same colour says so by its name: what could surprise comes first.
        offered.sort(key=lambda twin: (twin.swatch.tones == swatch.tones, twin.distance))
        tones, lightness = figures.tones[swatch_id], figures.lightness[swatch_id]
        return Seen(swatch, tier, tones, lightness, tuple(offered))

    def _look_alike(self, swatch: Swatch, kind: VisionType, twin_id: str, distance: float) -> LookAlike:
        twin, figures = self.swatches[swatch.part][twin_id], self.figures[swatch.part]
        grade: Grade = "same" if distance < SAME else "similar"
        shared = twin_id in figures["typical"].close.get(swatch.id, {})
        note = note_on(swatch, twin, kind, grade, shared)
        return LookAlike(twin, figures[kind].tones[twin_id], distance, grade, shared, note)


_LEADS: Mapping[VisionType, tuple[str, str]] = {
    "typical": ("Looks like", "Close to"),
    "achromat": ("To you as light as", "To you nearly as light as"),
    "any": ("To you perhaps much like", "To you perhaps close to"),
}
_DIFFERS: Mapping[SwatchKind, str] = {"paints": "finish", "interiors": "material", "calipers": "price"}


def note_on(swatch: Swatch, twin: Swatch, kind: VisionType, grade: Grade, shared: bool) -> Note:
    """How a swatch is like its twin: "To you close to Lava Orange; others see a bright green"."""
    if swatch.tones == twin.tones:
        return Note("The same colour as", twin.name, f"; only the {_DIFFERS[swatch.part]} differs")
    like, close = _LEADS.get(kind, ("To you much like", "To you close to"))
    rest = "" if kind == "typical" else _to_others(swatch, twin, shared)
    return Note(like if grade == "same" else close, twin.name, rest)


def _to_others(swatch: Swatch, twin: Swatch, shared: bool) -> str:
    if shared:
        return "; most eyes find them close too"
    if not swatch.family or swatch.family == twin.family:
        return "; others tell them apart"
    return f"; others see {'an' if swatch.family[0] in 'aeiou' else 'a'} {swatch.family}"
