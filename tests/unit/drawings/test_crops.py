"""The part of the drawing in which an extra shows."""

from typing import cast

import pytest

from configurator.cars.catalogue import Feature
from configurator.drawings.arts import ARTS
from configurator.drawings.crops import crop_of
from configurator.drawings.svg import car_box, car_markup
from tests.support.catalogues import OURS

WALL = 40
"""How much of the wall may be beside the car, in the drawing's units."""


@pytest.mark.parametrize("art", ARTS)
def test_every_extra_that_the_drawing_shows_has_a_crop_of_it(art: str) -> None:
    x, y, width, height = car_box(art, "side")
    extras = [cast(Feature, extra) for extra in OURS.offered("additionalFeatures", ARTS[art].line)]
    drawn = [extra for extra in extras if extra.drawn or extra.caliper_hex]
    assert drawn
    for extra in drawn:
        crop = crop_of(extra, art)
        assert crop
        left, top, wide, high = map(int, crop.view_box.split())
        assert x <= left < left + wide <= x + width + WALL, extra.id
        assert y - WALL <= top < top + high <= y + height, extra.id
        assert f'id="{crop.href.removeprefix("#")}"' in car_markup(art)


def test_an_extra_that_the_drawing_does_not_show_has_none() -> None:
    bose = OURS.find("additionalFeatures", "bose", None)
    assert crop_of(cast(Feature, bose), "911") is None
