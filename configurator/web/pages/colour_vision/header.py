"""The visitor's colour vision in the header of every page: what is in force, and the link to choose it."""

from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Flask, Response, g, request, session, url_for

from configurator.colour_vision.visions import Vision
from configurator.services import current_services
from configurator.web.pages.colour_vision.choice import chosen_on_this_visit, vision_in_force

_CHOICE = "vision_pages.explain"


class HeaderVision(NamedTuple):
    """`short` names the colour vision. `url` is the choice, which leads back to this page."""

    short: str
    url: str


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(header_vision=header_vision, own_vision=own_vision)
    app.after_request(keep_from_shared_caches)


def header_vision(is_error_page: bool = False) -> HeaderVision | None:
    """None if there are no palettes. An error page doesn't ask the store, and nobody wants to come back to it."""
    services = current_services()
    if services.palettes is None:
        return None
    known = chosen_on_this_visit() if is_error_page else vision_in_force(services.user_service)
    g.shows_vision = True
    back: dict[str, Any] = {"back": path} if (path := _path()) and not is_error_page else {}
    return HeaderVision((known or Vision()).label.short, url_for(_CHOICE, **back, _anchor="lenses"))


def own_vision() -> Vision:
    """How the visitor sees colour, for what a page shows only to this visitor."""
    g.shows_vision = True
    return vision_in_force(current_services().user_service)


def keep_from_shared_caches(response: Response) -> Response:
    """A page that shows the choice of one visitor, or sets a cookie, is for this visitor alone."""
    if response.mimetype == "text/html" and not response.cache_control.no_store and _is_personal():
        response.cache_control.private = True
    return response


def _is_personal() -> bool:
    shows_choice = "shows_vision" in g and (chosen_on_this_visit() or Vision()) != Vision()
    return shows_choice or session.modified


def _path() -> str:
    """The path and query of this page; on the page of the choice, where it leads back to. "" for a sent form."""
    if request.endpoint == _CHOICE:
        return request.args.get("back", "")
    query = request.query_string.decode(errors="replace")
    path = f"{request.script_root}{quote(request.path)}{'?' if query else ''}{query}"
    return path if request.method in ("GET", "HEAD") else ""
