"""The bodies of POST /configurations and POST /renders: their schemas, and the functions that validate by them.

Those of users are in `configurator.users.validation`.
"""

from typing import Final

from configurator.json_schema.builders import Schema, enum, members_and_one_of, ref, text
from configurator.json_schema.validation import validator
from configurator.renders.prompt import RENDER_VIEWS
from configurator.users.validation import DEFINITIONS

CAR_TO_CHECK: Final[Schema] = {
    "type": "object",
    "properties": {"carConfiguration": ref("CarConfiguration")},
    "required": ["carConfiguration"],
    "description": "Other members are ignored, so that an app can send a whole user.",
}
VIEW: Final = enum(*RENDER_VIEWS, description="From where a render shows the car.")
NEW_RENDER: Final = members_and_one_of(
    {"view": ref("View")},
    {"code": text(description="A car's code, in any spelling."), "carConfiguration": ref("CarConfiguration")},
    description="A view, and either a code or a `carConfiguration`: exactly one of the two.",
)

car_to_check_faults = validator(CAR_TO_CHECK, DEFINITIONS)
new_render_faults = validator(NEW_RENDER, {**DEFINITIONS, "View": VIEW})
