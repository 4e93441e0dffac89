"""Numbers and times as mobile apps' libraries write and read them."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.client import Client
from tests.support.examples import a_car, a_saved_car, a_user, bearer, exact, named, problem, registered
from tests.support.processes import Server
from tests.support.renders import ASK, environment_of, settled

A_TIME = re.compile(r"\d{4}-\d\d-\d\dT.*")
WHOLE_SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
"""What Swift's `.iso8601`, Kotlin's `Instant.parse` and JavaScript's `Date` read without further settings."""


def aged(age: bytes, **members: Any) -> bytes:
    """A user whose age is these digits."""
    return json.dumps(a_user(age="HERE", **members)).encode().replace(b'"HERE"', age)


@pytest.mark.parametrize("age", [b"36", b"36.0", b"36.0e0", b"3.6e1", b"360e-1", b"36.00000"])
def test_a_whole_number_is_the_same_however_it_is_written(age: bytes, http: Client) -> None:
    body = aged(age)
    created = http.post("/users", body)
    assert created.status == 200, created.text
    assert b'"age":36,' in created.body
    for again in (b"36", b"36.0"):
        retry = http.post("/users", body.replace(b'"age": ' + age, b'"age": ' + again))
        assert (retry.status, b'"age":36,' in retry.body) == (200, True)


@pytest.mark.parametrize(("method", "age"), [("PUT", b"40.0"), ("PATCH", b"4e1")])
def test_a_change_may_write_it_so_too(method: str, age: bytes, http: Client) -> None:
    path, token = registered(http)
    owner = {**bearer(token), "If-Match": "*"}
    body = b'{"age": %s}' % age if method == "PATCH" else aged(age, userId=path.removeprefix("/users/"))
    assert http.send_json(method, path, body, owner).status == 200
    assert b'"age":40,' in http.get(path).body


@pytest.mark.parametrize("age", [b"36.5", b"-1.0", b"151.0", b"3e2", b"1e-1", b"true", b'"36"'])
def test_any_other_number_is_refused_with_what_to_send(age: bytes, http: Client) -> None:
    refusal = problem(http.post("/users", aged(age)), 400)
    assert named(refusal) == ["age"]
    assert refusal["invalid_params"][0]["reason"] == "send a whole number from 0 to 150, or leave it out"


def test_the_values_of_features_stay_as_they_were_sent(http: Client) -> None:
    features = {"a": 1.0, "b": 1, "c": 36.5, "d": 1e2, "e": "1.0", "f": [2.0, {"g": -0.0}]}
    sent = a_user(carConfiguration=a_car(additionalFeatures=features))
    assert http.post("/users", sent).status == 200
    read = http.get(f"/users/{sent['userId']}").json()["carConfiguration"]["additionalFeatures"]
    assert exact(read) == exact(features)


def times(document: Any) -> Iterator[str]:
    if isinstance(document, dict | list):
        for value in document.values() if isinstance(document, dict) else document:
            yield from times(value)
    elif isinstance(document, str) and A_TIME.fullmatch(document):
        yield document


def test_every_time_in_an_answer_has_whole_seconds(server: Callable[..., Server], openai: OpenAIServer) -> None:
    http = server(**environment_of(openai)).client()
    asked = http.post("/renders", ASK)
    ready = settled(http, asked.location)
    user = http.post("/users", a_user(cars=[a_saved_car(savedAt="2026-11-29T09:30:00.987654Z")])).json()
    documents = [asked.json(), ready, user]
    found = [list(times(document)) for document in documents]
    assert [len(each) > 0 for each in found] == [True] * len(found)
    assert [time for each in found for time in each if not WHOLE_SECONDS.fullmatch(time)] == []
