"""The gallery of the home page: the newest renders of cars that can still be opened."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import url_for

from configurator.cars.code import CodeError, decode
from configurator.renders.captions import title
from configurator.renders.prompt import VIEW_NAMES
from configurator.renders.render import Picture, Render
from configurator.services import current_services


class GalleryItem(NamedTuple):
    """A picture, what it shows, and the way to its car."""

    name: str
    view: str
    picture: Picture
    source: str
    url: str


def gallery() -> Iterator[GalleryItem]:
    for render in current_services().render_service.latest():
        if render.picture and _opens(render.code):
            yield _exhibit(render, render.picture)


def _exhibit(render: Render, picture: Picture) -> GalleryItem:
    name, view = title(render.names, render.view), f"{VIEW_NAMES[render.view]} view"
    source = url_for("renders_api.send_picture", render_id=render.id)
    url = url_for("car_page.show", text=render.code, view=render.view, _anchor="render")
    return GalleryItem(name, view, picture, source, url)


def _opens(code: str) -> bool:
    try:
        decode(current_services().catalogue, code)
    except CodeError:
        return False
    return True
