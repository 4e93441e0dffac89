"""The orders of the paints, and what each paint says, without a request."""

from itertools import product

import pytest

from configurator.cars.catalogue import Paint
from configurator.colour_vision.visions import VISION_TYPES, VisionType
from configurator.web.pages.configure.form import PAINT_ORDERS
from configurator.web.pages.configure.options import Options, options_of
from configurator.web.pages.configure.paint_order import PaintList, paint_list
from tests.support.catalogues import OURS
from tests.support.palettes import LINES, palette
from tests.unit.web.test_options import car_of, link


def options(line: str) -> Options:
    return options_of(OURS, car_of(OURS.models_of(line)[0].id), "CODE", link)


def shown(kind: VisionType = "typical", wanted: str = "", line: str = "911") -> PaintList:
    return paint_list(options(line), palette(kind, line), wanted)


def paints(listed: PaintList) -> list[Paint]:
    found = [control.choice.option for section in listed.sections for control, _ in section.paints]
    return [paint for paint in found if isinstance(paint, Paint)]


@pytest.mark.parametrize(("kind", "wanted"), list(product(VISION_TYPES, PAINT_ORDERS)))
def test_every_order_has_each_paint_of_the_line_once(kind: VisionType, wanted: str) -> None:
    for line in LINES:
        listed = sorted(paint.id for paint in paints(shown(kind, wanted, line)))
        assert listed == sorted(paint.id for paint in OURS.offered("color", line))


@pytest.mark.parametrize(("kind", "wanted"), list(product(VISION_TYPES, PAINT_ORDERS)))
def test_in_every_order_each_paint_with_a_look_alike_names_it(kind: VisionType, wanted: str) -> None:
    for line in LINES:
        for section in shown(kind, wanted, line).sections:
            for _, seen in section.paints:
                assert seen
                assert bool(seen.mark) == bool(seen.look_alikes)
                assert all(other.swatch.name in seen.mark for other in seen.look_alikes[:1])


def test_by_price_the_cheapest_group_comes_first() -> None:
    prices = [paint.price for paint in paints(shown("deutan", "price"))]
    assert prices == sorted(prices)


@pytest.mark.parametrize("kind", VISION_TYPES)
def test_by_lightness_the_lightest_paint_to_the_visitors_eyes_comes_first(kind: VisionType) -> None:
    [section] = shown(kind, "lightness").sections
    shades = [seen.lightness for _, seen in section.paints if seen]
    assert len(shades) == len(section.paints)
    assert shades == sorted(shades, reverse=True)


@pytest.mark.parametrize("kind", VISION_TYPES)
def test_by_ease_the_order_is_the_palettes(kind: VisionType) -> None:
    assert [paint.id for paint in paints(shown(kind, "ease"))] == [it.swatch.id for it in palette(kind).entries]


@pytest.mark.parametrize(("kind", "usual"), [(it, "price" if it == "typical" else "ease") for it in VISION_TYPES])
def test_without_a_wish_typical_eyes_see_prices_and_others_what_is_easy(kind: VisionType, usual: str) -> None:
    for wanted in ("", "colour", "EASE"):
        listed = shown(kind, wanted)
        assert (listed.order, listed.kept) == (usual, None)


def test_everybody_can_choose_each_order_so_that_none_tells_how_somebody_sees() -> None:
    for kind in VISION_TYPES:
        assert list(shown(kind).orders) == list(PAINT_ORDERS)
        assert shown(kind, "ease").kept == "ease"


def test_swatches_are_flat_where_colours_are_compared() -> None:
    flat = {(kind, wanted) for kind, wanted in product(VISION_TYPES, PAINT_ORDERS) if shown(kind, wanted).is_flat}
    assert flat == {(kind, wanted) for kind, wanted in product(VISION_TYPES, PAINT_ORDERS)} - {
        ("typical", "price"),
        ("typical", "lightness"),
    }


def test_without_palettes_nothing_is_promised_about_ease_and_the_rest_works() -> None:
    for wanted in ("", "ease", "price"):
        assert paint_list(options("911"), None, wanted).order == "price"
    listed = paint_list(options("911"), None, "lightness")
    assert list(listed.orders) == ["price", "lightness"]
    assert [paint.id for paint in paints(listed)][::25] == ["white", "black"]
