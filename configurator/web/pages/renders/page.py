"""Requesting a DALL-E render on a car's page: a form, so that it works without JavaScript."""

from flask import Blueprint, Response

from configurator.renders.render import BUDGET
from configurator.web.pages.car.page import respond
from configurator.web.pages.renders.links import panel_links
from configurator.web.pages.renders.requesting import RenderFrontEnd, request_on

render_pages = Blueprint("render_pages", __name__)

_WEBSITE = RenderFrontEnd(panel_links, respond, lambda _: BUDGET, remembers=True)


@render_pages.post("/car/<text>/renders")
def request_render(text: str) -> Response:
    """Redirects to the car's page, which shows the render's state."""
    return request_on(_WEBSITE, text)
