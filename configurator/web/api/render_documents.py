"""The API's documents of a render, and the texts about its state, which pages show too."""

from datetime import datetime
from typing import Any, NamedTuple

from configurator.renders.captions import caption
from configurator.renders.faults import AGAIN, DRAWING_STANDS, FAULTS
from configurator.renders.prompt import RenderView
from configurator.renders.render import MAX_REQUESTS_IF_REFUSED, Picture, Render
from configurator.renders.terms import Closure
from configurator.web.api.documents import Document, time_text, time_text_after
from configurator.web.api.links import RenderLinks

POLL_SECONDS = 2
SLOW_POLL_SECONDS = 5
_SLOW_AFTER = 30

_RETRIED = "It is tried again automatically."


class RenderTimes(NamedTuple):
    """For an open render, in seconds: the time of the last finished renders, and the longest that one call may take."""

    usual: int | None = None
    longest: int | None = None


def render_document(
    render: Render, now: datetime, times: RenderTimes, closure: Closure | None, links: RenderLinks
) -> Document:
    """The same members in every state; null where a state has no value for one.

    `closure`: why no render can be requested, if so.
    """
    return {
        "id": render.id,
        "state": render.state,
        "view": render.view,
        "code": render.code,
        "caption": caption(render.names, render.view),
        **_fault_members(render, closure),
        "askedAt": time_text(render.asked_at),
        "finishedAt": time_text(render.finished_at) if render.finished_at else None,
        "elapsedSeconds": elapsed_seconds(render, now),
        "usualSeconds": times.usual,
        "maxSeconds": times.longest,
        "mayAskAgain": closure is None and render.can_be_requested_again(now),
        "until": _until(render, now, closure),
        "model": render.recipe.model,
        "picture": picture_document(render.picture, links.picture) if render.picture and links.picture else None,
        "links": _link_members(links),
    }


def unavailable_document(
    code: str, view: RenderView, caption_text: str, closure: Closure, links: RenderLinks
) -> Document:
    """For a render that doesn't exist and can't be requested now. The members are those of `render_document`."""
    fault = FAULTS[closure.fault]
    return {
        **dict.fromkeys(
            ("id", "askedAt", "finishedAt", "elapsedSeconds", "usualSeconds", "maxSeconds", "model", "picture")
        ),
        "state": "unavailable",
        "view": view,
        "code": code,
        "caption": caption_text,
        "fault": closure.fault,
        "reason": fault.reason,
        "advice": fault.advice,
        "mayAskAgain": False,
        "until": time_text_after(closure.until) if closure.until else None,
        "links": _link_members(links),
    }


def picture_document(picture: Picture, url: str) -> Document:
    """The picture's URLs, its media type, its size in pixels, and its length in bytes."""
    return {
        "url": url,
        "download": f"{url}?download=1",
        "mediaType": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "length": picture.length,
    }


def elapsed_seconds(render: Render, now: datetime) -> int:
    """Seconds from the request until the end, or until now."""
    return max(0, round(((render.finished_at or now) - render.asked_at).total_seconds()))


def poll_seconds(render: Render, now: datetime) -> int:
    """Seconds until a client should look again: more after half a minute, and never before the next try."""
    wait = (render.not_before - now).total_seconds() if render.is_open and render.not_before else 0
    interval = SLOW_POLL_SECONDS if elapsed_seconds(render, now) > _SLOW_AFTER else POLL_SECONDS
    return max(interval, round(wait))


def reason(render: Render, closure: Closure | None) -> str:
    """What went wrong, or why an open render takes longer. In the past tense if it closed all renders and is over."""
    fault = FAULTS[render.fault]
    return fault.reason_afterwards if fault.reason_afterwards and not closure else fault.reason


def advice(render: Render, closure: Closure | None) -> str:
    """What a person can do now."""
    if render.is_open:
        return _RETRIED
    if closure:
        return FAULTS[closure.fault].advice
    if render.state == "refused" and render.requests >= MAX_REQUESTS_IF_REFUSED:
        return DRAWING_STANDS
    return AGAIN if FAULTS[render.fault].reason_afterwards else FAULTS[render.fault].advice


def _fault_members(render: Render, closure: Closure | None) -> dict[str, Any]:
    if not render.fault:
        return {"fault": None, "reason": None, "advice": None}
    return {"fault": render.fault, "reason": reason(render, closure), "advice": advice(render, closure)}


def _until(render: Render, now: datetime, closure: Closure | None) -> str | None:
    """When it can be requested again, or is tried again; None if that is unknown or in the past."""
    until = closure.until if closure and render.state in ("refused", "failed") else render.not_before
    return time_text_after(until) if until and until > now else None


def _link_members(links: RenderLinks) -> Document:
    return {"self": links.render, "page": links.page, "drawing": links.drawing}
