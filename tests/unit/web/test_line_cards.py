"""The cards of the home page, without a request."""

import re

from configurator.web.pages.home import LineCard, line_cards
from tests.support.catalogues import OURS

CARDS = line_cards(OURS)


def share(card: LineCard, name: str) -> float:
    found = re.search(rf"--{name}:([\d.]+)", card.style.rpartition("#")[2])
    assert found
    return float(found[1])


def test_there_is_a_card_for_each_line_with_its_cheapest_price() -> None:
    assert [card.line for card in CARDS] == list(OURS.lines)
    for card in CARDS:
        assert card.price_from == min(model.price for model in OURS.models_of(card.line.id))


def test_all_cars_have_one_scale() -> None:
    scales = {round(share(card, "length") / card.line.length_mm, 4) for card in CARDS}
    assert len(scales) == 1
    assert max(share(card, "width") for card in CARDS) == 100


def test_a_car_wears_its_own_colours() -> None:
    for card in CARDS:
        assert f"#line-{card.line.id}{{--paint:{card.car.paint.hex}" in card.style
