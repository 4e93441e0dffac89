"""Schemas of the facts about models."""

from configurator.json_schema.builders import BOOLEAN, TEXT, TEXTS, Schema, members, ref
from configurator.web.api.fact_documents import MEMBERS

_POWER = {
    "value": 290,
    "unit": "kW",
    "label": "Power",
    "text": "388 hp (290 kW)",
    "sources": ["tech_sheets"],
    "demonstration": False,
}

_NUMBER_OR_WORD: Schema = {
    "not": {"type": ["object", "array", "boolean", "null"]},
    "description": "A number, or a word.",
}
"""Of two types, generators make an empty class, which can't read a catalogue. Without a type they take any value."""


def fact_schemas() -> dict[str, Schema]:
    return {
        "FactMeasures": members(
            {"acceleration": ref("Sprint"), "consumption": ref("TestCycle")},
            description="What the acceleration of all models measures, and the test of range and consumption.",
        ),
        "Fact": members(
            {
                "value": _NUMBER_OR_WORD,
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
