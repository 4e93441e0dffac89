"""Measures what each body weighs and costs in each view from outside: `make bench-drawings`.

Bytes are those of the drawing as it is sent to a page (Brotli), with what only its view needs of the kit. Seconds are
the processor's for a PNG of 1200 pixels in a process of its own, start included: the median of three. A busy machine
makes them longer, so compare them with the others in the table.
"""

import os
import statistics

import brotli

from configurator.cars.catalogue_reader import load
from configurator.cars.configuration import check
from configurator.cars.selection import default_selection
from configurator.drawings.appearance import Appearance, appearance_of
from configurator.drawings.arts import ARTS, art_of
from configurator.drawings.fragments import exterior, fragment
from configurator.drawings.raster import png_in_subprocess
from configurator.drawings.svg import svg
from configurator.drawings.views import EXTERIOR_VIEWS, DrawnView

CATALOGUE = load()
WIDTH = 1200
TURNS = 3


def main() -> None:
    print(f"{'':22}" + "".join(f"{view:>20}" for view in EXTERIOR_VIEWS))
    print(f"{'body':22}" + f"{'bytes':>11}{'CPU s':>9}" * len(EXTERIOR_VIEWS))
    for art in ARTS:
        cells = (f"{weight(art, view):11,}{seconds(look(art), view):9.2f}" for view in EXTERIOR_VIEWS)
        print(f"{art:22}{''.join(cells)}", flush=True)


def weight(art: str, view: DrawnView) -> int:
    """Bytes of a body's drawing and of its view's part of the kit."""
    pieces = (fragment(f"{view}/kit"), exterior(art, view))
    return sum(len(brotli.compress(piece.encode(), quality=11)) for piece in pieces)


def look(art: str) -> Appearance:
    """The first model with this body, as it comes."""
    model = next(model for model in CATALOGUE.models if art_of(model) == art)
    car = check(CATALOGUE, default_selection(model)).car
    if car is None:
        raise RuntimeError(f"{model.id} can't be ordered as it comes")
    return appearance_of(car)


def seconds(appearance: Appearance, view: DrawnView) -> float:
    """Processor seconds for a PNG."""
    drawing = svg(appearance, view)
    return statistics.median(_seconds_once(drawing) for _ in range(TURNS))


def _seconds_once(drawing: str) -> float:
    before = os.times()
    png_in_subprocess(drawing, WIDTH)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


if __name__ == "__main__":
    main()
