"""The components for colour vision on /patterns/vision: with the paints of one line, to one way of seeing."""

from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import encode
from configurator.cars.configuration import Car, check
from configurator.cars.selection import default_selection
from configurator.colour_vision.palettes import Palettes
from configurator.colour_vision.visions import Label, Vision
from configurator.drawings.arts import art_of
from configurator.drawings.views import EXTERIOR_VIEWS
from configurator.web.pages.car.links import ConfigureLink
from configurator.web.pages.colour_vision.choice import VisionForm
from configurator.web.pages.colour_vision.comparison import PaintComparison, paint_comparison
from configurator.web.pages.colour_vision.presenters import LensPicker, lens_picker
from configurator.web.pages.configure.options import options_of
from configurator.web.pages.configure.paint_order import PaintList, paint_list
from configurator.web.pages.configure.palette_options import PaletteOptions, palette_options
from configurator.web.pages.views import ViewLink, view_links


class VisionPatterns(NamedTuple):
    """Everything that /patterns/vision shows."""

    form: VisionForm
    label: Label
    picker: LensPicker
    palette: PaletteOptions
    paints: PaintList
    comparison: PaintComparison
    views: tuple[ViewLink, ...]


def vision_patterns(
    catalogue: Catalogue, palettes: Palettes, vision: Vision, form: VisionForm, configure_url: ConfigureLink
) -> VisionPatterns:
    """The first model of the first line is the example."""
    model = catalogue.models_of(catalogue.lines[0].id)[0]
    car = cast(Car, check(catalogue, default_selection(model)).car)
    options = options_of(catalogue, car, encode(catalogue, car), configure_url)
    palette = palettes.palette("paints", car.line.id, vision)
    return VisionPatterns(
        form,
        vision.label,
        lens_picker(palettes, art_of(car.model)),
        palette_options(palettes, vision, car, options, lambda _paint_id: "#compare"),
        paint_list(options, palette, "ease"),
        paint_comparison(catalogue, car, palette),
        view_links("side", lambda _: "#compare", EXTERIOR_VIEWS),
    )
