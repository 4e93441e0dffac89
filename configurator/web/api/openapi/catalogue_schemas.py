"""Schemas of the catalogue, and of its colours as each type of colour vision sees them."""

from typing import get_args

from configurator.cars.catalogue import SEASONS
from configurator.colour_vision.palettes import VISION_TYPES, Grade, Tier
from configurator.drawings.views import DRAWN_VIEWS
from configurator.json_schema.builders import (
    INTEGER,
    NUMBER,
    TEXT,
    TEXTS,
    Schema,
    array,
    enum,
    members,
    or_null,
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
    **array(enum(*DRAWN_VIEWS)),
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
    default = members({"color": TEXT, "tire": TEXT, "interior": TEXT})
    needs = members({"inches": INTEGER, "features": TEXTS})
    return {
        "Line": members({**_ENTRY, "tagline": TEXT, "lengthMm": INTEGER, "heightMm": INTEGER, "wheelbaseMm": INTEGER}),
        "Model": members(
            {
                **_ENTRY,
                **dict.fromkeys(("line", "body", "fuel"), TEXT),
                "price": AMOUNT,
                "default": default,
                "facts": ref("Facts"),
            }
        ),
        "Color": members({**_OPTION, "family": TEXT, "hex": HEX, "finish": TEXT, "group": TEXT}),
        "Tire": members(
            {**_OPTION, "inches": array(INTEGER), "tyres": TEXT, "season": enum(*SEASONS), "rim": TEXT, "rimHex": HEX}
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
            {**_OPTION, **_FEATURE_WORDS, "excludes": TEXTS, "requires": needs, "drawnViews": _DRAWN_VIEWS}
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


def palette_schemas() -> dict[str, Schema]:
    alike = {"id": TEXT, "name": TEXT, "distance": NUMBER, "grade": enum(*get_args(Grade)), "words": TEXT}
    seen = {"id": TEXT, "name": TEXT, "family": TEXT, "tier": enum(*get_args(Tier)), "seenAs": array(HEX)}
    palettes = {name: ref("Palette") for name in ("colors", "interiors", "calipers")}
    thresholds = members({"measure": TEXT, "same": NUMBER, "similar": NUMBER})
    return {
        "Vision": members(
            {"id": enum(*VISION_TYPES), "name": TEXT, "description": TEXT, "lens": array(HEX)},
            description="`lens`: eight paints as this type of colour vision sees them, for people to choose by.",
        ),
        "SeenColor": members(
            {**seen, "lightness": NUMBER, "mark": TEXT, "lookAlikes": array(members(alike))},
            description="`tier`: any two `easy` colors can be told apart, but one may look like a `close` color. "
            "`mark`: the names of the look-alikes in one line, to show next to the color; empty if there are none.",
        ),
        "Palette": members(
            {"easyToTellApart": INTEGER, "smallestDistance": or_null(NUMBER), "inOrder": array(ref("SeenColor"))}
        ),
        "Visions": members({"visions": array(ref("Vision")), "thresholds": thresholds}),
        "PalettesOfVision": members(
            {
                "vision": ref("Vision"),
                "thresholds": thresholds,
                "lines": array(members({"id": TEXT, **palettes})),
            }
        ),
    }
