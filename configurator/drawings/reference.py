"""The drawing that an image model gets along with the prompt."""

from configurator.cars.configuration import Car
from configurator.drawings.appearance import appearance_of
from configurator.drawings.raster import png
from configurator.drawings.svg import COCKPIT_BOX, svg
from configurator.drawings.views import drawn_view
from configurator.renders.prompt import RenderView

_WIDTH = 1024


def draw_reference(car: Car, view: RenderView) -> bytes:
    """A PNG, 1024 px wide, of the drawing that is closest to this view of the car.

    The interior's has no seat beside the cockpit: an image model would draw two pictures in one.
    """
    drawn = drawn_view(view)
    return png(svg(appearance_of(car), drawn, COCKPIT_BOX if drawn == "interior" else None), _WIDTH)
