"""The cars of a user: what counts as one, in which order, and what each change leaves."""

from datetime import timedelta
from typing import Any

import pytest

from configurator.users.cars import (
    NoSuchCar,
    SavedCar,
    TooManyCars,
    cars_of,
    deleted,
    duplicated,
    new_car_id,
    newest_first,
    renamed,
    saved_again,
    with_cars,
)
from configurator.users.user import User
from configurator.users.validation import LONGEST_CAR_NAME, MOST_CARS, clean, faults
from tests.support.examples import a_car, a_user
from tests.support.stores import NOON, user


def a_saved_car(car_id: str, *, minutes: int = 0, name: str = "", **parts: Any) -> SavedCar:
    return SavedCar(car_id, name, a_car(**parts), NOON + timedelta(minutes=minutes))


RED = a_saved_car("red", minutes=2, color="guards-red")
WHITE = a_saved_car("white", minutes=1, name="Weekend car", color="white")
BLACK = a_saved_car("black", color="black")
CARS = (RED, WHITE, BLACK)


def with_list(*cars: SavedCar, latest: SavedCar) -> User:
    listed = [car.document for car in cars]
    return user(carConfiguration=latest.configuration, cars=listed)


def ids(cars: tuple[SavedCar, ...]) -> list[str]:
    return [car.id for car in cars]


def test_a_user_from_before_the_list_has_one_car_with_the_date_of_the_last_change() -> None:
    [car] = cars_of(user(carConfiguration=RED.configuration))
    assert (car.name, car.configuration, car.saved_at) == ("", RED.configuration, NOON)
    assert cars_of(user(carConfiguration=RED.configuration)) == (car,), "it is called by the same id each time"


def test_a_list_is_read_as_it_was_written() -> None:
    assert cars_of(user(**with_cars(user().document, CARS))) == CARS


def test_the_newest_car_comes_first_however_an_app_has_ordered_the_list() -> None:
    assert ids(cars_of(with_list(BLACK, RED, WHITE, latest=RED))) == ["red", "white", "black"]


def test_the_car_that_an_app_calls_the_latest_comes_first() -> None:
    assert ids(cars_of(with_list(*CARS, latest=BLACK))) == ["black", "red", "white"]


def test_a_car_that_an_app_has_set_without_the_list_is_one_more_and_the_latest() -> None:
    first, *others = cars_of(with_list(WHITE, BLACK, latest=RED))
    assert first.configuration == RED.configuration
    assert others == [WHITE, BLACK]


def test_a_car_without_a_time_or_with_an_impossible_one_comes_last() -> None:
    listed = [{**RED.document, "savedAt": "2026-02-30T00:00:00Z"}, WHITE.document]
    cars = cars_of(user(carConfiguration=WHITE.configuration, cars=listed))
    assert (ids(cars), cars[1].saved_at) == (["white", "red"], None)


def test_what_is_written_is_a_user_that_the_api_takes() -> None:
    document = with_cars(a_user(), CARS)
    assert faults(document) == ()
    assert clean(document) == document
    assert document["carConfiguration"] == RED.configuration


def test_there_is_a_limit() -> None:
    most = tuple(a_saved_car(str(number)) for number in range(MOST_CARS))
    assert len(with_cars(a_user(), most)["cars"]) == MOST_CARS
    with pytest.raises(TooManyCars):
        with_cars(a_user(), (*most, RED))


def test_a_car_that_is_saved_again_comes_first_and_is_not_there_twice() -> None:
    assert ids(saved_again(CARS, BLACK)) == ["black", "red", "white"]


def test_a_copy_comes_first_under_a_name_of_its_own() -> None:
    copy, *others = duplicated(CARS, "white", "copy", "Weekend car", NOON)
    assert (copy.id, copy.name, copy.configuration) == ("copy", "Copy of Weekend car", WHITE.configuration)
    assert tuple(others) == CARS
    assert len(duplicated(CARS, "white", "copy", "W" * LONGEST_CAR_NAME, NOON)[0].name) == LONGEST_CAR_NAME


def test_a_new_name_or_none_changes_nothing_else() -> None:
    assert renamed(CARS, "white", "") == (RED, WHITE._replace(name=""), BLACK)


def test_the_others_stay_when_one_is_deleted_and_it_can_come_back_to_its_place() -> None:
    assert deleted(CARS, "white") == (RED, BLACK)
    assert newest_first((RED, BLACK, WHITE)) == CARS


def test_a_car_that_is_gone_is_an_error() -> None:
    with pytest.raises(NoSuchCar):
        renamed(CARS, "green", "x")
    with pytest.raises(NoSuchCar):
        deleted(CARS, "green")
    with pytest.raises(NoSuchCar):
        duplicated(CARS, "green", "copy", "x", NOON)


def test_ids_of_new_cars_differ() -> None:
    assert len({new_car_id() for _ in range(100)}) == 100


def test_one_car_too_many_that_an_app_has_left_may_stay_outside_the_list() -> None:
    most = tuple(a_saved_car(str(number)) for number in range(MOST_CARS))
    latest = RED._replace(name="")
    document = with_cars(a_user(), (latest, *most), before=MOST_CARS + 1)
    assert document["carConfiguration"] == RED.configuration
    assert [car["id"] for car in document["cars"]] == [car.id for car in most]
    for cars in ((latest._replace(name="Red"), *most), (latest, *most, WHITE)):
        with pytest.raises(TooManyCars):
            with_cars(a_user(), cars, before=MOST_CARS + 2)
