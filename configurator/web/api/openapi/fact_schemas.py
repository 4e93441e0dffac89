"""Schemas of the facts about models."""

from configurator.cars.model_facts import SPRINTS, TEST_CYCLES
from configurator.json_schema.builders import BOOLEAN, TEXT, TEXTS, Schema, enum, members, ref
from configurator.web.api.fact_documents import MEMBERS

_POWER = {
    "value": 290,
    "unit": "kW",
    "label": "Power",
    "text": "388 hp (290 kW)",
    "sources": ["tech_sheets"],
    "demonstration": False,
}


def fact_schemas() -> dict[str, Schema]:
    return {
        "FactMeasures": members(
            {"acceleration": enum(*SPRINTS), "consumption": enum(*TEST_CYCLES)},
            description="What the acceleration of all models measures, and the test of range and consumption.",
        ),
        "Fact": members(
            {
                "value": {"type": ["number", "string"]},
                "unit": {**TEXT, "description": "The unit of `value`; empty for a count or a word."},
                "label": TEXT,
                "text": {**TEXT, "description": "Ready to show: in the units of the catalogue's market."},
                "sources": {**TEXTS, "description": "Keys of the catalogue's `sources`."},
                "demonstration": {**BOOLEAN, "description": "Whether the value is made up, because no source has it."},
            },
            examples=[_POWER],
        ),
        "Facts": members(
            {},
            {name: ref("Fact") for name in MEMBERS.values()},
            description="Empty for a model without facts.",
            examples=[{"power": _POWER}],
        ),
    }
