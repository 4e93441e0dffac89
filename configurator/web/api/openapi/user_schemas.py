"""A user and a configured car, with the limits that the API checks with."""

from typing import get_args

from configurator.cars import conflicts
from configurator.colour_vision.palettes import VISION_TYPES
from configurator.users.user import ANSWER_MEMBERS, LONGEST_GENDER, LONGEST_NAME, LONGEST_PART, OLDEST, USER_ID
from configurator.web.api.openapi.schema_builders import (
    AMOUNT,
    BOOL,
    CODE,
    TEXT,
    TEXTS,
    TIME,
    WHOLE,
    Schema,
    choice,
    list_of,
    members,
    or_null,
    ref,
    text,
    words,
)

_WHO = {
    "userId": text(pattern=f"^{USER_ID}$") | {"not": {"enum": [".", ".."]}},
    "name": words(LONGEST_NAME),
    "carConfiguration": ref("CarConfiguration"),
}
_MORE = {
    "age": or_null({**WHOLE, "minimum": 0, "maximum": OLDEST, "description": "Without a decimal point."}),
    "gender": or_null(text(LONGEST_GENDER, description="In the person's own words.")),
    "colorBlindness": or_null(BOOL),
}
_VISION = choice(*VISION_TYPES, description="More exact than colorBlindness, which it may not contradict.")
_VISION_AGREES: list[Schema] = [
    {
        "if": {"properties": {"colorBlindness": {"const": True}}, "required": ["colorBlindness"]},
        "then": {"properties": {"colorVision": {"not": {"const": "typical"}}}},
    },
    {
        "if": {"properties": {"colorBlindness": {"const": False}}, "required": ["colorBlindness"]},
        "then": {"properties": {"colorVision": {"enum": ["typical", None]}}},
    },
]


def user_schemas() -> dict[str, Schema]:
    taken_back = {"description": "Of our answers: taken back, and not looked at."}
    token = text(description="Once, for a new user that brought no secret of its own.")
    return {
        "NewUser": members(
            _WHO, {**_MORE, "colorVision": or_null(_VISION), **dict.fromkeys(ANSWER_MEMBERS, taken_back)}
        )
        | {"allOf": _VISION_AGREES},
        "User": members(
            {**_WHO, **_MORE, "configuration": ref("Configuration"), "createdAt": TIME, "updatedAt": TIME},
            {"colorVision": _VISION, "accessToken": token},
        ),
        "CarConfiguration": members(
            {part: words(LONGEST_PART) for part in ("model", "color", "tire", "interior")},
            {"additionalFeatures": or_null({"type": "object", "description": "By id: true for yes, false for no."})},
        )
        | {"description": "Ids, names in any case and short names; a line (`911`) means its first model."},
    }


def configuration_schemas() -> dict[str, Schema]:
    part = {"part": TEXT, "id": TEXT, "name": TEXT, "amount": AMOUNT}
    change = {"type": "object", "description": "A merge patch (RFC 7396) for the carConfiguration that was sent."}
    return {
        "Price": members({"currency": TEXT, "total": AMOUNT, "delivery": AMOUNT, "parts": list_of(members(part))}),
        "Resolution": members({"consequence": TEXT, "priceEffect": AMOUNT, "change": change}),
        "Conflict": members(
            {
                "kind": choice(*get_args(conflicts.ConflictKind)),
                "options": TEXTS,
                "reason": TEXT,
                "resolutions": list_of(ref("Resolution")),
            }
        ),
        "Configuration": members(
            {
                "buildable": BOOL,
                "price": or_null(ref("Price")),
                "code": or_null(CODE),
                "conflicts": list_of(ref("Conflict")),
                "unrecognised": list_of(members({"name": TEXT, "value": TEXT})),
            }
        )
        | {"description": "The car as the catalogue sees it today. Price and code are null unless all is recognised."},
        "CarToCheck": {
            "type": "object",
            "properties": {"carConfiguration": ref("CarConfiguration")},
            "required": ["carConfiguration"],
        },
        "CheckedCar": members(
            {"carConfiguration": ref("CarConfiguration"), "configuration": ref("Configuration")},
            {"links": members({"page": TEXT, "drawing": TEXT, "picture": TEXT})},
        ),
    }
