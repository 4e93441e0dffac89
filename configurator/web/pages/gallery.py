"""The gallery of the home page: the newest renders of cars that can still be opened."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError, decode
from configurator.renders.captions import title
from configurator.renders.prompt import VIEW_NAMES
from configurator.renders.render import Picture, Render


class GalleryItem(NamedTuple):
    """A picture, the car and the view that it shows, the picture's URL and the car's URL."""

    name: str
    view: str
    picture: Picture
    source: str
    url: str


def gallery(
    catalogue: Catalogue,
    renders: Iterable[Render],
    picture_url: Callable[[Render], str],
    car_url: Callable[[Render], str],
) -> tuple[GalleryItem, ...]:
    """Leaves out renders without a picture, and cars that the catalogue no longer offers."""
    shown = ((render, render.picture) for render in renders if _is_offered(catalogue, render.code))
    return tuple(_item(render, picture, picture_url(render), car_url(render)) for render, picture in shown if picture)


def _item(render: Render, picture: Picture, source: str, url: str) -> GalleryItem:
    name, view = title(render.names, render.view), f"{VIEW_NAMES[render.view]} view"
    return GalleryItem(name, view, picture, source, url)


def _is_offered(catalogue: Catalogue, code: str) -> bool:
    try:
        decode(catalogue, code)
    except CodeError:
        return False
    return True
