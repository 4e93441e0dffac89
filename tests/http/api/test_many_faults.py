"""An answer names at most fifty faults and says how many there are: it is never much larger than the request."""

import json
from typing import Any

import pytest

from tests.support.client import Client
from tests.support.examples import a_car, a_saved_car, a_user, named, problem

MANY = 5000
NAMES = [f"n{number}" for number in range(MANY)]
FEATURES = a_car(additionalFeatures=dict.fromkeys(NAMES, 1))
REFUSED: dict[str, tuple[str, Any, int]] = {
    "unknown members": ("/users", {**a_user(), **dict.fromkeys(NAMES, 1)}, MANY),
    "unknown members of a car": ("/users", a_user(carConfiguration={**a_car(), **dict.fromkeys(NAMES, 1)}), MANY),
    "a list of cars": ("/users", a_user(cars=[{**a_saved_car(), **dict.fromkeys(NAMES[:10], 1)}] * 20), 200),
    "a car to check": ("/configurations", {"carConfiguration": {**a_car(), **dict.fromkeys(NAMES, 1)}}, MANY),
    "a render": ("/renders", {"view": "front", "code": "x", **dict.fromkeys(NAMES, 1)}, MANY + 1),
    "numbers that can't be kept": ("/users", b'{"it": [%s]}' % b",".join([b"1e999"] * MANY), MANY),
}


@pytest.mark.parametrize(("path", "body", "total"), REFUSED.values(), ids=REFUSED.keys())
def test_fifty_faults_are_named_and_the_others_counted(path: str, body: Any, total: int, http: Client) -> None:
    answer = http.post(path, body)
    refusal = problem(answer, 400)
    assert len(named(refusal)) == 50
    assert refusal["detail"].endswith(f"These are the first 50 of {total} faults.")
    assert len(answer.body) < 6000


def test_a_strict_refusal_too(http: Client) -> None:
    answer = http.post("/users", a_user(carConfiguration=FEATURES), {"Prefer": "handling=strict"})
    assert f"the first 50 of {MANY} faults" in problem(answer, 400)["detail"]
    assert len(answer.body) < 7000


def test_fifty_alone_are_not_counted(http: Client) -> None:
    refusal = problem(http.post("/users", {**a_user(), **dict.fromkeys(NAMES[:50], 1)}), 400)
    assert (len(named(refusal)), "first 50" in refusal["detail"]) == (50, False)


def test_a_long_name_is_cut(http: Client) -> None:
    answer = http.post("/users", {**a_user(), **{f"{number}{'x' * 6000}": 1 for number in range(10)}})
    assert [len(name) for name in named(problem(answer, 400))] == [301] * 10
    assert len(answer.body) < 5000


@pytest.mark.parametrize("path", ["/users", "/configurations"])
def test_what_is_not_recognised_is_listed_up_to_fifty_and_kept_whole(path: str, http: Client) -> None:
    sent = a_user(carConfiguration=FEATURES)
    answer = http.post(path, sent)
    configuration = answer.json()["configuration"]
    assert (len(configuration["unrecognised"]), configuration["unrecognisedMore"]) == (50, MANY - 50)
    assert answer.json()["carConfiguration"] == FEATURES
    assert len(answer.body) < len(json.dumps(sent)) + 6000


def test_where_all_are_listed_nothing_is_said_of_more(http: Client) -> None:
    configuration = http.post("/configurations", {"carConfiguration": a_car(color="Velvet")}).json()["configuration"]
    assert "unrecognisedMore" not in configuration
