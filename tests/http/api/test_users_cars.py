"""A user's list of cars: an addition that an app may use, and that an app that doesn't know it can't lose."""

import pytest

from tests.support.client import Client
from tests.support.examples import Document, a_car, a_saved_car, a_user, bearer, exact, named, problem, registered
from tests.support.pages import OURS, code_of, selection_of

GREEN = a_car(color="oak-green-neo")
CARS = [a_saved_car("weekend", name="Weekend car"), a_saved_car("green", carConfiguration=GREEN)]


def sent_back(cars: list[Document]) -> list[Document]:
    """The cars without what the API added."""
    return [{name: value for name, value in car.items() if name not in ("code", "total")} for car in cars]


def test_an_app_that_does_not_know_the_list_never_gets_one(http: Client) -> None:
    path, token = registered(http)
    answers = [http.get(path), http.patch(path, {"age": 37}, {**bearer(token), "If-Match": "*"})]
    assert all("cars" not in answer.json() for answer in answers)


def test_a_list_comes_back_as_it_was_sent_with_the_code_and_the_total_of_each_car(http: Client) -> None:
    path, _ = registered(http, cars=CARS)
    cars = http.get(path).json()["cars"]
    assert exact(sent_back(cars)) == exact(CARS)
    code = code_of(tire="carrera-19-20-summer", interior="leather-black", color="gentian-blue")
    assert cars[0]["code"] == code
    assert cars[0]["total"] == http.get(f"/configurations/{code}").json()["configuration"]["price"]["total"]


@pytest.mark.parametrize("fraction", ["", ".5", ".123456"])
def test_a_time_is_answered_in_whole_seconds_and_kept_as_it_was_sent(fraction: str, http: Client) -> None:
    sent = a_user(cars=[a_saved_car(savedAt=f"2026-11-29T09:30:00{fraction}Z")])
    assert http.post("/users", sent).json()["cars"][0]["savedAt"] == "2026-11-29T09:30:00Z"
    assert http.post("/users", sent).status == 200, "the same again is a retry"


def test_a_car_with_unknown_parts_is_kept_word_for_word_without_code_and_total(http: Client) -> None:
    path, _ = registered(http, cars=[a_saved_car(carConfiguration=a_car(color="Velvet"))])
    [car] = http.get(path).json()["cars"]
    assert (car["carConfiguration"]["color"], car["code"], car["total"]) == ("Velvet", None, None)


def test_a_user_read_can_be_sent_back_whole(http: Client) -> None:
    path, token = registered(http, cars=CARS)
    read = http.get(path)
    again = http.put(path, read.json(), {**bearer(token), "If-Match": read.headers["ETag"] or ""})
    assert again.status == 200, again.text
    assert exact(again.json()["cars"]) == exact(read.json()["cars"])


def test_creating_again_with_the_same_list_is_a_retry_and_with_another_is_refused(http: Client) -> None:
    sent = a_user(cars=CARS)
    assert http.post("/users", sent).status == http.post("/users", sent).status == 200
    assert named(problem(http.post("/users", {**sent, "cars": CARS[:1]}), 400)) == ["userId"]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_change_by_an_app_that_does_not_know_the_list_keeps_it(method: str, http: Client) -> None:
    path, token = registered(http, cars=CARS)
    change = {"name": "Eve", "carConfiguration": a_car(color="white")}
    answer = http.send_json(method, path, change, {**bearer(token), "If-Match": "*"}).json()
    assert (answer["name"], answer["carConfiguration"]["color"]) == ("Eve", "white")
    assert exact(sent_back(answer["cars"])) == exact(CARS)


@pytest.mark.parametrize(("method", "gone"), [("PUT", []), ("PUT", None), ("PATCH", []), ("PATCH", None)])
def test_an_app_that_knows_the_list_can_empty_it(method: str, gone: list[Document] | None, http: Client) -> None:
    path, token = registered(http, cars=CARS)
    change = {"name": "Ada", "carConfiguration": a_car(), "cars": gone}
    assert http.send_json(method, path, change, {**bearer(token), "If-Match": "*"}).status == 200
    assert not http.get(path).json().get("cars")


def test_every_fault_of_a_list_is_named_by_the_number_of_its_car(http: Client) -> None:
    cars = [
        a_saved_car("a b"),
        a_saved_car(name="\u200b"),
        a_saved_car(carConfiguration={}),
        a_saved_car(savedAt="now"),
    ]
    faults = named(problem(http.post("/users", a_user(cars=cars)), 400))
    assert faults[:2] == ["cars.0.id", "cars.1.name"]
    assert faults[2:] == [*(f"cars.2.carConfiguration.{part}" for part in selection_parts()), "cars.3.savedAt"]


def selection_parts() -> tuple[str, ...]:
    return selection_of(catalogue=OURS)._fields[:4]


def test_two_cars_need_two_ids(http: Client) -> None:
    answer = http.post("/users", a_user(cars=[a_saved_car("a"), a_saved_car("b"), a_saved_car("a")]))
    assert named(problem(answer, 400)) == ["cars.2.id"]


def test_a_list_has_room_for_twenty_cars(http: Client) -> None:
    cars = [a_saved_car(str(number)) for number in range(21)]
    assert http.post("/users", a_user(cars=cars[:20])).status == 200
    assert named(problem(http.post("/users", a_user(cars=cars)), 400)) == ["cars"]
