"""A render as the API and the pages tell it."""

from datetime import datetime
from typing import Any

from flask import url_for

from configurator.renders.captions import caption
from configurator.renders.faults import AGAIN, DRAWING_STANDS, FAULTS
from configurator.renders.prompt import RenderView
from configurator.renders.render import ASKINGS_AFTER_REFUSAL, Picture, Render
from configurator.renders.terms import Closure
from configurator.web.api.documents import Document, time_text
from configurator.web.http.urls import public_url_for

POLL_SECONDS = 2
SLOW_POLL_SECONDS = 5
_SLOW_AFTER = 30

_TRIED_AGAIN = "It is tried again by itself."


def render_document(render: Render, now: datetime, usual: int | None, closure: Closure | None) -> Document:
    """One shape for every state: members that a state has nothing to say for are null.

    `elapsedSeconds` runs from asking to now or to the end. `usualSeconds` is measured from the last finished renders.
    """
    return {
        "id": render.id,
        "state": render.state,
        "view": render.view,
        "code": render.code,
        "caption": caption(render.names, render.view),
        **_trouble(render, closure),
        "askedAt": time_text(render.asked_at),
        "finishedAt": time_text(render.finished_at) if render.finished_at else None,
        "elapsedSeconds": elapsed_seconds(render, now),
        "usualSeconds": usual,
        "mayAskAgain": closure is None and render.may_be_asked_again(now),
        "until": _until(render, now, closure),
        "model": render.recipe.model,
        "picture": picture_document(render.picture, url_for("renders_api.send_picture", render_id=render.id))
        if render.picture
        else None,
        "links": {"self": url_for("renders_api.show", render_id=render.id), **_links(render.code, render.view)},
    }


def unavailable_document(code: str, view: RenderView, caption_text: str, closure: Closure) -> Document:
    """There is no render and can't be one now: the drawing stands. The same members as those of a render."""
    fault = FAULTS[closure.fault]
    return {
        **dict.fromkeys(("id", "askedAt", "finishedAt", "elapsedSeconds", "usualSeconds", "model", "picture")),
        "state": "unavailable",
        "view": view,
        "code": code,
        "caption": caption_text,
        "fault": closure.fault,
        "reason": fault.reason,
        "advice": fault.advice,
        "mayAskAgain": False,
        "until": time_text(closure.until) if closure.until else None,
        "links": {"self": None, **_links(code, view)},
    }


def elapsed_seconds(render: Render, now: datetime) -> int:
    return max(0, round(((render.finished_at or now) - render.asked_at).total_seconds()))


def poll_seconds(render: Render, now: datetime) -> int:
    """When to look again: a picture that takes long is not hurried by being asked after."""
    wait = (render.not_before - now).total_seconds() if render.is_open and render.not_before else 0
    usual = SLOW_POLL_SECONDS if elapsed_seconds(render, now) > _SLOW_AFTER else POLL_SECONDS
    return max(usual, round(wait))


def _trouble(render: Render, closure: Closure | None) -> dict[str, Any]:
    """What went wrong and what to do, in words for people; of an open render, why it takes longer."""
    if not render.fault:
        return {"fault": None, "reason": None, "advice": None}
    return {"fault": render.fault, "reason": reason(render, closure), "advice": advice(render, closure)}


def reason(render: Render, closure: Closure | None) -> str:
    """Why it takes longer, or came to nothing; in the past where what stood against every render no longer does."""
    fault = FAULTS[render.fault]
    return fault.past if fault.past and not closure else fault.reason


def advice(render: Render, closure: Closure | None) -> str:
    """What whoever waited for this render can do now."""
    if render.is_open:
        return _TRIED_AGAIN
    if closure:
        return FAULTS[closure.fault].advice
    if render.state == "refused" and render.askings >= ASKINGS_AFTER_REFUSAL:
        return DRAWING_STANDS
    return AGAIN if FAULTS[render.fault].past else FAULTS[render.fault].advice


def _until(render: Render, now: datetime, closure: Closure | None) -> str | None:
    """From when on it may be asked for again, or is tried again, where that is known and not yet."""
    until = closure.until if closure and render.state in ("refused", "failed") else render.not_before
    return time_text(until) if until and until > now else None


def picture_document(picture: Picture, url: str) -> Document:
    """Where its picture is and how large it is."""
    return {
        "url": url,
        "download": f"{url}?download=1",
        "mediaType": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "length": picture.length,
    }


def _links(code: str, view: RenderView) -> dict[str, str]:
    """The car's page for people, and the drawing that stands in."""
    drawing = "interior.svg" if view == "interior" else "side.svg"
    return {
        "page": public_url_for("car_page.show", text=code),
        "drawing": public_url_for("drawings.show", text=code, name=drawing),
    }
