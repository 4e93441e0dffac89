"""Schemas of the catalogue."""

from configurator.json_schema.builders import (
    INTEGER,
    TEXT,
    TEXTS,
    Schema,
    array,
    members,
    ref,
)
from configurator.web.api.openapi.common_schemas import AMOUNT, HEX
from configurator.web.api.openapi.fact_schemas import fact_schemas

_ENTRY = {
    "id": TEXT,
    "number": {**INTEGER, "description": "Permanent: no other entry ever gets it."},
    "name": TEXT,
    "short": TEXT,
    "sources": TEXTS,
    "demonstration": {**TEXTS, "description": "The members whose values are made up, because no source has them."},
}
_OPTION = {**_ENTRY, "price": AMOUNT, "availableFor": ref("Availability")}

_FEATURE_WORDS: dict[str, Schema] = {
    "group": TEXT,
    "details": {
        **TEXT,
        "description": "Two sentences about it; may be empty.",
        "examples": ["A bright strip frames the side windows. It replaces the black one."],
    },
    "includes": {**TEXTS, "description": "The parts that belong to it.", "examples": [["Amplifier", "Subwoofer"]]},
    "synonyms": {**TEXTS, "description": "Other words that people search for.", "examples": [["stereo", "hi-fi"]]},
}
_DRAWN_VIEWS: Schema = {
    **array(ref("DrawnView")),
    "description": "The drawings in which it is visible; empty if it is in none.",
    "examples": [["front", "side"]],
}


def catalogue_schemas() -> dict[str, Schema]:
    head = dict.fromkeys(("title", "market", "currency", "asOf", "notice"), TEXT)
    lists = {"lines": "Line", "models": "Model", "colors": "Color", "tires": "Tire", "interiors": "Interior"}
    return {
        "Catalogue": members(
            {
                "series": INTEGER,
                **head,
                "delivery": AMOUNT,
                **{name: array(ref(kind)) for name, kind in lists.items()},
                "additionalFeatures": array(ref("Feature")),
                "builds": array(ref("Build")),
                "standardEquipment": array(ref("StandardItem")),
                "factMeasures": ref("FactMeasures"),
                "sources": {"type": "object", "additionalProperties": TEXT},
            }
        ),
        "Availability": members(
            {},
            dict.fromkeys(("lines", "models", "bodies", "fuels"), TEXTS),
            description="Which models it is available for. All conditions must apply.",
        ),
        **_entries(),
        **fact_schemas(),
    }


def _entries() -> dict[str, Schema]:
    return {
        "Line": members({**_ENTRY, "tagline": TEXT, "lengthMm": INTEGER, "heightMm": INTEGER, "wheelbaseMm": INTEGER}),
        "Model": members(
            {
                **_ENTRY,
                **dict.fromkeys(("line", "body", "fuel"), TEXT),
                "price": AMOUNT,
                "default": ref("ModelDefault"),
                "facts": ref("Facts"),
            }
        ),
        "ModelDefault": members(
            {"color": TEXT, "tire": TEXT, "interior": TEXT}, description="The ids of the parts that a model comes with."
        ),
        "Color": members({**_OPTION, "family": TEXT, "hex": HEX, "finish": TEXT, "group": TEXT}),
        "Tire": members(
            {**_OPTION, "inches": array(INTEGER), "tyres": TEXT, "season": ref("Season"), "rim": TEXT, "rimHex": HEX}
        ),
        "Interior": members(
            {**_OPTION, "material": TEXT, "family": TEXT, "hex": HEX, "secondHex": HEX, "trimHex": HEX}
        ),
        "Build": members(
            dict.fromkeys(("id", "line", "name", "summary", "code"), TEXT)
            | {"price": AMOUNT, "sources": TEXTS, "demonstration": TEXTS},
            description="A car that the dealer recommends. `GET /configurations/{code}` returns its parts.",
        ),
        "Feature": members(
            {
                **_OPTION,
                **_FEATURE_WORDS,
                "excludes": TEXTS,
                "requires": ref("FeatureNeeds"),
                "drawnViews": _DRAWN_VIEWS,
            }
        ),
        "FeatureNeeds": members(
            {"inches": INTEGER, "features": TEXTS},
            description="The least size of the wheels, 0 if any will do, and the ids of the features that it needs.",
        ),
        "StandardItem": _standard_item(),
        "IncludedItem": members(
            {"id": TEXT, "name": TEXT, "group": TEXT},
            examples=[{"id": "climate", "name": "Two-zone climate control", "group": "Comfort and sound"}],
        ),
    }


def _standard_item() -> Schema:
    return members(
        {
            **{name: _ENTRY[name] for name in ("id", "name")},
            "group": TEXT,
            "availableFor": ref("Availability"),
            "replacedBy": {**TEXTS, "description": "The features instead of which a car has it."},
            "synonyms": _FEATURE_WORDS["synonyms"],
            **{name: _ENTRY[name] for name in ("sources", "demonstration")},
        },
        description="Something that the available models include in their price.",
        examples=[
            {
                "id": "cruise-control",
                "name": "Cruise control",
                "group": "Assistance",
                "availableFor": {"lines": ["718", "911"]},
                "replacedBy": ["innodrive"],
                "synonyms": ["speed control"],
                "sources": [],
                "demonstration": ["name", "for", "replaced_by", "synonyms"],
            }
        ],
    )
