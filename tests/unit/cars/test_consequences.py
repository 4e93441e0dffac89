"""What a choice brings with it is sensible, for every choice in the whole catalogue: nothing changes without need,
tyres stay for the same season where they can, and nothing costs more than necessary.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import cast

import pytest

from configurator.cars.catalogue import Model, Option, WheelSet
from configurator.cars.choices import (
    apply_change,
    changes,
    choices,
    let_newer_win,
    model_choices,
    resolve_conflicts,
    toggle_option,
)
from configurator.cars.configuration import Car, check
from configurator.cars.conflicts import Change
from configurator.cars.selection import default_selection
from tests.support.catalogues import OURS
from tests.support.whole_catalogue import (
    EVERY_MODEL,
    OPTION_PARTS,
    assert_nearest,
    cars_of,
    is_buildable,
    options_for,
    usual,
    with_option,
)


def assert_sensible(after: Car, consequences: Iterable[Change], told: str) -> None:
    assert is_buildable(after), told
    for change in consequences:
        back = apply_change(OURS, after, Change(change.part, change.added, change.removed))
        assert not is_buildable(back), f"{told}: {change.consequence} wasn't needed"
        if isinstance(change.removed, WheelSet):
            assert_nearest(change.removed, after)


@EVERY_MODEL
def test_every_option_on_every_car_brings_only_what_it_must(model: Model) -> None:
    for car in cars_of(model):
        for part in OPTION_PARTS:
            for choice in choices(OURS, car, part):
                if choice.consequences:
                    after = with_option(car, part, choice.option)
                    told = f"{car.selection}, {choice.option.id}"
                    assert_sensible(after, choice.consequences, told)


@EVERY_MODEL
def test_every_other_model_changes_only_what_it_must(model: Model) -> None:
    for car in cars_of(model):
        for choice in model_choices(OURS, car):
            after = let_newer_win(OURS, car._replace(model=choice.model), car)
            assert_sensible(after, choice.consequences, f"{car.selection}, {choice.model.id}")


@EVERY_MODEL
def test_two_new_choices_together_bring_only_what_they_must(model: Model) -> None:
    """Without a script, a form may bring several choices at once."""
    plain = usual(model)
    for (one_part, one), (other_part, other) in combinations(options_for(plain), 2):
        if one_part == other_part != "additionalFeatures":
            continue
        wanted = toggle_option(OURS, toggle_option(OURS, plain, one_part, one), other_part, other)
        after = let_newer_win(OURS, wanted, plain)
        if after == wanted and not is_buildable(after):
            continue  # the two exclude each other, and somebody has to decide
        brought = [change for change in changes(plain, after) if not {one, other} & {change.added, change.removed}]
        assert_sensible(after, brought, f"{model.id}, {one.id} and {other.id}")


def shorts(changed: Iterable[Change]) -> list[str]:
    return [(change.added or cast(Option, change.removed)).short for change in changed]


@pytest.mark.parametrize(
    ("model", "wheels", "season"),
    [
        ("cayenne", "RS Spyder Design", "summer"),  # there is no larger all-season set, and nobody asked for winter
        ("panamera", "Panamera Design", "summer"),
        ("911-carrera", "Turbo S Design", "summer"),
    ],
)
def test_ceramic_brakes_bring_the_nearest_larger_wheels(model: str, wheels: str, season: str) -> None:
    found = OURS.find_model(model)
    assert found
    brakes = next(it for it in choices(OURS, usual(found), "additionalFeatures") if it.option.id == "pccb")
    assert shorts(brakes.consequences) == [wheels]
    assert cast(WheelSet, brakes.consequences[0].added).season == season


def test_another_model_brings_wheels_near_to_those_chosen_and_not_just_its_standard_ones() -> None:
    carrera = OURS.find("tire", "carrera-s-20-21", None)
    assert carrera
    car = with_option(usual(OURS.models[0]), "tire", carrera)
    targa = next(it for it in model_choices(OURS, car) if it.model.id == "911-targa-4-gts")
    assert shorts(targa.consequences) == ["Turbo S Design"]
    assert targa.consequences[0].price_effect == -70


def test_of_two_options_that_exclude_each_other_the_cheaper_one_goes_first() -> None:
    selection = default_selection(OURS.models[0])._replace(
        tire="carrera-s-20-21", features=("pccb", "black-callipers", "ventilated-seats", "bucket-seats")
    )
    car = cast(Car, check(OURS, selection).car)
    assert shorts(changes(car, resolve_conflicts(OURS, car))) == ["Ventilated seats", "Black callipers"]
