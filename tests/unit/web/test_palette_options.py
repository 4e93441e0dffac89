"""Options in the order of a palette, without a request."""

from typing import get_args

import pytest

from configurator.colour_vision.visions import Vision, VisionType
from configurator.web.pages.colour_vision.compare import Wanted, present
from configurator.web.pages.colour_vision.presenters import in_tiers
from configurator.web.pages.configure.options import options_of
from configurator.web.pages.configure.palette_options import PaletteOptions, palette_options
from tests.support.catalogues import OURS
from tests.support.palettes import PALETTES, palette
from tests.unit.web.test_options import car_of, link

CAR = car_of()
OPTIONS = options_of(OURS, CAR, "CODE", link)


def shown(kind: VisionType) -> PaletteOptions:
    return palette_options(PALETTES, Vision(kind), CAR, OPTIONS, lambda paint: f"/compare?with={paint}")


@pytest.mark.parametrize("kind", get_args(VisionType))
def test_every_paint_is_in_one_tier_and_none_is_empty(kind: VisionType) -> None:
    tiers = in_tiers(palette(kind), OPTIONS.paints)
    paints = [control.choice.option.id for tier in tiers for control, _ in tier.options]
    assert sorted(paints) == sorted(control.choice.option.id for control in OPTIONS.paints)
    assert all(tier.options for tier in tiers)


def test_a_tier_keeps_the_palettes_order() -> None:
    deutan = palette("deutan", "911")
    easy = next(tier for tier in in_tiers(deutan, OPTIONS.paints) if tier.tier == "easy")
    assert [seen.swatch.id for _, seen in easy.options] == [seen.swatch.id for seen in deutan.easy]
    assert [control.choice.option.id for control, _ in easy.options] == [seen.swatch.id for seen in deutan.easy]


def test_only_eyes_without_colour_get_a_scale() -> None:
    assert [kind for kind in get_args(VisionType) if shown(kind).scale] == ["achromat"]


def test_each_look_alike_of_the_cars_paint_leads_to_a_comparison() -> None:
    deutan = shown("deutan")
    assert deutan.chosen
    assert deutan.chosen.swatch.id == CAR.paint.id
    alike = [look_alike.swatch.id for look_alike in deutan.chosen.look_alikes]
    assert deutan.compare_urls == {paint: f"/compare?with={paint}" for paint in alike}


def test_a_comparison_shows_the_paint_that_is_asked_for_else_a_look_alike() -> None:
    deutan = palette("deutan")
    chosen = deutan.find(CAR.paint.id)
    assert chosen
    assert present(OURS, CAR, deutan, Wanted(other="chalk"), "/").other.id == "chalk"
    first = chosen.look_alikes[0]
    page = present(OURS, CAR, deutan, Wanted(other="no paint", view="front"), "/")
    assert (page.other.id, page.likeness) == (first.swatch.id, first.note.sentence(chosen.swatch.name))
    assert present(OURS, CAR, None, Wanted(other=CAR.paint.id), "/").other != CAR.paint
