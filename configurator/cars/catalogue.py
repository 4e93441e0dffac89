"""What a dealer offers: lines, models, paints, wheel-and-tyre sets, interiors and features, with prices and rules.

`catalogue_reader.load` reads it from a file. Nothing in it changes while the app runs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from configurator.cars.finance import FinanceTerms
from configurator.cars.model_facts import ModelFacts

if TYPE_CHECKING:
    from configurator.cars.builds import Build
    from configurator.cars.equipment import StandardItem

OUR_CATALOGUE = Path(__file__).with_name("catalogue.json")
"""The demonstration catalogue's file."""

Part = Literal["model", "color", "tire", "interior", "additionalFeatures"]
"""The parts of a car, with their names in the API."""

Finish = Literal["solid", "metallic", "satin"]
Season = Literal["summer", "all-season", "winter", "track"]
"""What a set's tyres are made for."""

Rim = Literal["ten", "double", "turbine", "cross", "classic", "mesh"]
"""The wheel designs that the drawings have."""

DrawnOption = Literal["pano", "sport", "wing", "rails", "privacy", "chrome", "carbon"]
"""What a feature can add to the drawings, apart from the colour of the callipers."""

PARTS: Final[tuple[Part, ...]] = get_args(Part)
SINGLE_PARTS: Final[tuple[Part, ...]] = ("color", "tire", "interior")
"""The parts of a model of which a car has exactly one."""

FINISHES: Final[tuple[Finish, ...]] = get_args(Finish)
SEASONS: Final[tuple[Season, ...]] = get_args(Season)
RIMS: Final[tuple[Rim, ...]] = get_args(Rim)
DRAWN_OPTIONS: Final[tuple[DrawnOption, ...]] = get_args(DrawnOption)

CALIPER_HEX: Final = "#b5121b"
"""The colour of the brake callipers, unless a feature changes it."""


def fold(text: str) -> str:
    """Letters and digits in lower case, so that "Gentian Blue", "gentian-blue" and "gentianBlue" are equal."""
    return "".join(character for character in text.casefold() if character.isalnum())


def body_name(body: str) -> str:
    """A body style as it is written in a sentence: coupe, SUV, Cross Turismo."""
    return {"suv": "SUV", "cross-turismo": "Cross Turismo"}.get(body, body)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """Something with a permanent number, which never changes and is never used again for something else.

    `sources` are keys of the catalogue's sources. `demonstration` names the fields that we made up.
    """

    id: str
    number: int
    name: str
    short: str
    sources: tuple[str, ...] = ()
    demonstration: tuple[str, ...] = ()

    @property
    def spellings(self) -> frozenset[str]:
        """The folded texts that mean this entry."""
        return frozenset(map(fold, (self.id, self.name, self.short)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line(Entry):
    """A family of models. Lengths in millimetres."""

    tagline: str
    length_mm: int
    height_mm: int
    wheelbase_mm: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model(Entry):
    """A car that can be ordered. `default` has an id for each single part, `price` is in units of the currency."""

    line: str
    body: str
    fuel: str
    price: int
    default: Mapping[Part, str]


class Availability(NamedTuple):
    """The models that can have an option. An empty set is no limit; `lines` is never empty."""

    lines: frozenset[str]
    models: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    fuels: frozenset[str] = frozenset()

    def admits(self, model: Model) -> bool:
        """Whether this model can have the option."""
        return (
            model.line in self.lines
            and (not self.models or model.id in self.models)
            and (not self.bodies or model.body in self.bodies)
            and (not self.fuels or model.fuel in self.fuels)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Option(Entry):
    """Something to choose for a model. `price` is added to the model's, in whole units of the currency."""

    price: int
    available: Availability


class PaintGroup(NamedTuple):
    """Paints with the same price."""

    id: str
    name: str
    price: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paint(Option):
    """`family` is a plain colour word, `hex` the colour on screen (#rrggbb), which must not change."""

    family: str
    hex: str
    finish: Finish
    group: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WheelSet(Option):
    """A wheel-and-tyre set. `inches` are the front and the rear wheel's, `rim` is the design in the drawing."""

    inches: tuple[int, int]
    tyres: str
    season: Season
    rim: Rim
    rim_hex: str

    @property
    def size(self) -> str:
        """20-inch, or 20/21-inch if front and rear differ."""
        front, rear = self.inches
        return f"{front}-inch" if front == rear else f"{front}/{rear}-inch"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Interior(Option):
    """`hex` is the colour of the seats, `second_hex` of the second tone, `trim_hex` of the trim."""

    material: str
    family: str
    hex: str
    second_hex: str
    trim_hex: str

    @property
    def is_leather_free(self) -> bool:
        return self.material.startswith("leather-free")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feature(Option):
    """An extra. `excludes` and `requires` are ids of features; `requires_inches` is the smallest wheel it fits.

    In the drawing it changes the callipers to `caliper_hex` and adds `drawn`, if these are given. `details` is a text
    of about two sentences, "" for none. `synonyms` are other words that people search for.
    """

    group: str
    details: str = ""
    includes: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    excludes: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    requires_inches: int = 0
    caliper_hex: str | None = None
    drawn: DrawnOption | None = None

    def is_incompatible_with(self, other: "Feature") -> bool:
        """Whether a car can't have both, whichever of the two excludes the other."""
        return other.id in self.excludes or self.id in other.excludes


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that one dealer offers. `series`, 1 to 31, makes other dealers' codes invalid here.

    `title`, `market`, `currency`, `as_of` and `notice` are texts for pages; `delivery` is a price.
    """

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
    model_facts: ModelFacts
    builds: "tuple[Build, ...]" = ()
    standard: "tuple[StandardItem, ...]" = ()
    finance: FinanceTerms | None = None

    def make_indexes(self) -> None:
        """Makes now what the first search would make."""
        _ = self.by_part, self._by_spelling

    @cached_property
    def by_part(self) -> Mapping[Part, tuple[Entry, ...]]:
        """All entries for each part."""
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
        """The line with this id, which must exist."""
        return next(line for line in self.lines if line.id == line_id)

    @cached_property
    def _models_by_line(self) -> Mapping[str, tuple[Model, ...]]:
        return {line.id: tuple(model for model in self.models if model.line == line.id) for line in self.lines}

    @cached_property
    def _offered(self) -> Mapping[tuple[Part, str], tuple[Option, ...]]:
        """The options of each part, by part and line."""
        return {
            (part, line.id): tuple(
                entry for entry in entries if isinstance(entry, Option) and line.id in entry.available.lines
            )
            for part, entries in self.by_part.items()
            for line in self.lines
        }

    def models_of(self, line_id: str) -> tuple[Model, ...]:
        return self._models_by_line.get(line_id, ())

    def find_model(self, text: str) -> Model | None:
        """The model with this id, else with this name in any spelling, else the first model of the line so named."""
        spelling = fold(text)
        named = sorted(self._by_spelling.get(("model", spelling), ()), key=lambda entry: entry.id != text)
        in_line = (self.models_of(line.id) for line in self.lines if spelling in line.spellings)
        return _first_model(named) or next((models[0] for models in in_line), None)

    def find(self, part: Part, text: str, model: Model | None) -> Option | None:
        """The option with this id, else with this name in any spelling.

        If several have the name, the one that the model can have; None if that leaves none or several.
        """
        named = [entry for entry in self._by_spelling.get((part, fold(text)), ()) if isinstance(entry, Option)]
        named = [option for option in named if option.id == text] or named
        fitting = [option for option in named if model and option.available.admits(model)]
        candidates = fitting or named
        return candidates[0] if len(candidates) == 1 else None

    def offered(self, part: Part, line_id: str) -> tuple[Option, ...]:
        """The options for at least one of the line's models."""
        return self._offered.get((part, line_id), ())


def _first_model(entries: Iterable[Entry]) -> Model | None:
    return next((entry for entry in entries if isinstance(entry, Model)), None)
