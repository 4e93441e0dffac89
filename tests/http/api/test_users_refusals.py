"""A user that isn't as it should be: every fault is named at once, and nothing is stored."""

from typing import Any

import pytest

from tests.support.client import Client
from tests.support.examples import WRONG, a_car, a_user, named, problem

A_CAR_OF = "carConfiguration"


def test_everything_wrong_is_named_at_once_in_the_order_of_the_members(http: Client) -> None:
    car = {"model": 911, "color": "", "tire": None, "additionalFeatures": [], "engine": "V8"}
    body = {"userId": "a b", "name": " ", "age": 36.5, "gender": 1, "colorBlindness": "no", A_CAR_OF: car, "email": "x"}
    assert named(problem(http.post("/users", body), 400)) == [
        "userId",
        "name",
        "age",
        "gender",
        "colorBlindness",
        "carConfiguration.model",
        "carConfiguration.color",
        "carConfiguration.tire",
        "carConfiguration.interior",
        "carConfiguration.additionalFeatures",
        "carConfiguration.engine",
        "email",
    ]


def test_an_empty_object_is_told_all_that_is_required(http: Client) -> None:
    assert named(problem(http.post("/users", {}), 400)) == ["userId", "name", A_CAR_OF]


@pytest.mark.parametrize("body", [[], "user", 1, 1.5, True, None, [{}]])
def test_only_an_object_is_a_user(body: Any, http: Client) -> None:
    refusal = problem(http.post("/users", body), 400)
    assert "object" in refusal["invalid_params"][0]["reason"]


@pytest.mark.parametrize(("member", "value"), [(member, value) for member in WRONG for value in WRONG[member]])
def test_a_wrong_value_is_named_with_what_to_send_instead(member: str, value: Any, http: Client) -> None:
    refusal = problem(http.post("/users", a_user(**{member: value})), 400)
    assert named(refusal) == [member]
    assert refusal["invalid_params"][0]["reason"].startswith("send ")


@pytest.mark.parametrize("part", ["model", "color", "tire", "interior"])
@pytest.mark.parametrize("value", [None, 1, "", "  ", "x" * 201, ["white"], {"id": "white"}, True])
def test_a_part_of_the_car_is_a_text(part: str, value: Any, http: Client) -> None:
    refusal = problem(http.post("/users", a_user(carConfiguration=a_car(**{part: value}))), 400)
    assert named(refusal) == [f"carConfiguration.{part}"]


@pytest.mark.parametrize("value", ["none", 1, True, [], ["bose"]])
def test_features_are_an_object(value: Any, http: Client) -> None:
    refusal = problem(http.post("/users", a_user(carConfiguration=a_car(additionalFeatures=value))), 400)
    assert named(refusal) == ["carConfiguration.additionalFeatures"]


def test_a_member_we_do_not_know_is_named_whatever_it_is_called(http: Client) -> None:
    names = ["Name", "user_id", "", "🏎️", "<script>", "carconfiguration"]
    refusal = problem(http.post("/users", {**a_user(), **dict.fromkeys(names, 1)}), 400)
    assert named(refusal) == names


def test_nothing_is_stored_of_a_body_that_is_refused(http: Client) -> None:
    sent = a_user(age="36")
    problem(http.post("/users", sent), 400)
    problem(http.get(f"/users/{sent['userId']}"), 404)


@pytest.mark.parametrize("vision", ["typical", "protan", "deutan", "tritan", "achromat", "any"])
def test_how_someone_sees_may_be_said_more_finely(vision: str, http: Client) -> None:
    sent = a_user(colorBlindness=vision != "typical", colorVision=vision)
    assert http.post("/users", sent).json()["colorVision"] == vision
