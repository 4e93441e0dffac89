"""The facts about a model in the API: each with its value, its unit, the text that pages show, and its sources."""

from collections.abc import Mapping
from typing import Any, Final

from configurator.cars.catalogue import Catalogue, Model
from configurator.cars.fact_texts import FactText, fact_texts
from configurator.cars.model_facts import FactName

MEMBERS: Final[Mapping[FactName, str]] = {
    "seats": "seats",
    "doors": "doors",
    "power_kw": "power",
    "acceleration_s": "acceleration",
    "top_speed_kmh": "topSpeed",
    "electric_range": "electricRange",
    "consumption": "consumption",
    "drive": "drive",
    "weight_kg": "weight",
    "front_luggage_l": "frontLuggage",
    "luggage_l": "luggage",
}
"""The API's names of the facts."""


def facts_document(catalogue: Catalogue, model: Model) -> dict[str, Any]:
    """All known facts of a model by the API's names; empty if the catalogue has none."""
    return {MEMBERS[text.name]: _fact(text) for text in fact_texts(catalogue, model)}


def measures_document(catalogue: Catalogue) -> dict[str, str]:
    """How the catalogue's facts were measured."""
    facts = catalogue.model_facts
    return {"acceleration": facts.acceleration, "consumption": facts.consumption}


def _fact(text: FactText) -> dict[str, Any]:
    return {
        "value": text.fact.value,
        "unit": text.unit,
        "label": text.label,
        "text": text.text,
        "sources": list(text.fact.sources),
        "demonstration": text.fact.is_demonstration,
    }
