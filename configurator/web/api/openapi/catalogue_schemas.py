"""What there is to choose from, and how each way of seeing sees it."""

from typing import get_args

from configurator.colour_vision.palettes import VISION_TYPES, Grade, Tier
from configurator.web.api.openapi.schema_builders import (
    AMOUNT,
    HEX,
    NUMBER,
    TEXT,
    TEXTS,
    WHOLE,
    Schema,
    choice,
    list_of,
    members,
    or_null,
    ref,
    text,
)

_ENTRY = {
    "id": TEXT,
    "number": {**WHOLE, "description": "Permanent: never given to another thing."},
    "name": TEXT,
    "short": TEXT,
    "sources": TEXTS,
    "demonstration": {**TEXTS, "description": "Which of these members are ours, for want of a source."},
}
_OPTION = {**_ENTRY, "price": AMOUNT, "availableFor": ref("Availability")}


def catalogue_schemas() -> dict[str, Schema]:
    head = dict.fromkeys(("title", "market", "currency", "asOf", "notice"), TEXT)
    lists = {"lines": "Line", "models": "Model", "colors": "Color", "tires": "Tire", "interiors": "Interior"}
    return {
        "Catalogue": members(
            {
                "series": WHOLE,
                **head,
                "delivery": AMOUNT,
                **{name: list_of(ref(kind)) for name, kind in lists.items()},
                "additionalFeatures": list_of(ref("Feature")),
                "sources": {"type": "object", "additionalProperties": TEXT},
            }
        ),
        "Availability": members({}, dict.fromkeys(("lines", "models", "bodies", "fuels"), TEXTS))
        | {"description": "What it can be had for: each member that is there must hold."},
        **_entries(),
    }


def _entries() -> dict[str, Schema]:
    default = members({"color": TEXT, "tire": TEXT, "interior": TEXT})
    needs = members({"inches": WHOLE, "features": TEXTS})
    return {
        "Line": members({**_ENTRY, "tagline": TEXT, "lengthMm": WHOLE, "heightMm": WHOLE, "wheelbaseMm": WHOLE}),
        "Model": members({**_ENTRY, "line": TEXT, "body": TEXT, "fuel": TEXT, "price": AMOUNT, "default": default}),
        "Color": members({**_OPTION, "family": TEXT, "hex": HEX, "finish": TEXT, "group": TEXT}),
        "Tire": members({**_OPTION, "inches": list_of(WHOLE), "tyres": TEXT, "rim": TEXT, "rimHex": HEX}),
        "Interior": members(
            {**_OPTION, "material": TEXT, "family": TEXT, "hex": HEX, "secondHex": HEX, "trimHex": HEX}
        ),
        "Feature": members({**_OPTION, "group": TEXT, "excludes": TEXTS, "requires": needs}),
    }


def palette_schemas() -> dict[str, Schema]:
    alike = {"id": TEXT, "name": TEXT, "distance": NUMBER, "grade": choice(*get_args(Grade)), "words": TEXT}
    seen = {"id": TEXT, "name": TEXT, "family": TEXT, "tier": choice(*get_args(Tier)), "seenAs": list_of(HEX)}
    palettes = {name: ref("Palette") for name in ("colors", "interiors", "calipers")}
    thresholds = members({"measure": TEXT, "same": NUMBER, "similar": NUMBER})
    return {
        "Vision": members({"id": choice(*VISION_TYPES), "name": TEXT, "description": TEXT, "lens": list_of(HEX)})
        | {"description": "`lens` is how eight paints look to it, to choose by eye."},
        "SeenColor": members({**seen, "lightness": NUMBER, "lookAlikes": list_of(members(alike))}),
        "Palette": members(
            {"easyToTellApart": WHOLE, "smallestDistance": or_null(NUMBER), "inOrder": list_of(ref("SeenColor"))}
        ),
        "Visions": members({"visions": list_of(ref("Vision")), "thresholds": thresholds}),
        "PalettesOfVision": members(
            {
                "vision": ref("Vision"),
                "thresholds": thresholds,
                "lines": list_of(members({"id": text(), **palettes})),
            }
        ),
    }
