"""Schemas of users and their cars. Those of request bodies are the ones that validate the bodies."""

from configurator.json_schema.builders import TEXT, Schema, array, members, or_null, ref, text
from configurator.users.tokens import NEW_TOKEN
from configurator.users.validation import (
    ADDITIONAL_FEATURES,
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


def user_schemas() -> dict[str, Schema]:
    token = text(description="Only in the answer that creates a user without a bearer secret of its own.")
    return {
        "NewUser": NEW_USER,
        "UserReplacement": USER_REPLACEMENT,
        "UserPatch": USER_PATCH,
        "User": members(
            {name: MEMBER_SCHEMAS[name] for name in MEMBERS}
            | {"configuration": ref("Configuration"), "createdAt": TIME, "updatedAt": TIME},
            {
                "colorVision": ref("ColorVision"),
                "colorVisionSeverity": ref("ColorVisionSeverity"),
                "cars": array(ref("ListedCar")),
                "accessToken": token,
            },
        ),
        "NewToken": NEW_TOKEN,
        "UserToken": members({"userId": MEMBER_SCHEMAS["userId"], "accessToken": TEXT}),
        "SavedCar": SAVED_CAR,
        "ListedCar": _listed_car(),
        "CarConfiguration": CAR_CONFIGURATION,
        "CarConfigurationPatch": CAR_PATCH,
        "AdditionalFeatures": ADDITIONAL_FEATURES,
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
