"""The drawing that an image model gets along with the prompt."""

from configurator.cars.configuration import Car
from configurator.drawings.appearance import appearance_of
from configurator.drawings.raster import png
from configurator.drawings.svg import svg
from configurator.drawings.views import drawn_view
from configurator.renders.prompt import RenderView

_WIDTH = 1024


def draw_reference(car: Car, view: RenderView) -> bytes:
    """A PNG, 1024 px wide, of the drawing that is closest to this view of the car."""
    return png(svg(appearance_of(car), drawn_view(view)), _WIDTH)
