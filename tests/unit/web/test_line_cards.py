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


def test_from_the_front_all_cars_have_one_scale_and_stand_on_one_line() -> None:
    cards = line_cards(OURS, "front")
    boxes = [re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', card.drawing) for card in cards]
    assert {share(card, "width") for card in cards} == {100}
    lowest = {float(box[2]) + float(box[4]) for box in boxes if box}
    assert ({box[3] for box in boxes if box}, len(lowest)) == ({"484"}, 1)
