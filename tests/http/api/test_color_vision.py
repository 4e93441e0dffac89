"""How a user sees colour: stored beside the boolean, with a severity where there are severities."""

import json
from typing import Any

import pytest

from configurator.colour_vision.visions import GRADED_TYPES, SEVERITIES
from tests.support.client import Client
from tests.support.examples import a_user, bearer, named, problem, registered

Headers = dict[str, str]


@pytest.mark.parametrize(
    ("blind", "vision"),
    [(True, "deutan"), (True, "any"), (False, "typical"), (None, "tritan"), (True, None), (None, None)],
)
def test_a_finer_color_vision_is_kept_beside_the_boolean(http: Client, blind: Any, vision: Any) -> None:
    sent = a_user(colorBlindness=blind, colorVision=vision)
    assert http.post("/users", sent).status == 200
    kept = http.get(f"/users/{sent['userId']}").json()
    assert kept["colorBlindness"] is blind
    assert kept.get("colorVision") == vision


@pytest.mark.parametrize(("blind", "vision"), [(False, "deutan"), (False, "any"), (True, "typical")], ids=json.dumps)
def test_values_that_contradict_each_other_are_refused_with_what_to_do(http: Client, blind: bool, vision: str) -> None:
    sent = a_user(colorBlindness=blind, colorVision=vision)
    answer = http.post("/users", sent)
    assert answer.status == 400
    (fault,) = answer.json()["invalid_params"]
    assert fault["name"] == "colorVision"
    assert fault["reason"] == f"contradicts colorBlindness, which is {json.dumps(blind)}; send one of the two"
    assert http.get(f"/users/{sent['userId']}").status == 404


def test_a_color_vision_of_another_kind_is_refused_with_the_known_ones(http: Client) -> None:
    answer = http.post("/users", a_user(colorVision="mantis shrimp"))
    assert answer.status == 400
    assert "protan" in answer.json()["invalid_params"][0]["reason"]


def saved(http: Client, **members: Any) -> tuple[str, Headers]:
    """The path of a new user, and what its owner sends with a change."""
    path, token = registered(http, colorBlindness=True, **members)
    return path, {**bearer(token), "If-Match": "*"}


def told(http: Client, path: str) -> tuple[Any, Any]:
    user = http.get(path).json()
    return user.get("colorVision"), user.get("colorVisionSeverity")


@pytest.mark.parametrize("vision", GRADED_TYPES)
def test_a_severity_is_kept_and_the_boolean_stays_a_boolean(http: Client, vision: str) -> None:
    for severity in SEVERITIES:
        path, _ = saved(http, colorVision=vision, colorVisionSeverity=severity)
        assert told(http, path) == (vision, severity)
        assert http.get(path).json()["colorBlindness"] is True


@pytest.mark.parametrize("vision", ["any", "achromat", None])
def test_a_severity_of_no_type_is_refused_with_what_to_do(http: Client, vision: str | None) -> None:
    sent = a_user(colorBlindness=True, colorVision=vision, colorVisionSeverity="mild")
    refusal = problem(http.post("/users", sent), 400)
    assert named(refusal) == ["colorVisionSeverity"]
    reason = "send it with colorVision protan, deutan or tritan, or leave it out"
    assert refusal["invalid_params"][0]["reason"] == reason


def test_null_is_no_severity_whatever_the_type(http: Client) -> None:
    assert told(http, saved(http, colorVision="any", colorVisionSeverity=None)[0]) == ("any", None)
    assert told(http, saved(http, colorVisionSeverity=None)[0]) == (None, None)


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({"colorVisionSeverity": "moderate"}, ("deutan", "moderate")),
        ({"colorVisionSeverity": None}, ("deutan", None)),
        ({"age": 37}, ("deutan", "mild")),
        ({"colorVision": "deutan"}, ("deutan", "mild")),
        ({"colorVision": "protan"}, ("protan", None)),
        ({"colorVision": "protan", "colorVisionSeverity": "mild"}, ("protan", "mild")),
        ({"colorVision": "achromat"}, ("achromat", None)),
        ({"colorVision": None}, (None, None)),
    ],
    ids=json.dumps,
)
def test_a_patch_to_another_type_ends_the_severity_of_the_one_before(
    http: Client, patch: dict[str, Any], expected: tuple[Any, Any]
) -> None:
    path, owner = saved(http, colorVision="deutan", colorVisionSeverity="mild")
    assert http.patch(path, patch, owner).status == 200
    assert told(http, path) == expected


@pytest.mark.parametrize("vision", ["achromat", None])
def test_a_patch_with_a_severity_for_a_type_without_is_refused(http: Client, vision: str | None) -> None:
    path, owner = saved(http, colorVision="deutan", colorVisionSeverity="mild")
    patch = {"colorVision": vision, "colorVisionSeverity": "mild"}
    assert named(problem(http.patch(path, patch, owner), 400)) == ["colorVisionSeverity"]
    assert told(http, path) == ("deutan", "mild")


def test_a_replacement_without_a_severity_has_none(http: Client) -> None:
    path, owner = saved(http, colorVision="deutan", colorVisionSeverity="mild")
    sent = a_user(userId=path.rpartition("/")[2], colorBlindness=True, colorVision="deutan")
    assert http.put(path, sent, owner).status == 200
    assert told(http, path) == ("deutan", None)
