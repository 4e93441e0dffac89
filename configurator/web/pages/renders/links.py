"""The URLs that a panel shows, as functions, so that a panel can be built without a request."""

from collections.abc import Callable
from typing import NamedTuple

from flask import url_for

from configurator.renders.prompt import RenderView


class PanelLinks(NamedTuple):
    """`drawing` takes a car's code and a file name, `picture` a render's id. `page` takes a car's code and a view, and
    leads to the panel of that view. `request` takes a car's code: a form sends the request there.

    `is_kiosk` says that the panel is on a kiosk, where no link may lead anywhere else.
    """

    drawing: Callable[[str, str], str]
    picture: Callable[[str], str]
    page: Callable[[str, RenderView], str]
    request: Callable[[str], str]
    is_kiosk: bool = False


def panel_links() -> PanelLinks:
    """The website's links of this request."""
    return PanelLinks(
        drawing=lambda code, name: url_for("drawings.show", text=code, name=name),
        picture=lambda render_id: url_for("renders_api.send_picture", render_id=render_id),
        page=lambda code, view: url_for("car_page.show", text=code, view=view, _anchor="render"),
        request=lambda code: url_for("render_pages.request_render", text=code),
    )
