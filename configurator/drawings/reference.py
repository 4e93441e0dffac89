"""The drawing that an image model gets along with the prompt."""

from configurator.cars.configuration import Car
from configurator.drawings.appearance import Appearance, appearance_of
from configurator.drawings.raster import png
from configurator.drawings.svg import COCKPIT_BOX, car_box, svg
from configurator.drawings.views import Box, DrawnView, drawn_view
from configurator.renders.prompt import RenderView

_WIDTH = 1024
_RATIO = 1.5


def draw_reference(car: Car, view: RenderView) -> bytes:
    """A PNG, 1024 px wide, of the drawing that is closest to this view of the car.

    A view from outside has the proportions of a picture, with the drawing in its middle, so that drawing and picture
    match. The interior's has no seat beside the cockpit: an image model would draw two pictures in one.
    """
    appearance, drawn = appearance_of(car), drawn_view(view)
    return png(svg(appearance, drawn, _frame(appearance, drawn)), _WIDTH)


def _frame(appearance: Appearance, view: DrawnView) -> Box:
    if view == "interior":
        return COCKPIT_BOX
    x, y, width, height = car_box(appearance.art, view)
    wanted = round(width / _RATIO)
    return (x, y - (wanted - height) // 2, width, wanted)
