"""What the log says about each request, and what it never contains."""

import json
from collections.abc import Callable
from typing import Any

from tests.support.api_gateway import REST, SOURCE, serving
from tests.support.client import Visitor
from tests.support.examples import a_user
from tests.support.lambda_function import Function
from tests.support.pages import ADA, code_of, hidden_fields


def lines_of(function: Function) -> list[dict[str, Any]]:
    return [json.loads(line) for line in function.logged.splitlines() if line.startswith("{")]


def test_each_request_is_one_line_and_a_metric_of_its_route(start: Callable[..., Function]) -> None:
    function = start()
    with serving(REST, function.invoke) as url:
        client = Visitor(url)
        client.get("/dev/users/nobody")
        client.get("/dev/nothing/here")
        client.request("DELETE", "/dev/health")
        client.get("/dev/health")
        client.request("HEAD", "/dev/health")
        client.request("OPTIONS", "/dev/users")
    told = [(line["Route"], line["status"], line["start"]) for line in lines_of(function)]
    assert told == [
        ("GET /users/<user_id>", 404, "cold"),
        ("none", 404, "warm"),
        ("none", 405, "warm"),
        ("GET /health", 200, "warm"),
        ("GET /health", 200, "warm"),
        ("OPTIONS", 200, "warm"),
    ]
    for line in lines_of(function):
        assert line["request"]
        assert line["Latency"] > 0
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        assert directive == {
            "Namespace": "Profile",
            "Dimensions": [["Stage", "Route"]],
            "Metrics": [{"Name": "Latency", "Unit": "Milliseconds"}],
        }


def test_nothing_that_a_person_said_or_is_known_by_gets_into_the_log(start: Callable[..., Function]) -> None:
    function, user = start(), a_user(name="Ottoline", gender="Agender")
    code = code_of()
    with serving(REST, function.invoke) as url:
        client = Visitor(url, {"User-Agent": "Mosaic/9"})
        token = client.post("/dev/users", user).json()["accessToken"]
        client.get(f"/dev/users/{user['userId']}", {"Authorization": f"Bearer {token}"})
        client.post("/dev/users", {**user, "age": "old"})
        client.get(f"/dev/car/{code}")
    assert len(lines_of(function)) == 4
    said = (user["userId"], "Ottoline", "Agender", token, code, SOURCE, "Mosaic")
    assert [word for word in said if word in function.logged] == []


def test_nor_does_what_is_said_in_a_form(start: Callable[..., Function]) -> None:
    function = start()
    with serving(REST, function.invoke) as url:
        visitor = Visitor(url)
        visitor.get("/dev/")
        filled_in = {**hidden_fields(visitor, f"/dev/you?code={code_of()}"), **ADA}
        assert visitor.submit("/dev/you", filled_in).status == 303
    # The age isn't searched for: the log contains many numbers.
    said = [word for name, word in ADA.items() if name != "age"]
    assert [word for word in (*said, *visitor.cookies.values()) if word in function.logged] == []
