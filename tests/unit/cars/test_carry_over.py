"""A car in another line keeps what that line has, takes the nearest to the rest, and can be built."""

from typing import cast

import pytest

from configurator.cars.carry_over import CarriedOver, carry_over
from configurator.cars.catalogue import Interior, Model, Option, Paint
from configurator.cars.colour_difference import colour_difference
from configurator.cars.configuration import Car, check
from configurator.cars.price import price_of
from configurator.cars.selection import default_selection
from tests.support.catalogues import OURS
from tests.support.whole_catalogue import EVERY_MODEL, assert_nearest, cars_of, is_buildable


@EVERY_MODEL
def test_every_car_in_every_other_line_keeps_all_that_there_is(model: Model) -> None:
    for car in cars_of(model):
        for line in (line for line in OURS.lines if line != car.line):
            carried = carry_over(OURS, car, line)
            after = carried.after
            assert after.line == line
            assert is_buildable(after)
            possible = {option for _, option in car.options if option.available.admits(after.model)}
            assert set(carried.kept) == possible, f"{car.selection} as {after.selection}"
            assert carried.added == ()
            assert carried.difference == total(after) - total(car)
            assert_paint_is_not_too_dear(car.paint, after.paint)
            assert_stays_leather_free(car.interior, after)
            if not (is_standard(car) and is_standard(after)):
                assert_nearest(car.wheels, after)


def total(car: Car) -> int:
    return price_of(OURS, car.model, car.options).total


def is_standard(car: Car) -> bool:
    return car.wheels.id == car.model.default["tire"]


def assert_paint_is_not_too_dear(before: Paint, after: Paint) -> None:
    """No other paint is as near and cheaper."""
    offered = [it for it in OURS.paints if it.available.lines & after.available.lines]
    for other in offered:
        as_near = colour_difference(before.hex, other.hex) <= colour_difference(before.hex, after.hex)
        same_finish = before.finish == other.finish or before.finish != after.finish
        fits = all(line in other.available.lines for line in after.available.lines)
        assert not (fits and as_near and same_finish and other.price < after.price > before.price), (before, after)


def assert_stays_leather_free(before: Interior, after: Car) -> None:
    if before.material.startswith("leather-free"):
        assert after.interior.material.startswith("leather-free")


def carried(model: str, line: str, **parts: object) -> CarriedOver:
    found = OURS.find_model(model)
    assert found
    car = check(OURS, default_selection(found)._replace(**parts)).car  # type: ignore[arg-type]
    return carry_over(OURS, cast(Car, car), OURS.line(line))


@pytest.mark.parametrize(
    ("model", "features", "line", "fits"),
    [
        ("911-carrera", (), "718", "718-cayman"),  # the first of a line leads to the first of another
        ("911-carrera", (), "taycan", "taycan"),
        ("911-carrera", (), "cayenne", "cayenne"),
        ("911-gt3", ("bucket-seats", "weissach"), "718", "718-cayman-gt4-rs"),
        ("panamera-4-e-hybrid", (), "cayenne", "cayenne-e-hybrid"),
        ("taycan-4s", ("active-ride",), "panamera", "panamera-4-e-hybrid"),
        ("cayenne-electric", (), "911", "911-carrera"),  # the dearest of its line, and yet not a GT3
    ],
)
def test_the_model_fits_the_car(model: str, features: tuple[str, ...], line: str, fits: str) -> None:
    assert carried(model, line, features=features).after.model.id == fits


@pytest.mark.parametrize(
    ("paint", "line", "nearest"),
    [
        ("guards-red", "cayenne", "carmine-red"),
        ("black", "cayenne", "vanadium-grey"),
        ("cartagena-yellow", "718", "racing-yellow"),  # and not white, which is as light
        ("lugano-blue", "taycan", "gentian-blue"),
        ("gentian-blue", "cayenne", "vanadium-grey"),  # its only blues are Paint to Sample, for 13,470 more
    ],
)
def test_the_nearest_paint_is_like_it_and_affordable(paint: str, line: str, nearest: str) -> None:
    assert carried("911-carrera", line, color=paint).after.paint.id == nearest


def test_standard_wheels_become_standard_wheels_and_chosen_ones_the_nearest() -> None:
    assert carried("911-carrera", "cayenne").after.wheels.id == "cayenne-19"
    assert carried("911-carrera", "cayenne", tire="carrera-s-20-21").after.wheels.id == "cayenne-rs-spyder-21"
    assert carried("911-carrera", "taycan", tire="carrera-winter-19-20").after.wheels.id == "taycan-winter-19"


def test_wheels_are_large_enough_for_the_brakes_that_come_along() -> None:
    result = carried("911-carrera", "taycan", tire="carrera-s-20-21", features=("pccb", "night-vision"))
    assert min(result.after.wheels.inches) >= 20
    assert [option.id for option in result.lost] == ["night-vision"]


def test_the_difference_between_two_cars_of_two_lines_is_told_part_by_part() -> None:
    result = carried("911-carrera", "macan", color="guards-red", features=("bose", "sport-exhaust"))
    assert [option.id for option in result.kept] == ["bose"]
    assert [cast(Option, change.added).id for change in result.replaced] == [
        "carmine-red",
        "macan-20",
        "leatherette-black",
    ]
    assert [option.id for option in result.lost] == ["sport-exhaust"]


def test_a_car_with_conflicts_arrives_without_them() -> None:
    result = carried("911-carrera", "taycan", features=("bose", "burmester"))
    assert [option.id for option in result.kept if option in result.after.features] == ["burmester"]
