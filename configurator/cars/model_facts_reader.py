"""Reads the facts about models from the catalogue's file, where the section `model_facts` may be missing."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from configurator.cars.field_reader import FieldReader
from configurator.cars.model_facts import (
    DRIVES,
    FACT_NAMES,
    SPRINTS,
    TEST_CYCLES,
    Fact,
    FactName,
    FactsOfModel,
    ModelFacts,
)

_LIMITS: Final[Mapping[FactName, tuple[float, float]]] = {
    "seats": (1, 9),
    "doors": (1, 6),
    "power_kw": (1, 3000),
    "acceleration_s": (0.5, 60),
    "top_speed_kmh": (1, 600),
    "electric_range": (1, 3000),
    "consumption": (0.1, 500),
    "weight_kg": (100, 9999),
    "front_luggage_l": (1, 5000),
    "luggage_l": (1, 5000),
}
"""The smallest and the largest plausible value: larger or smaller ones are usually in another unit."""


def read_model_facts(file: FieldReader, models: Iterable[str], sources: Iterable[str]) -> ModelFacts:
    """The facts in a catalogue's file. `models` and `sources` are the ids that may occur.

    Raises CatalogueError for values that are missing, implausible, or neither sourced nor marked as demonstration.
    """
    if "model_facts" not in file.fields:
        return ModelFacts()
    section = file.record("model_facts")
    known = frozenset(models)
    facts = {}
    for model_id, record in section.named_records("models").items():
        if model_id not in known:
            raise section.fault("models", f"{model_id!r} is not in the catalogue")
        facts[model_id] = _facts(record, frozenset(sources))
    return ModelFacts(
        section.one_of("acceleration", SPRINTS), section.one_of("consumption", TEST_CYCLES), MappingProxyType(facts)
    )


def _facts(record: FieldReader, known: frozenset[str]) -> FactsOfModel:
    values, sources = record.record("values"), record.record("sources", {})
    invented = record.texts("demonstration", ())
    for field in (*values.fields, *sources.fields, *invented):
        if field not in FACT_NAMES or field not in values.fields:
            raise record.fault(field, f"is not a fact with a value; facts are {', '.join(FACT_NAMES)}")
    names = (name for name in FACT_NAMES if name in values.fields)
    return MappingProxyType(
        {name: Fact(_value(values, name), _sources(record, sources, name, invented, known)) for name in names}
    )


def _value(values: FieldReader, name: FactName) -> float | str:
    if name == "drive":
        return values.one_of(name, DRIVES)
    if name in ("seats", "doors"):
        return values.whole(name, *map(int, _LIMITS[name]))
    return values.number(name, *_LIMITS[name])


def _sources(
    record: FieldReader, sources: FieldReader, name: FactName, invented: tuple[str, ...], known: frozenset[str]
) -> tuple[str, ...]:
    named = sources.texts(name, ())
    if bool(named) == (name in invented):
        raise record.fault(name, "name its sources, or list it under demonstration, and not both")
    unknown = sorted(set(named) - known)
    if unknown:
        raise sources.fault(name, f"{unknown[0]!r} is not in the catalogue's sources")
    return named
