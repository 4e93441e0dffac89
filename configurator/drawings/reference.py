"""The drawing that an image model gets along with the prompt."""

from configurator.cars.configuration import Car
from configurator.drawings.appearance import appearance_of
from configurator.drawings.raster import png
from configurator.drawings.svg import svg
from configurator.renders.prompt import RenderView

_WIDTH = 1024


def draw_reference(car: Car, view: RenderView) -> bytes:
    """A PNG of the car, 1024 px wide, from the drawn view that is nearest to this one."""
    return png(svg(appearance_of(car), "interior" if view == "interior" else "side"), _WIDTH)
