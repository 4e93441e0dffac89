"""Every URL in the API's documents and headers is absolute: an app has no page to which it could be relative."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.client import Client
from tests.support.examples import a_car
from tests.support.processes import Server
from tests.support.renders import ASK, CODE, environment_of, settled

CALLED = "cars.example.com:8443"
PUBLIC = "https://profile.example.com"


def texts(document: Any) -> Iterator[str]:
    if isinstance(document, dict | list):
        for value in document.values() if isinstance(document, dict) else document:
            yield from texts(value)
    elif isinstance(document, str):
        yield document


def links(http: Client) -> Iterator[str]:
    """All URLs of a car and of a render, requested by a name that isn't the server's own."""
    named = Client(http.url, {"Host": CALLED})
    asked = named.post("/renders", ASK)
    yield asked.location
    ready = settled(named, asked.location)
    checked = named.post("/configurations", {"carConfiguration": a_car()}).json()
    for document in (asked.json(), ready, named.get(f"/configurations/{CODE}").json(), checked):
        found = [text for text in texts(document) if text.startswith(("/", "http"))]
        assert found, json.dumps(document)
        yield from found
    for name in ("url", "download"):
        assert named.get(ready["picture"][name]).status == 200


@pytest.mark.parametrize(("setting", "base"), [({}, f"http://{CALLED}/"), ({"PUBLIC_URL": PUBLIC}, f"{PUBLIC}/")])
def test_they_begin_with_the_public_address_or_with_the_name_that_was_called(
    setting: dict[str, str], base: str, server: Callable[..., Server], openai: OpenAIServer
) -> None:
    http = server(**environment_of(openai, TRUSTED_HOSTS="cars.example.com", **setting)).client()
    assert [link for link in links(http) if not link.startswith(base)] == []
