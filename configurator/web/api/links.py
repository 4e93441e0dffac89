"""The URLs in the API's documents, all of them absolute. Needs a request; the documents themselves don't."""

from typing import Any, NamedTuple

from configurator.drawings.views import DRAWN_VIEWS, PNG_WIDTHS, SHARED_VIEW, DrawnView, drawing_name, drawn_view
from configurator.renders.prompt import RenderView
from configurator.web.http.urls import public_url_for


class RenderLinks(NamedTuple):
    """The URLs of a render, None where there is none yet, of its picture, its car's page and the drawing of the car."""

    render: str | None
    picture: str | None
    page: str
    drawing: str


def render_links(code: str, view: RenderView, render_id: str | None = None) -> RenderLinks:
    return RenderLinks(
        render=public_url_for("renders_api.show", render_id=render_id) if render_id else None,
        picture=picture_url(render_id) if render_id else None,
        page=public_url_for("car_page.show", text=code),
        drawing=_drawing_url(code, drawn_view(view)),
    )


def picture_url(render_id: str) -> str:
    """The URL of a render's picture, whether there is one yet or not."""
    return public_url_for("renders_api.send_picture", render_id=render_id)


def car_links(code: str) -> dict[str, Any]:
    """A car's page for people, its drawings as SVG by view, and the PNG for link previews."""
    return {
        "page": public_url_for("car_page.show", text=code),
        "drawing": _drawing_url(code, "side"),
        "drawings": {view: _drawing_url(code, view) for view in DRAWN_VIEWS},
        "picture": _drawing_url(code, SHARED_VIEW, max(PNG_WIDTHS)),
    }


def _drawing_url(code: str, view: DrawnView, png_width: int | None = None) -> str:
    return public_url_for("drawings.show", text=code, name=drawing_name(view, png_width))
