"""From the query string of /configure to a car and its last change, without a request."""

from configurator.cars.selection import Selection
from configurator.web.pages.configure.requested_car import last_change, requested_car
from tests.support.catalogues import OURS
from tests.support.pages import code_of, selection_of


def link(selection: Selection, code: str) -> str:
    return f"{selection.color}#{code}"


def test_a_link_without_a_car_before_keeps_its_conflicts() -> None:
    requested = requested_car(OURS, selection_of(features=("bose", "burmester")), "")
    assert len(requested.opened.checked.conflicts) == 1
    assert not requested.settled.is_adjusted
    assert last_change(OURS, requested, link) is None


def test_the_newer_of_two_choices_wins() -> None:
    requested = requested_car(OURS, selection_of(features=("bose", "burmester")), code_of(features=("bose",)))
    assert [feature.id for feature in requested.opened.car.features] == ["burmester"]
    assert requested.settled.is_adjusted


def test_an_invalid_code_means_no_car_before() -> None:
    assert requested_car(OURS, selection_of(), "no code").before is None


def test_the_car_before_is_the_one_that_was_shown() -> None:
    before = code_of("cayenne", color="black")
    requested = requested_car(OURS, selection_of("cayenne", color="black"), before)
    assert requested.before == requested.opened.car
    assert last_change(OURS, requested, link) is None, "the substitute is explained, but nobody changed anything"


def test_the_last_change_is_told_with_its_price_and_can_be_undone() -> None:
    requested = requested_car(OURS, selection_of(color="chalk"), code_of())
    change = last_change(OURS, requested, link)
    assert change
    assert change.words == "Chalk instead of Gentian Blue"
    assert change.difference == requested.opened.car.paint.price - OURS_PAINT_PRICE
    assert change.undo_url == f"{selection_of().color}#{code_of(color='chalk')}"
    assert change.reasons == ()


def test_a_change_that_nobody_chose_has_a_reason() -> None:
    change = last_change(OURS, requested_car(OURS, selection_of(features=("pccb",)), code_of()), link)
    assert change
    assert [reason.split(";")[0] for reason in change.reasons] == [
        "Porsche Ceramic Composite Brakes can only be had with wheels of at least 20 inches"
    ]


def test_undoing_leads_back_to_conflicts_as_they_were() -> None:
    before = code_of(features=("bose", "burmester"))
    change = last_change(OURS, requested_car(OURS, selection_of(features=("bose",)), before), link)
    assert change
    assert change.undo_url.endswith("#"), "with a code the older choice would give way again"


def test_nothing_changed_between_a_car_and_itself() -> None:
    assert last_change(OURS, requested_car(OURS, selection_of(), code_of()), link) is None


def test_a_change_of_model_comes_first() -> None:
    change = last_change(OURS, requested_car(OURS, selection_of("911-carrera-cabriolet"), code_of()), link)
    assert change
    assert change.words.startswith("911 Carrera Cabriolet instead of 911 Carrera")


def test_a_car_of_another_line_can_be_undone_too() -> None:
    requested = requested_car(OURS, selection_of("taycan"), code_of())
    change = last_change(OURS, requested, link)
    assert change
    assert change.words == "Taycan instead of 911 Carrera"
    assert change.details
    assert change.undo_url == f"{selection_of().color}#{code_of('taycan')}"


OURS_PAINT_PRICE = next(paint.price for paint in OURS.paints if paint.id == selection_of().color)
