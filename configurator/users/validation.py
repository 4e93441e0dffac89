"""The bodies that describe a user or a car: one JSON Schema each, which validates and goes into the API's description.

Members that answers add (`configuration`, `createdAt`, ...) are accepted, so that an app can send back what it read,
and ignored.
"""

from typing import Any

from configurator.cars.catalogue import PARTS, SINGLE_PARTS
from configurator.colour_vision.visions import GRADED_TYPES, SEVERITIES, VISION_TYPES
from configurator.json_schema.builders import (
    BOOLEAN,
    INTEGER,
    Schema,
    array,
    enum,
    filled_text,
    members,
    members_in_order,
    merge_patch,
    or_null,
    ref,
    text,
)
from configurator.json_schema.merge_patch import apply_merge_patch
from configurator.json_schema.validation import REASON, Fault, validator
from configurator.users.user import LONGEST_USER_ID, NO_USER_IDS, USER_ID, Document

LONGEST_NAME = 200
LONGEST_GENDER = 64
LONGEST_PART = 200
LONGEST_CAR_NAME = 80
LONGEST_CAR_ID = 64
MOST_CARS = 20
OLDEST = 150

MEMBERS = ("userId", "name", "age", "gender", "colorBlindness", "carConfiguration")
OPTIONAL_MEMBERS = ("colorVision", "colorVisionSeverity", "cars")
ANSWER_MEMBERS = ("configuration", "accessToken", "createdAt", "updatedAt")
CAR_MEMBERS = PARTS
SAVED_CAR_MEMBERS = ("id", "name", "carConfiguration", "savedAt")
SAVED_CAR_ANSWER_MEMBERS = ("code", "total")

_GRADED = f"{', '.join(GRADED_TYPES[:-1])} or {GRADED_TYPES[-1]}"

MEMBER_SCHEMAS: dict[str, Schema] = {
    "userId": {
        **text(pattern=f"^{USER_ID}$"),
        "not": {"enum": list(NO_USER_IDS)},
        REASON: f"send 1 to {LONGEST_USER_ID} letters, digits or any of . _ ~ @ : | + = -; for base64, use base64url",
    },
    "name": filled_text(LONGEST_NAME),
    "age": or_null({**INTEGER, "minimum": 0, "maximum": OLDEST, "description": "`36.0` and `3e1` are whole, too."}),
    "gender": or_null(text(LONGEST_GENDER, description="In the person's own words.")),
    "colorBlindness": or_null(BOOLEAN),
    "colorVision": or_null(
        ref("ColorVision"), description="More exact than `colorBlindness`, which it must not contradict."
    ),
    "colorVisionSeverity": or_null(
        ref("ColorVisionSeverity"),
        description=f"Only with `colorVision` {_GRADED}. Without it, the palettes are those of `full`.",
    ),
    "carConfiguration": ref("CarConfiguration"),
    "cars": or_null(
        array(
            ref("SavedCar"),
            maxItems=MOST_CARS,
            description="All saved cars. `carConfiguration` is the latest; if it isn't listed, it is one more.",
        )
    ),
}


def _contradiction(is_colour_blind: bool, *visions: str) -> Schema:
    """A rule for colorVision: with this value of colorBlindness, colorVision must be none of these."""
    reason = f"contradicts colorBlindness, which is {str(is_colour_blind).lower()}; send one of the two"
    return {
        "if": {"properties": {"colorBlindness": {"const": is_colour_blind}}, "required": ["colorBlindness"]},
        "then": {"properties": {"colorVision": {"not": {"enum": list(visions)}, REASON: reason}}},
    }


_SEVERITY_OF_NOTHING: Schema = {
    "if": {"properties": {"colorVision": {"not": {"enum": list(GRADED_TYPES)}}}},
    "then": {
        "properties": {
            "colorVisionSeverity": {
                "not": {"enum": list(SEVERITIES)},
                REASON: f"send it with colorVision {_GRADED}, or leave it out",
            }
        }
    },
}
"""Other types of colour vision have no severity."""

COLOR_VISION = enum(*VISION_TYPES, description="`any` is for colour-blind people who don't know their type.")
COLOR_VISION_SEVERITY = enum(
    *SEVERITIES,
    description="`full` is dichromacy, or nearly so; the others are degrees of anomalous trichromacy.",
)
ADDITIONAL_FEATURES: Schema = {
    "type": "object",
    "additionalProperties": True,
    "description": "By id: true to add a feature, false to decline it. Other values are stored and not understood.",
}
CAR_CONFIGURATION = members(
    {part: filled_text(LONGEST_PART) for part in ("model", *SINGLE_PARTS)},
    {"additionalFeatures": or_null(ref("AdditionalFeatures"))},
    description="Ids, names in upper or lower case, or short names. A line (`911`) means its first model.",
)
_IGNORED: Schema = {"description": "Sent by the API, ignored in a request."}
_TIME = text(
    pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,6})?Z$",
    description="In UTC, such as 2026-11-29T09:30:00Z.",
) | {REASON: "send a time in UTC, such as 2026-11-29T09:30:00Z, or leave it out"}
_CAR_ID = text(
    pattern=rf"^[A-Za-z0-9_-]{{1,{LONGEST_CAR_ID}}}$",
    description="Chosen by the app, and different for each car of a user.",
) | {REASON: f"send 1 to {LONGEST_CAR_ID} letters, digits, - or _"}
SAVED_CAR = members(
    {"id": _CAR_ID, "carConfiguration": ref("CarConfiguration")},
    {
        "name": or_null(filled_text(LONGEST_CAR_NAME)),
        "savedAt": or_null(_TIME),
        **dict.fromkeys(SAVED_CAR_ANSWER_MEMBERS, _IGNORED),
    },
)
NEW_USER = members_in_order(
    MEMBER_SCHEMAS | dict.fromkeys(ANSWER_MEMBERS, _IGNORED),
    required=["userId", "name", "carConfiguration"],
    dependentSchemas={
        "colorVision": {
            "allOf": [
                _contradiction(True, "typical"),
                _contradiction(False, *(vision for vision in VISION_TYPES if vision != "typical")),
            ]
        },
        "colorVisionSeverity": {"allOf": [_SEVERITY_OF_NOTHING]},
    },
)
USER_REPLACEMENT = {**NEW_USER, "required": ["name", "carConfiguration"]}
CAR_PATCH = merge_patch(CAR_CONFIGURATION)
USER_PATCH = merge_patch(USER_REPLACEMENT, carConfiguration=ref("CarConfigurationPatch"))

DEFINITIONS = {
    "AdditionalFeatures": ADDITIONAL_FEATURES,
    "CarConfiguration": CAR_CONFIGURATION,
    "ColorVision": COLOR_VISION,
    "ColorVisionSeverity": COLOR_VISION_SEVERITY,
    "SavedCar": SAVED_CAR,
}

_new_user_faults = validator(NEW_USER, DEFINITIONS)
_car_name_faults = validator(filled_text(LONGEST_CAR_NAME), {})


def faults(body: object) -> tuple[Fault, ...]:
    """Everything wrong with a body for POST /users: members in order, then rules, then unknown members."""
    return _new_user_faults(body)


def merge_user_patch(user: Document, patch: object) -> Any:
    """The body that a merge patch makes of a user. Null for a member that no user has stays: it is a misspelt name.

    Another type of colour vision ends the severity of the one before: an app that doesn't know severities can't leave a
    wrong one.
    """
    merged = apply_merge_patch(user, patch)
    if isinstance(patch, dict):
        merged |= _misspelt(patch, USER_PATCH)
        if merged.get("colorVision") != user.get("colorVision") and "colorVisionSeverity" not in patch:
            merged.pop("colorVisionSeverity", None)
        car = patch.get("carConfiguration")
        if isinstance(car, dict):
            merged["carConfiguration"] |= _misspelt(car, CAR_PATCH)
    return merged


def _misspelt(patch: Document, schema: Schema) -> Document:
    return {name: value for name, value in patch.items() if name not in schema["properties"]}


def clean(body: Document) -> Document:
    """The user's own members of a valid body. Those that weren't sent are null; what answers add is dropped.

    An age of 36.0 becomes 36, so that sending either again is a retry.
    """
    own: dict[str, Any] = {name: body.get(name) for name in MEMBERS}
    if isinstance(own["age"], float):
        own["age"] = int(own["age"])
    own |= {name: body[name] for name in OPTIONAL_MEMBERS if body.get(name) is not None}
    return own | {"cars": [clean_car(car) for car in own["cars"]]} if "cars" in own else own


def clean_car(car: Document) -> Document:
    """The members of a valid saved car that are stored, in the order in which they were sent."""
    return {name: value for name, value in car.items() if name in SAVED_CAR_MEMBERS and value is not None}


def is_car_name(text: str) -> bool:
    return not _car_name_faults(text)
