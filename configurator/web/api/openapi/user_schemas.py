"""Schemas of users and checked cars. Those of request bodies are the ones that validate the bodies."""

from typing import get_args

from configurator.cars import conflicts
from configurator.colour_vision.palettes import VISION_TYPES
from configurator.drawings.views import DRAWN_VIEWS
from configurator.json_schema.builders import (
    BOOLEAN,
    INTEGER,
    TEXT,
    TEXTS,
    Schema,
    array,
    enum,
    members,
    or_null,
    ref,
    text,
)
from configurator.users.validation import (
    CAR_CONFIGURATION,
    CAR_PATCH,
    MEMBER_SCHEMAS,
    MEMBERS,
    NEW_USER,
    SAVED_CAR,
    USER_PATCH,
    USER_REPLACEMENT,
)
from configurator.web.api.openapi.common_schemas import AMOUNT, CODE, TIME
from configurator.web.api.request_bodies import CAR_TO_CHECK
from configurator.web.http.problems import MAX_FAULTS

_CAR_LINKS = members(
    {
        "page": TEXT,
        "drawing": {**TEXT, "description": "The side view, as in `drawings`."},
        "drawings": members(dict.fromkeys(DRAWN_VIEWS, TEXT), description="The drawings as SVG, by view."),
        "picture": {**TEXT, "description": "A PNG from the front, for link previews."},
    }
)


def user_schemas() -> dict[str, Schema]:
    token = text(description="Only in the answer that creates a user without a bearer secret of its own.")
    return {
        "NewUser": NEW_USER,
        "UserReplacement": USER_REPLACEMENT,
        "UserPatch": USER_PATCH,
        "User": members(
            {name: MEMBER_SCHEMAS[name] for name in MEMBERS}
            | {"configuration": ref("Configuration"), "createdAt": TIME, "updatedAt": TIME},
            {"colorVision": enum(*VISION_TYPES), "cars": array(ref("ListedCar")), "accessToken": token},
        ),
        "SavedCar": SAVED_CAR,
        "ListedCar": _listed_car(),
        "CarConfiguration": CAR_CONFIGURATION,
        "CarConfigurationPatch": CAR_PATCH,
    }


def _listed_car() -> Schema:
    """A saved car in an answer."""
    added = {"code": or_null(CODE), "total": or_null(AMOUNT)}
    sent = {name: SAVED_CAR["properties"][name] for name in SAVED_CAR["properties"] if name not in added}
    return members(
        {name: sent[name] for name in SAVED_CAR["required"]} | added,
        {name: sent[name] for name in sent if name not in SAVED_CAR["required"]},
        description="A saved car, with its code and total, which are null unless the catalogue has every part.",
    )


def configuration_schemas() -> dict[str, Schema]:
    part = {"part": TEXT, "id": TEXT, "name": TEXT, "amount": AMOUNT}
    change = {"type": "object", "description": "A merge patch (RFC 7396) for the `carConfiguration` that was checked."}
    return {
        "Price": members({"currency": TEXT, "total": AMOUNT, "delivery": AMOUNT, "parts": array(members(part))}),
        "Resolution": members({"consequence": TEXT, "priceEffect": AMOUNT, "change": change}),
        "Conflict": members(
            {
                "kind": enum(*get_args(conflicts.ConflictKind)),
                "options": TEXTS,
                "reason": TEXT,
                "resolutions": array(ref("Resolution")),
            }
        ),
        "Configuration": members(
            {
                "buildable": BOOLEAN,
                "price": or_null(ref("Price")),
                "code": or_null(CODE),
                "conflicts": array(ref("Conflict")),
                "unrecognised": array(members({"name": TEXT, "value": TEXT})),
            },
            {
                "unrecognisedMore": {
                    **INTEGER,
                    "description": f"How many unrecognised values there are besides the {MAX_FAULTS} that are listed.",
                }
            },
            description="The car in today's catalogue. `price` and `code` are null unless every part is recognised.",
        ),
        "CarToCheck": CAR_TO_CHECK,
        "CheckedCar": members(
            {
                "carConfiguration": ref("CarConfiguration"),
                "configuration": ref("Configuration"),
                "standardEquipment": array(ref("IncludedItem")),
            },
            {"links": _CAR_LINKS},
        ),
    }
