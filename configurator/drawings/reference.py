"""The drawing that an image model gets along with the prompt."""

from configurator.cars.configuration import Car
from configurator.drawings.appearance import look_of
from configurator.drawings.raster import png
from configurator.drawings.svg import svg
from configurator.renders.prompt import View

_WIDTH = 1024


def draw_reference(car: Car, view: View) -> bytes:
    """A PNG of the car, 1024 px wide, from the drawn view that is nearest to this one."""
    return png(svg(look_of(car), "interior" if view == "interior" else "side"), _WIDTH)
