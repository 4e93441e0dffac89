"""What exists: lines, models, paints, wheel-and-tyre sets, interiors and features, with their prices and rules.

Read from a file by `catalogue_file.load`; nothing here changes after the start.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

Finish = Literal["solid", "metallic", "satin"]
Part = Literal["model", "color", "tire", "interior", "additionalFeatures"]

SINGLE_PARTS: tuple[Part, ...] = ("color", "tire", "interior")
CALIPER_HEX = "#b5121b"
"""The brake callipers of a car without a feature that changes them."""


def fold(text: str) -> str:
    """Letters and digits only, in one case: "Gentian Blue", "gentian-blue" and "gentianBlue" are the same word."""
    return "".join(character for character in text.casefold() if character.isalnum())


def body_name(body: str) -> str:
    """As people write it in a sentence: coupe, SUV, Cross Turismo."""
    return {"suv": "SUV", "cross-turismo": "Cross Turismo"}.get(body, body)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """A thing with a permanent number: never renumbered, never used again for another thing.

    `sources` name where its facts come from; `demonstration` names the fields that are ours, for want of a source.
    """

    id: str
    number: int
    name: str
    short: str
    sources: tuple[str, ...] = ()
    demonstration: tuple[str, ...] = ()

    @property
    def spellings(self) -> frozenset[str]:
        return frozenset(map(fold, (self.id, self.name, self.short)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line(Entry):
    """A family of models that share a body drawing. Lengths in millimetres."""

    tagline: str
    drawn_body: str
    length_mm: int
    height_mm: int
    wheelbase_mm: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model(Entry):
    """A car one can order; `default` is its ids by part, the configuration one begins with. Price in whole USD."""

    line: str
    body: str
    fuel: str
    price: int
    default: Mapping[Part, str]


class Availability(NamedTuple):
    """The models an option is for. An empty set sets no limit; `lines` is never empty."""

    lines: frozenset[str]
    models: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    fuels: frozenset[str] = frozenset()

    def admits(self, model: Model) -> bool:
        limits = (
            (self.lines, model.line),
            (self.models, model.id),
            (self.bodies, model.body),
            (self.fuels, model.fuel),
        )
        return all(not allowed or value in allowed for allowed, value in limits)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Option(Entry):
    """Something one may choose for a model. `price` in whole USD, on top of the model's."""

    price: int
    available: Availability


class PaintGroup(NamedTuple):
    """A rung of the price ladder."""

    id: str
    name: str
    price: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paint(Option):
    """`family` is the plain colour word, `hex` one frozen value "as shown on screen" (#rrggbb)."""

    family: str
    hex: str
    finish: Finish
    group: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WheelSet(Option):
    """A wheel-and-tyre set; `inches` front and rear, `rim` the drawing's name for its spokes."""

    inches: tuple[int, int]
    tyres: str
    rim: str
    rim_hex: str

    @property
    def size(self) -> str:
        front, rear = self.inches
        return f"{front}-inch" if front == rear else f"{front}/{rear}-inch"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Interior(Option):
    """`hex` is the seats', `second_hex` the second tone's, `trim_hex` the decor's colour."""

    material: str
    family: str
    hex: str
    second_hex: str
    trim_hex: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feature(Option):
    """An extra. `excludes` and `requires` name features; `requires_inches` is the least size of the smaller wheel."""

    group: str
    excludes: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    requires_inches: int = 0
    caliper_hex: str | None = None
    drawn: str | None = None

    def is_incompatible_with(self, other: "Feature") -> bool:
        """Whether a car can't have both, whichever of the two excludes the other."""
        return other.id in self.excludes or self.id in other.excludes


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything on offer by one dealer; `series` (1 to 31) marks its codes as its own."""

    series: int
    title: str
    market: str
    currency: str
    as_of: str
    notice: str
    delivery: int
    sources: Mapping[str, str]
    paint_groups: tuple[PaintGroup, ...]
    lines: tuple[Line, ...]
    models: tuple[Model, ...]
    paints: tuple[Paint, ...]
    sets: tuple[WheelSet, ...]
    interiors: tuple[Interior, ...]
    features: tuple[Feature, ...]

    @cached_property
    def by_part(self) -> Mapping[Part, tuple[Entry, ...]]:
        parts: dict[Part, tuple[Entry, ...]] = {
            "model": self.models,
            "color": self.paints,
            "tire": self.sets,
            "interior": self.interiors,
            "additionalFeatures": self.features,
        }
        return MappingProxyType(parts)

    @cached_property
    def _by_spelling(self) -> Mapping[tuple[Part, str], tuple[Entry, ...]]:
        spelled: dict[tuple[Part, str], tuple[Entry, ...]] = {}
        for part, entries in self.by_part.items():
            for entry in entries:
                for spelling in entry.spellings:
                    spelled[part, spelling] = (*spelled.get((part, spelling), ()), entry)
        return spelled

    def line(self, line_id: str) -> Line:
        return next(line for line in self.lines if line.id == line_id)

    def models_of(self, line_id: str) -> tuple[Model, ...]:
        return tuple(model for model in self.models if model.line == line_id)

    def find_model(self, text: str) -> Model | None:
        """The model with this id, else with this name in any spelling; a line's name means its first model."""
        spelling = fold(text)
        named = sorted(self._by_spelling.get(("model", spelling), ()), key=lambda entry: entry.id != text)
        in_line = (self.models_of(line.id) for line in self.lines if spelling in line.spellings)
        return _first_model(named) or next((models[0] for models in in_line), None)

    def find(self, part: Part, text: str, model: Model | None) -> Option | None:
        """The option with this id; else with this name in any spelling, of several the one that the model can have."""
        named = [entry for entry in self._by_spelling.get((part, fold(text)), ()) if isinstance(entry, Option)]
        named = [option for option in named if option.id == text] or named
        offered = [option for option in named if model and option.available.admits(model)]
        candidates = offered or named
        return candidates[0] if len(candidates) == 1 else None

    def offered(self, part: Part, line_id: str) -> tuple[Option, ...]:
        """What a line's models may choose from, those included that only some of them can have."""
        return tuple(
            entry for entry in self.by_part[part] if isinstance(entry, Option) and line_id in entry.available.lines
        )


def _first_model(entries: Iterable[Entry]) -> Model | None:
    return next((entry for entry in entries if isinstance(entry, Model)), None)
