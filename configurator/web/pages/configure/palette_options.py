"""Paints and interiors in the order that helps one way of seeing colour."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from configurator.cars.configuration import Car
from configurator.colour_vision.palettes import Palette, PaletteEntry, Palettes
from configurator.colour_vision.visions import Vision
from configurator.web.pages.colour_vision.lightness_scale import Mark, lightness_scale
from configurator.web.pages.colour_vision.presenters import TierOptions, in_tiers
from configurator.web.pages.configure.options import Options


class PaletteOptions(NamedTuple):
    """A line's palettes with their options.

    `scale` is empty unless the eyes see no colour. `chosen` is the car's paint; `compare_urls` lead from each of its
    look-alikes, by id, to the two paints on one car.
    """

    paints: Palette
    interiors: Palette
    interior_tiers: tuple[TierOptions, ...]
    scale: tuple[Mark, ...]
    chosen: PaletteEntry | None
    compare_urls: Mapping[str, str]


def palette_options(
    palettes: Palettes, vision: Vision, car: Car, options: Options, compare_url: Callable[[str], str] | None
) -> PaletteOptions:
    """`options` are the car's. `compare_url` takes the id of another paint; None if no page compares paints."""
    paints = palettes.palette("paints", car.line.id, vision)
    interiors = palettes.palette("interiors", car.line.id, vision)
    chosen = paints.find(car.paint.id)
    look_alikes = chosen.look_alikes if chosen else ()
    return PaletteOptions(
        paints,
        interiors,
        in_tiers(interiors, options.interiors),
        lightness_scale(paints, car.paint.id) if vision.type == "achromat" else (),
        chosen,
        {it.swatch.id: compare_url(it.swatch.id) for it in look_alikes} if compare_url else {},
    )
