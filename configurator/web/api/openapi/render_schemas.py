"""Schemas of renders."""

from configurator.json_schema.builders import BOOLEAN, INTEGER, TEXT, Schema, members, or_null, ref
from configurator.web.api.openapi.common_schemas import CODE, TIME, URL
from configurator.web.api.request_bodies import NEW_RENDER


def render_schemas() -> dict[str, Schema]:
    size = {"mediaType": TEXT, "width": INTEGER, "height": INTEGER, "length": INTEGER}
    return {
        "NewRender": NEW_RENDER,
        "Picture": members(
            {"url": URL, "download": URL, **size}, description="Width and height in pixels, length in bytes."
        ),
        "RenderLinks": members({"self": or_null(URL), "page": URL, "drawing": URL}),
        "Render": _render(),
    }


def _render() -> Schema:
    times = {"askedAt": or_null(TIME), "finishedAt": or_null(TIME), "until": or_null(TIME)}
    seconds = {name: or_null(INTEGER) for name in ("elapsedSeconds", "usualSeconds", "maxSeconds")}
    return members(
        {
            "id": or_null(TEXT),
            "state": ref("RenderState"),
            "view": ref("View"),
            "code": CODE,
            "caption": TEXT,
            "fault": or_null(ref("RenderFault")),
            "reason": or_null(TEXT),
            "advice": or_null(TEXT),
            **times,
            **seconds,
            "mayAskAgain": BOOLEAN,
            "model": or_null(TEXT),
            "picture": or_null(ref("Picture")),
            "links": ref("RenderLinks"),
        },
        description=(
            "The same members in every state; null where a state has no value for one. `usualSeconds` is how long the "
            "last renders took; `maxSeconds` is when a try is given up. After some faults there is another try."
        ),
    )
