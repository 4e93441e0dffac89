"""Schemas of checked cars."""

from configurator.drawings.views import DRAWN_VIEWS
from configurator.json_schema.builders import BOOLEAN, INTEGER, TEXT, TEXTS, Schema, array, members, or_null, ref
from configurator.web.api.openapi.common_schemas import AMOUNT, CODE, URL
from configurator.web.api.request_bodies import CAR_TO_CHECK
from configurator.web.http.problems import MAX_FAULTS

_MORE = f"How many unrecognised values there are besides the {MAX_FAULTS} that are listed. Left out if there are none."


def configuration_schemas() -> dict[str, Schema]:
    return {
        **_price_schemas(),
        **_conflict_schemas(),
        "UnrecognisedValue": members({"name": TEXT, "value": TEXT}),
        "Configuration": members(
            {
                "buildable": BOOLEAN,
                "price": or_null(ref("Price")),
                "code": or_null(CODE),
                "conflicts": array(ref("Conflict")),
                "unrecognised": array(ref("UnrecognisedValue")),
            },
            {"unrecognisedMore": {**INTEGER, "description": _MORE}},
            description="The car in today's catalogue. `price` and `code` are null unless every part is recognised.",
        ),
        "CarToCheck": CAR_TO_CHECK,
        "CheckedCar": members(
            {
                "carConfiguration": ref("CarConfiguration"),
                "configuration": ref("Configuration"),
                "standardEquipment": array(ref("IncludedItem")),
            },
            {"links": ref("CarLinks")},
        ),
        **_link_schemas(),
    }


def _price_schemas() -> dict[str, Schema]:
    return {
        "PricePart": members({"part": TEXT, "id": TEXT, "name": TEXT, "amount": AMOUNT}),
        "Price": members({"currency": TEXT, "total": AMOUNT, "delivery": AMOUNT, "parts": array(ref("PricePart"))}),
    }


def _conflict_schemas() -> dict[str, Schema]:
    return {
        "Resolution": members(
            {"consequence": TEXT, "priceEffect": AMOUNT, "change": ref("CarConfigurationPatch")},
            description="`change` is a merge patch (RFC 7396) for the `carConfiguration` that was checked.",
        ),
        "Conflict": members(
            {
                "kind": ref("ConflictKind"),
                "options": TEXTS,
                "reason": TEXT,
                "resolutions": array(ref("Resolution")),
            }
        ),
    }


def _link_schemas() -> dict[str, Schema]:
    return {
        "CarLinks": members(
            {
                "page": {**URL, "description": "The car for people."},
                "drawing": {**URL, "description": "The side view, as in `drawings`."},
                "drawings": ref("DrawingLinks"),
                "picture": {**URL, "description": "A PNG from the front, for link previews."},
            }
        ),
        "DrawingLinks": members(dict.fromkeys(DRAWN_VIEWS, URL), description="The drawings as SVG, by view."),
    }
