"""Facts about models in words: each with its name, its number and its unit. The only place that formats them.

In the United States, pages show horsepower, miles, pounds and cubic feet first, and the metric value in brackets.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from configurator.cars.catalogue import Catalogue, Model
from configurator.cars.model_facts import Drive, Fact, FactName, ModelFacts

_HORSEPOWER_PER_KW = 1.341022
_PS_PER_KW = 1.359622


class _Units(NamedTuple):
    """A metric unit and the American one: `factor` of them are one metric unit."""

    metric: str
    american: str
    factor: float
    decimals: int = 0


_SPEED = _Units("km/h", "mph", 0.621371)
_WEIGHT = _Units("kg", "lb", 2.204623)
_VOLUME = _Units("l", "cu ft", 1 / 28.316847, 1)

_KEY_FACTS: Final[tuple[FactName, ...]] = ("power_kw", "acceleration_s", "electric_range")
"""The facts that a small tile has room for."""

_DRIVES: Final[Mapping[Drive, str]] = {
    "rear": "Rear-wheel drive",
    "all": "All-wheel drive",
    "front": "Front-wheel drive",
}


class FactText(NamedTuple):
    """A fact as pages show it. `unit` is the unit of the catalogue's own value, "" for a count or a word.

    `figure` is the value with its unit; `also` is the same in the other system of units, or "".
    """

    name: FactName
    fact: Fact
    label: str
    unit: str
    figure: str
    also: str = ""

    @property
    def text(self) -> str:
        return f"{self.figure} ({self.also})" if self.also else self.figure

    @property
    def short(self) -> str:
        """For a tile, which has no room for labels: 388 hp, 0-62 mph in 4.1 s, 275 miles."""
        return f"{self.label} in {self.figure}" if self.name == "acceleration_s" else self.figure


class _Wording(NamedTuple):
    """The words of a FactText."""

    label: str
    unit: str
    figure: str
    also: str = ""


class _Context(NamedTuple):
    """What the wording of a fact depends on. `is_plug_in`: it has an engine too, but drives on electricity alone."""

    facts: ModelFacts
    is_american: bool
    is_electric: bool
    is_plug_in: bool


def fact_texts(catalogue: Catalogue, model: Model) -> tuple[FactText, ...]:
    """All known facts of the model, in the order of FACT_NAMES."""
    facts = catalogue.model_facts.of(model.id)
    is_electric = model.fuel == "electric"
    context = _Context(
        catalogue.model_facts, catalogue.market == "US", is_electric, not is_electric and "electric_range" in facts
    )
    return tuple(FactText(name, fact, *_WORDINGS[name](fact, context)) for name, fact in facts.items())


def key_facts(catalogue: Catalogue, model: Model) -> tuple[FactText, ...]:
    """The two or three facts that tell models apart at a glance: power, acceleration, an electric car's range."""
    known = [text for text in fact_texts(catalogue, model) if text.name in _KEY_FACTS]
    return tuple(text for text in known if text.name != "electric_range" or model.fuel == "electric")


def sources_of(catalogue: Catalogue, texts: tuple[FactText, ...]) -> Iterator[tuple[str, str]]:
    """Pairs: a source of these facts in words, and the labels of the facts that it gives, such as "Power, drive"."""
    keys = dict.fromkeys(key for text in texts for key in text.fact.sources)
    for key in keys:
        labels = [text.label for text in texts if key in text.fact.sources]
        yield catalogue.sources[key], "; ".join(labels)


def _plain(value: float | str, decimals: int = 0) -> str:
    return f"{float(value):,.{decimals}f}"


def _count(label: str, fact: Fact, _: _Context) -> _Wording:
    return _Wording(label, "", _plain(fact.value))


def _power(fact: Fact, context: _Context) -> _Wording:
    kw = float(fact.value)
    metric = f"{_plain(kw)} kW"
    if context.is_american:
        # Makers round horsepower down: 290 kW are sold as 388 hp.
        return _Wording("Power", "kW", f"{_plain(int(kw * _HORSEPOWER_PER_KW))} hp", metric)
    return _Wording("Power", "kW", metric, f"{_plain(kw * _PS_PER_KW)} PS")


def _acceleration(fact: Fact, context: _Context) -> _Wording:
    to_100_kmh = "0\N{EN DASH}62 mph" if context.is_american else "0\N{EN DASH}100 km/h"
    label = to_100_kmh if context.facts.acceleration == "0-100 km/h" else "0\N{EN DASH}60 mph"
    return _Wording(label, "s", f"{_plain(fact.value, 1)} s")


def _electric_range(fact: Fact, context: _Context) -> _Wording:
    test = context.facts.consumption
    unit = "miles" if test == "EPA" else "km"
    return _Wording(f"Electric range, {test}", unit, f"{_plain(fact.value)} {unit}")


def _consumption(fact: Fact, context: _Context) -> _Wording:
    also = "with an empty battery" if context.is_plug_in else ""
    if context.facts.consumption == "EPA":
        unit = "MPGe" if context.is_electric else "mpg"
        return _Wording("Fuel economy, EPA", unit, f"{_plain(fact.value)} {unit}", also)
    unit = "kWh/100 km" if context.is_electric else "l/100 km"
    return _Wording("Consumption, WLTP", unit, f"{_plain(fact.value, 1)} {unit}", also)


def _drive(fact: Fact, _: _Context) -> _Wording:
    return _Wording("Drive", "", next(words for drive, words in _DRIVES.items() if drive == fact.value))


def _measure(label: str, units: _Units, fact: Fact, context: _Context) -> _Wording:
    metric = f"{_plain(fact.value)} {units.metric}"
    if not context.is_american:
        return _Wording(label, units.metric, metric)
    american = f"{_plain(float(fact.value) * units.factor, units.decimals)} {units.american}"
    return _Wording(label, units.metric, american, metric)


_WORDINGS: Final[Mapping[FactName, Callable[[Fact, _Context], _Wording]]] = {
    "seats": partial(_count, "Seats"),
    "doors": partial(_count, "Doors"),
    "power_kw": _power,
    "acceleration_s": _acceleration,
    "top_speed_kmh": partial(_measure, "Top speed", _SPEED),
    "electric_range": _electric_range,
    "consumption": _consumption,
    "drive": _drive,
    "weight_kg": partial(_measure, "Weight, unladen", _WEIGHT),
    "front_luggage_l": partial(_measure, "Luggage, front", _VOLUME),
    "luggage_l": partial(_measure, "Luggage, rear", _VOLUME),
}
