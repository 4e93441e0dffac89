"""Renders, errors, and how we are."""

from typing import get_args

from configurator.renders import render as renders
from configurator.renders.faults import FAULTS
from configurator.renders.prompt import RENDER_VIEWS
from configurator.web.api.openapi.schema_builders import (
    BOOL,
    CODE,
    NUMBER,
    TEXT,
    TIME,
    WHOLE,
    Schema,
    choice,
    list_of,
    members,
    or_null,
    ref,
    text,
)

VIEW = choice(*RENDER_VIEWS)


def render_schemas() -> dict[str, Schema]:
    size = {"mediaType": TEXT, "width": WHOLE, "height": WHOLE, "length": WHOLE}
    times = {"askedAt": or_null(TIME), "finishedAt": or_null(TIME), "until": or_null(TIME)}
    seconds = {name: or_null(WHOLE) for name in ("elapsedSeconds", "usualSeconds")}
    return {
        "RenderWanted": members({"view": VIEW}, {"code": text(), "carConfiguration": ref("CarConfiguration")})
        | {"oneOf": [{"required": ["code"]}, {"required": ["carConfiguration"]}]},
        "Picture": members({"url": TEXT, "download": TEXT, **size}),
        "Render": members(
            {
                "id": or_null(TEXT),
                "state": choice(*get_args(renders.RenderState), "unavailable"),
                "view": VIEW,
                "code": CODE,
                "caption": TEXT,
                "fault": or_null(choice(*FAULTS)),
                "reason": or_null(TEXT),
                "advice": or_null(TEXT),
                **times,
                **seconds,
                "mayAskAgain": BOOL,
                "model": or_null(TEXT),
                "picture": or_null(ref("Picture")),
                "links": members({"self": or_null(TEXT), "page": TEXT, "drawing": TEXT}),
            }
        )
        | {"description": "One shape for every state: what a state has nothing to say for is null."},
    }


def service_schemas() -> dict[str, Schema]:
    left = members({"limit": NUMBER, "used": NUMBER, "left": NUMBER})
    state = members({"state": TEXT}, {"until": or_null(TIME), "model": TEXT, "budgetUsd": left})
    return {
        "Problem": members(
            {"type": TEXT, "title": TEXT, "status": WHOLE, "detail": TEXT},
            {"invalid_params": list_of(members({"name": TEXT, "reason": TEXT}))},
        )
        | {"description": "RFC 9457, with a reason for each member at fault."},
        "Health": members({"status": TEXT}, {"store": TEXT, "catalogue": TEXT, "renders": state}),
    }
