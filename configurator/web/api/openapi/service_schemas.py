"""Schemas of renders, problems and the health document."""

from typing import get_args

from configurator.json_schema.builders import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    Schema,
    array,
    enum,
    members,
    or_null,
    ref,
)
from configurator.renders import render as renders
from configurator.renders.faults import FAULTS
from configurator.web.api.openapi.common_schemas import CODE, TIME
from configurator.web.api.request_bodies import NEW_RENDER, RENDER_VIEW


def render_schemas() -> dict[str, Schema]:
    size = {"mediaType": TEXT, "width": INTEGER, "height": INTEGER, "length": INTEGER}
    times = {"askedAt": or_null(TIME), "finishedAt": or_null(TIME), "until": or_null(TIME)}
    seconds = {name: or_null(INTEGER) for name in ("elapsedSeconds", "usualSeconds")}
    return {
        "NewRender": NEW_RENDER,
        "Picture": members({"url": TEXT, "download": TEXT, **size}),
        "Render": members(
            {
                "id": or_null(TEXT),
                "state": enum(*get_args(renders.RenderState), "unavailable"),
                "view": RENDER_VIEW,
                "code": CODE,
                "caption": TEXT,
                "fault": or_null(enum(*FAULTS)),
                "reason": or_null(TEXT),
                "advice": or_null(TEXT),
                **times,
                **seconds,
                "mayAskAgain": BOOLEAN,
                "model": or_null(TEXT),
                "picture": or_null(ref("Picture")),
                "links": members({"self": or_null(TEXT), "page": TEXT, "drawing": TEXT}),
            },
            description="The same members in every state; null where a state has no value for one.",
        ),
    }


def service_schemas() -> dict[str, Schema]:
    budget = members({"limit": NUMBER, "used": NUMBER, "left": NUMBER})
    details = {"until": or_null(TIME), "model": TEXT, "budgetUsd": budget, "kioskBudgetUsd": budget}
    state = members({"state": TEXT}, details)
    return {
        "Problem": members(
            {"type": TEXT, "title": TEXT, "status": INTEGER, "detail": TEXT},
            {"invalid_params": array(members({"name": TEXT, "reason": TEXT}))},
            description="RFC 9457. `invalid_params` says what is wrong with each invalid member.",
        ),
        "Health": members({"status": TEXT}, {"store": TEXT, "catalogue": TEXT, "renders": state}),
    }
