"""A contact sheet of the drawings, through the app's own renderer, for looking at them."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from configurator.cars.catalogue import DRAWN_OPTIONS
from configurator.cars.catalogue_reader import load
from configurator.cars.configuration import check
from configurator.cars.selection import default_selection
from configurator.drawings.appearance import Appearance, appearance_of, root_style
from configurator.drawings.arts import art_of
from configurator.drawings.flatten import flatten
from configurator.drawings.fragments import exterior, fragment
from configurator.drawings.raster import png
from configurator.drawings.views import VIEWS, Box

PAINTS: Final = {
    "red": ("#b8101c", 0.2),
    "black": ("#0c0d0f", 0.3),
    "white": ("#e9e9e6", 0.1),
    "silver": ("#9aa0a5", 0.8),
    "blue": ("#123f86", 0.6),
    "green": ("#14452f", 0.5),
    "yellow": ("#e8bd1c", 0.1),
}
"""Colours and how much their flakes show, 0 to 1."""
GROUNDS: Final = {"light": ("#eceef0", "#d3dbe0"), "dark": ("#1c1f22", "#3a4046")}
"""The colours of the page and of the sky behind the glass."""
_BOX: Final[Box] = (-240, -180, 484, 236)
"""Holds every car on the same scale."""


def sheet(
    bodies: Sequence[str], paints: Sequence[str], grounds: Sequence[str], *, width: int, options: Sequence[str]
) -> bytes:
    """A PNG with a row for each body, and a column for each paint on each ground, each `width` pixels wide.

    Raises ValueError for an unknown paint.
    """
    if unknown := set(paints) - set(PAINTS):
        raise ValueError(f"The sheet has no paint {', '.join(unknown)}. It has {', '.join(PAINTS)}.")
    columns = [(paint, ground) for ground in grounds for paint in paints]
    height = width * _BOX[3] // _BOX[2]
    cells = [
        _image(_cell(_appearance(body, paint, options), ground, width), (at * width, row * height, width, height))
        for row, body in enumerate(bodies)
        for at, (paint, ground) in enumerate(columns)
    ]
    size = f'viewBox="0 0 {width * len(columns)} {height * len(bodies)}"'
    return png(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(cells)}</svg>', width * len(columns))


def _appearance(body: str, paint: str, options: Sequence[str]) -> Appearance:
    """The first model with this body, with its standard equipment and these options."""
    catalogue = load()
    model = next(model for model in catalogue.models if art_of(model) == body)
    car = check(catalogue, default_selection(model)).car
    assert car
    colour, metal = PAINTS[paint]
    return replace(
        appearance_of(car), paint=colour, metal=metal, options=frozenset(it for it in DRAWN_OPTIONS if it in options)
    )


def _cell(appearance: Appearance, ground: str, width: int) -> bytes:
    page, sky = GROUNDS[ground]
    x, y, u, v = _BOX
    back = f'<rect x="{x}" y="{y}" width="{u}" height="{v}" fill="{page}"/>'
    car = "".join(map(fragment, VIEWS["front"].kits)) + exterior(appearance.art, "front")
    frame = f'<svg viewBox="{x} {y} {u} {v}">{back}{car}</svg>'
    return png(flatten(frame, root_style(appearance) | {"--sky": sky}), width)


def _image(picture: bytes, box: Box) -> str:
    x, y, width, height = box
    data = base64.b64encode(picture).decode()
    return f'<image x="{x}" y="{y}" width="{width}" height="{height}" href="data:image/png;base64,{data}"/>'
