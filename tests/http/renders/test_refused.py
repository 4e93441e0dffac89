"""Renders over HTTP: the answers when there is no picture, for a while or for good."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.catalogues import OURS
from tests.support.client import Client
from tests.support.processes import Server, Site
from tests.support.renders import ASK, CAR, CODE, environment_of, eventually, settled

UNBUILDABLE = next(
    {**CAR, "model": model.id, "color": paint.id}
    for model in OURS.models
    for paint in OURS.paints
    if paint not in OURS.offered("color", model.line)
)


@pytest.fixture
def http(here: Server) -> Client:
    return here.client()


@pytest.fixture
def http_off(site: Site) -> Client:
    return site.client()


@pytest.mark.parametrize(
    ("behaviour", "state", "words"),
    [
        ("moderation", "refused", "declined"),
        ("cut", "failed", "not with a picture"),
        ("bad_key", "failed", "available"),
    ],
)
def test_what_went_wrong_is_told_in_words_for_people(
    behaviour: str, state: str, words: str, http: Client, openai: OpenAIServer
) -> None:
    openai.behave(behaviour)
    document = settled(http, http.post("/renders", ASK).location)
    assert document["state"] == state
    assert words in document["reason"]
    assert document["advice"]
    assert document["picture"] is None
    assert document["mayAskAgain"] is (behaviour == "moderation")


def test_a_refused_render_may_be_asked_for_once_more(http: Client, openai: OpenAIServer) -> None:
    openai.behave("moderation", "ready")
    address = http.post("/renders", ASK).location
    assert settled(http, address)["mayAskAgain"] is True
    again = http.post("/renders", ASK)
    assert (again.status, again.location) == (202, address)
    assert settled(http, address)["state"] == "ready"


def test_a_render_that_is_refused_twice_is_left_with_the_drawing(http: Client, openai: OpenAIServer) -> None:
    openai.behave("moderation")
    address = http.post("/renders", ASK).location
    assert settled(http, address)["advice"] == "You can request it once more."
    http.post("/renders", ASK)
    assert settled(http, address)["advice"] == "The drawing shows your car with everything you chose."
    again = http.post("/renders", ASK)
    assert (again.status, again.json()["state"], again.json()["mayAskAgain"]) == (200, "refused", False)
    assert len(openai.calls) == 2


def test_after_a_bad_key_nobody_else_is_kept_waiting(http: Client, openai: OpenAIServer) -> None:
    openai.behave("bad_key")
    settled(http, http.post("/renders", ASK).location)
    other = http.post("/renders", {**ASK, "view": "side"})
    assert (other.status, other.json()["state"], other.json()["fault"]) == (200, "unavailable", "bad_key")
    assert other.json()["until"] > other.json()["until"][:10]
    assert http.get("/catalogue").status == 200
    assert len(openai.calls) == 1


def test_without_a_key_renders_are_unavailable_and_the_drawing_is_named(http_off: Client) -> None:
    answer = http_off.post("/renders", ASK)
    document = answer.json()
    assert (answer.status, document["state"], document["id"], document["picture"]) == (200, "unavailable", None, None)
    assert document["reason"] == "DALL-E renders are not available at the moment."
    drawing = http_off.get(urlsplit(document["links"]["drawing"]).path)
    assert (drawing.status, drawing.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")


def test_every_state_has_the_same_members(http: Client, http_off: Client) -> None:
    asked = http.post("/renders", ASK)
    ready = settled(http, asked.location)
    unavailable = http_off.post("/renders", ASK).json()
    assert set(asked.json()) == set(ready) == set(unavailable)


def test_a_spent_budget_is_a_503_that_says_until_when(server: Callable[..., Server], openai: OpenAIServer) -> None:
    here = server(**environment_of(openai, IMAGE_DAILY_BUDGET_USD="0.01"))
    answer = here.client().post("/renders", ASK)
    assert answer.status == 503
    assert any(answer.headers["X-Request-Id"] in line for line in here.output.splitlines()), "the log names it"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "midnight" in answer.json()["detail"]
    left = timedelta(seconds=int(answer.headers["Retry-After"]))
    assert (datetime.now(UTC) + left).hour in (23, 0)
    assert openai.calls == []


def test_a_client_that_has_had_its_share_gets_429_and_others_get_theirs(
    server: Callable[..., Server], openai: OpenAIServer
) -> None:
    here = server(**environment_of(openai, IMAGE_CLIENT_DAILY="1", HOST="127.0.0.1"))
    http = here.client()
    forged = {"X-Forwarded-For": "6.6.6.6", "Forwarded": "for=6.6.6.6"}
    assert http.post("/renders", ASK).status == 202
    refused = http.post("/renders", {**ASK, "view": "side"}, forged)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert http.post("/renders", ASK).status in (200, 202), "an existing render is free"


def test_behind_a_trusted_proxy_each_visitor_has_a_share(server: Callable[..., Server], openai: OpenAIServer) -> None:
    environment = environment_of(openai, IMAGE_CLIENT_DAILY="1", HOST="127.0.0.1", TRUSTED_PROXY="127.0.0.1")
    http = server(**environment).client()
    first, second = {"X-Forwarded-For": "198.51.100.1"}, {"X-Forwarded-For": "6.6.6.6, 198.51.100.2"}
    assert http.post("/renders", ASK, first).status == 202
    assert http.post("/renders", {**ASK, "view": "side"}, second).status == 202
    forged = {"X-Forwarded-For": "6.6.6.7, 198.51.100.1"}
    assert http.post("/renders", {**ASK, "view": "interior"}, forged).status == 429, (
        "only the entry that the proxy added counts"
    )


@pytest.mark.parametrize(
    ("car", "names"),
    [
        (UNBUILDABLE, ["carConfiguration"]),
        ({**CAR, "color": "Octarine"}, ["carConfiguration.color"]),
        ({**CAR, "additionalFeatures": {"fridge": True}}, ["carConfiguration.additionalFeatures.fridge"]),
    ],
)
def test_a_car_that_cannot_be_built_is_a_409_that_says_why(
    car: dict[str, Any], names: list[str], http: Client, openai: OpenAIServer
) -> None:
    answer = http.post("/renders", {"carConfiguration": car, "view": "front"})
    assert answer.status == 409
    assert [it["name"] for it in answer.json()["invalid_params"]] == names
    assert openai.calls == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ([], [""]),
        ({}, ["view", "carConfiguration"]),
        ({"view": "top", "carConfiguration": CAR}, ["view"]),
        ({"view": ["front"], "carConfiguration": CAR}, ["view"]),
        ({"view": "front"}, ["carConfiguration"]),
        ({**ASK, "code": CODE}, ["carConfiguration"]),
        ({"view": "front", "code": 12}, ["code"]),
        ({"view": "top", "code": "nothing"}, ["view", "code"]),
        ({"view": "front", "code": f"{CODE[:-1]}{'0' if CODE[-1] == '1' else '1'}"}, ["code"]),
        ({"view": "front", "carConfiguration": "911"}, ["carConfiguration"]),
        ({"view": "front", "carConfiguration": {**CAR, "model": ""}}, ["carConfiguration.model"]),
        ({**ASK, "prompt": "a red car"}, ["prompt"]),
        ({**ASK, "name": "Ada"}, ["name"]),
    ],
)
def test_a_body_of_another_shape_is_a_400_that_names_what_is_wrong(
    body: object, names: list[str], http_off: Client
) -> None:
    answer = http_off.post("/renders", body)
    assert answer.status == 400
    assert [it["name"] for it in answer.json()["invalid_params"]] == names


@pytest.mark.parametrize("path", ["/renders/none", f"/renders/{'0' * 32}-{'0' * 32}", "/renders/none/picture"])
def test_a_render_that_nobody_asked_for_is_a_404(path: str, http_off: Client) -> None:
    answer = http_off.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_picture_that_is_not_there_yet_is_a_404(http: Client, openai: OpenAIServer) -> None:
    openai.behave("hang")
    address = http.post("/renders", ASK).location
    assert http.get(f"{address}/picture").status == 404


def test_while_it_is_tried_again_the_answer_says_so(http: Client, openai: OpenAIServer) -> None:
    openai.behave("busy_for_7")
    address = http.post("/renders", ASK).location
    document = eventually(lambda: fault_of(http, address))
    assert document["state"] == "pending"
    assert document["reason"] == "OpenAI is very busy right now."
    assert document["advice"] == "It is tried again automatically."
    assert document["until"]


def fault_of(http: Client, address: str) -> dict[str, Any] | None:
    document: dict[str, Any] = http.get(address).json()
    return document if document["fault"] else None
