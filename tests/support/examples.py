"""What the HTTP tests send, and the one shape that they expect of every refusal."""

import json
from typing import Any
from uuid import uuid4

from tests.support.client import Answer, Client

Document = dict[str, Any]

A_BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
A_SECRET = "a-secret-that-the-client-made"
ANOTHER_SECRET = "another-secret-of-somebody-else"

WRONG: dict[str, list[Any]] = {
    "userId": [None, 1, "", ".", "..", "a/b", "a b", "a?b", "a#b", "ü", "x" * 129, "a\n", ["a"]],
    "name": [None, 1, "", " \t\n", "\u200b\u00ad", "\u2800", "x" * 201, ["Ada"], {"first": "Ada"}],
    "age": [-1, 151, 36.5, 1e300, "36", True, [36]],
    "gender": [1, False, "x" * 65, ["woman"], {}],
    "colorBlindness": ["true", 0, 1, "no", [], {}],
    "colorVision": ["red-green", "", 1, True, ["protan"], {}],
    "colorVisionSeverity": ["strong", "", 0.5, True, ["mild"], {}],
    "carConfiguration": [None, "911", 911, [], True],
    "cars": [{}, "911", True, 7],
}
"""Of each member of a user, what it may not be."""


def a_car(**parts: Any) -> Document:
    """A carConfiguration that can be built, with some parts changed."""
    usual = {"model": "911-carrera", "color": "gentian-blue", "tire": "carrera-19-20-summer"}
    return {**usual, "interior": "leather-black", "additionalFeatures": {}, **parts}


def a_user(**members: Any) -> Document:
    """A body for POST /users with an id of its own, with some members changed."""
    said = {"name": "Ada", "age": 36, "gender": "Woman", "colorBlindness": False}
    return {"userId": str(uuid4()), **said, "carConfiguration": a_car(), **members}


def a_saved_car(car_id: str = "a", **members: Any) -> Document:
    """An item of a user's `cars`."""
    return {"id": car_id, "carConfiguration": a_car(), "savedAt": "2026-11-29T09:30:00Z", **members}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def registered(http: Client, **members: Any) -> tuple[str, str]:
    """The address and the token of a user that was just registered as the seed's client does it."""
    answer = http.post("/users", a_user(**members))
    assert answer.status == 200, answer.text
    return f"/users/{answer.json()['userId']}", answer.json()["accessToken"]


def exact(document: Any) -> str:
    """Two documents are the same where these texts are: order and kinds of numbers count, unlike for ==."""
    return json.dumps(document)


def problem(answer: Answer, status: int) -> Document:
    """The problem details of a refusal."""
    assert answer.status == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: Document = answer.json()
    assert document["status"] == status
    assert document["type"] == "about:blank"
    assert document["title"]
    assert document["detail"].endswith(".")
    return document


def named(refusal: Document) -> list[str]:
    """The members that a problem complains of, each with a reason."""
    faults = refusal.get("invalid_params", [])
    assert all(fault["reason"] for fault in faults)
    return [fault["name"] for fault in faults]
