"""The bodies that describe a user or a car: one JSON Schema each, which validates and goes into the API's description.

Members that answers add (`configuration`, `createdAt`, ...) are accepted, so that an app can send back what it read,
and ignored.
"""

from typing import Any

from configurator.cars.catalogue import PARTS, SINGLE_PARTS
from configurator.colour_vision.palettes import VISION_TYPES
from configurator.json_schema.builders import (
    BOOLEAN,
    INTEGER,
    Schema,
    enum,
    filled_text,
    members,
    members_in_order,
    merge_patch,
    or_null,
    ref,
    text,
)
from configurator.json_schema.validation import REASON, Fault, validator
from configurator.users.user import LONGEST_USER_ID, NO_USER_IDS, USER_ID, Document

LONGEST_NAME = 200
LONGEST_GENDER = 64
LONGEST_PART = 200
OLDEST = 150

MEMBERS = ("userId", "name", "age", "gender", "colorBlindness", "carConfiguration")
OPTIONAL_MEMBERS = ("colorVision",)
ANSWER_MEMBERS = ("configuration", "accessToken", "createdAt", "updatedAt")
CAR_MEMBERS = PARTS

MEMBER_SCHEMAS: dict[str, Schema] = {
    "userId": {
        **text(pattern=f"^{USER_ID}$"),
        "not": {"enum": list(NO_USER_IDS)},
        REASON: f"send 1 to {LONGEST_USER_ID} letters, digits or any of . _ ~ @ : -",
    },
    "name": filled_text(LONGEST_NAME),
    "age": or_null({**INTEGER, "minimum": 0, "maximum": OLDEST, "description": "Without a decimal point."}),
    "gender": or_null(text(LONGEST_GENDER, description="In the person's own words.")),
    "colorBlindness": or_null(BOOLEAN),
    "colorVision": or_null(
        enum(*VISION_TYPES, description="More exact than `colorBlindness`, which it must not contradict.")
    ),
    "carConfiguration": ref("CarConfiguration"),
}


def _contradiction(is_colour_blind: bool, *visions: str) -> Schema:
    """A rule of `allOf`: with this value of colorBlindness, colorVision must be none of these."""
    reason = f"contradicts colorBlindness, which is {str(is_colour_blind).lower()}; send one of the two"
    return {
        "if": {"properties": {"colorBlindness": {"const": is_colour_blind}}, "required": ["colorBlindness"]},
        "then": {"properties": {"colorVision": {"not": {"enum": list(visions)}, REASON: reason}}},
    }


_FEATURES: Schema = {"type": "object", "description": "By id: true to add a feature, false to decline it."}
CAR_CONFIGURATION = members(
    {part: filled_text(LONGEST_PART) for part in ("model", *SINGLE_PARTS)},
    {"additionalFeatures": or_null(_FEATURES)},
    description="Ids, names in upper or lower case, or short names. A line (`911`) means its first model.",
)
NEW_USER = members_in_order(
    MEMBER_SCHEMAS | {name: {"description": "Sent by the API, ignored in a request."} for name in ANSWER_MEMBERS},
    required=["userId", "name", "carConfiguration"],
    allOf=[
        _contradiction(True, "typical"),
        _contradiction(False, *(vision for vision in VISION_TYPES if vision != "typical")),
    ],
)
USER_REPLACEMENT = {**NEW_USER, "required": ["name", "carConfiguration"]}
CAR_PATCH = merge_patch(CAR_CONFIGURATION)
USER_PATCH = merge_patch(USER_REPLACEMENT, carConfiguration=ref("CarConfigurationPatch"))

DEFINITIONS = {"CarConfiguration": CAR_CONFIGURATION}

_new_user_faults = validator(NEW_USER, DEFINITIONS)


def faults(body: object) -> tuple[Fault, ...]:
    """Everything wrong with a body for POST /users: members in order, then rules, then unknown members."""
    return _new_user_faults(body)


def clean(body: Document) -> Document:
    """The user's own members of a valid body. Those that weren't sent are null; what answers add is dropped."""
    own: dict[str, Any] = {name: body.get(name) for name in MEMBERS}
    return own | {name: body[name] for name in OPTIONAL_MEMBERS if body.get(name) is not None}
