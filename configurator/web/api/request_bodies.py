"""The bodies of POST /configurations and POST /renders: their schemas, and the functions that validate by them.

Those of users are in `configurator.users.validation`.
"""

from typing import Final

from configurator.json_schema.builders import Schema, enum, members, ref, text
from configurator.json_schema.validation import validator
from configurator.renders.prompt import RENDER_VIEWS
from configurator.users.validation import DEFINITIONS

CAR_TO_CHECK: Final[Schema] = {
    "type": "object",
    "properties": {"carConfiguration": ref("CarConfiguration")},
    "required": ["carConfiguration"],
    "description": "Other members are ignored, so that an app can send a whole user.",
}
RENDER_VIEW: Final = enum(*RENDER_VIEWS)
NEW_RENDER: Final = members(
    {"view": RENDER_VIEW},
    {"code": text(description="A car's code."), "carConfiguration": ref("CarConfiguration")},
    oneOf=[{"required": ["code"]}, {"required": ["carConfiguration"]}],
    description="A view, and either a code or a `carConfiguration`.",
)

car_to_check_faults = validator(CAR_TO_CHECK, DEFINITIONS)
new_render_faults = validator(NEW_RENDER, DEFINITIONS)
