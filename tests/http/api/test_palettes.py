"""The API's palettes: an app can sort and warn with them alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.colour_vision.visions import VISION_TYPES
from scripts.palettes.__main__ import main
from tests.support.catalogues import OURS, our_document, written
from tests.support.client import Client
from tests.support.processes import Server


def colors(http: Client, vision: str, line: str = "911") -> list[dict[str, Any]]:
    lines = http.get(f"/palettes/{vision}").json()["lines"]
    found: list[dict[str, Any]] = next(each for each in lines if each["id"] == line)["colors"]["inOrder"]
    return found


def test_the_ways_of_seeing_are_listed_with_a_lens_to_choose_by(http: Client) -> None:
    answer = http.get("/palettes")
    document = answer.json()
    assert answer.status == 200
    assert [vision["id"] for vision in document["visions"]] == list(VISION_TYPES)
    assert all(vision["name"] and vision["description"] for vision in document["visions"])
    assert all(len(vision["lens"]) == 8 for vision in document["visions"])
    assert document["thresholds"] == {"measure": "CIEDE2000", "same": 5, "similar": 10}


@pytest.mark.parametrize("vision", VISION_TYPES)
def test_every_line_has_all_its_own_paints_interiors_and_callipers(http: Client, vision: str) -> None:
    lines = http.get(f"/palettes/{vision}").json()["lines"]
    assert [line["id"] for line in lines] == [line.id for line in OURS.lines]
    for line in lines:
        for member, part in (("colors", "color"), ("interiors", "interior")):
            offered = {option.id for option in OURS.offered(part, line["id"])}  # type: ignore[arg-type]
            assert {seen["id"] for seen in line[member]["inOrder"]} == offered
        assert "standard" in [seen["id"] for seen in line["calipers"]["inOrder"]]


def test_an_app_can_sort_easy_ones_first_and_count_them(http: Client) -> None:
    for line in http.get("/palettes/protan").json()["lines"]:
        tiers = [seen["tier"] for seen in line["colors"]["inOrder"]]
        easy = line["colors"]["easyToTellApart"]
        assert tiers == ["easy"] * easy + ["close"] * (len(tiers) - easy)
        assert line["colors"]["smallestDistance"] >= 10


def test_an_app_can_warn_in_words_and_show_what_is_seen(http: Client) -> None:
    guards_red = next(seen for seen in colors(http, "deutan") if seen["id"] == "guards-red")
    assert guards_red == {
        "id": "guards-red",
        "name": "Guards Red",
        "family": "red",
        "tier": "close",
        "seenAs": ["#656520"],
        "lightness": 41.5,
        "mark": "Close to Signal Green, Carmine Red",
        "lookAlikes": guards_red["lookAlikes"],
    }
    assert guards_red["lookAlikes"][0] == {
        "id": "signal-green",
        "name": "Signal Green",
        "distance": 7.7,
        "grade": "similar",
        "words": "Looks similar to Signal Green; others see a red",
    }


def test_a_warning_stands_on_both_paints(http: Client) -> None:
    for vision in VISION_TYPES:
        twins = {seen["id"]: {twin["id"] for twin in seen["lookAlikes"]} for seen in colors(http, vision)}
        assert all(paint in twins[twin] for paint, its_twins in twins.items() for twin in its_twins)


@pytest.mark.parametrize("vision", VISION_TYPES)
def test_no_color_with_a_look_alike_is_unmarked_in_any_line(http: Client, vision: str) -> None:
    for line in http.get(f"/palettes/{vision}").json()["lines"]:
        for part in ("colors", "interiors", "calipers"):
            for seen in line[part]["inOrder"]:
                names = [other["name"] for other in seen["lookAlikes"]]
                assert bool(seen["mark"]) == bool(names), seen["name"]
                assert all(name in seen["mark"] for name in names[:1])


def test_a_way_of_seeing_that_is_not_known_says_which_are(http: Client) -> None:
    answer = http.get("/palettes/deuteranomaly")
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "deutan" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/palettes", "/palettes/any"])
def test_palettes_are_cached_and_asked_for_again_by_etag(http: Client, path: str) -> None:
    first = http.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = http.get(path, {"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_another_catalogue_has_palettes_once_they_are_made(server: Callable[..., Server], tmp_path: Path) -> None:
    other = our_document()
    other["paints"][0]["hex"] = "#ffffff"
    path = written(other, tmp_path)
    without = server(CATALOGUE=str(path))
    refused = without.client().get("/palettes/typical")
    assert refused.status == 404
    assert "no palettes for this catalogue" in refused.json()["detail"]
    assert without.output.count("make palettes CATALOGUE=") == 1

    main(path)
    having = server(CATALOGUE=str(path))
    white = next(seen for seen in colors(having.client(), "typical") if seen["id"] == "white")
    assert white["seenAs"] == ["#ffffff"]
    assert "make palettes" not in having.output


def test_our_own_catalogue_needs_no_making(server: Callable[..., Server]) -> None:
    running = server(CATALOGUE=str(OUR_CATALOGUE))
    assert running.client().get("/palettes").status == 200


def user(**members: Any) -> dict[str, Any]:
    car = {"model": "911", "color": "Chalk", "tire": "x", "interior": "y", "additionalFeatures": {}}
    return {"userId": "vision-test", "name": "Ada", "age": None, "gender": None, "carConfiguration": car, **members}


@pytest.mark.parametrize(
    ("blind", "vision"),
    [(True, "deutan"), (True, "any"), (False, "typical"), (None, "tritan"), (True, None), (None, None)],
)
def test_a_finer_color_vision_is_kept_beside_the_boolean(http: Client, blind: Any, vision: Any) -> None:
    user_id = f"vision-{blind}-{vision}"
    sent = user(userId=user_id, colorBlindness=blind, colorVision=vision)
    assert http.post("/users", sent).status == 200
    kept = http.get(f"/users/{user_id}").json()
    assert kept["colorBlindness"] is blind
    assert kept.get("colorVision") == vision


@pytest.mark.parametrize(("blind", "vision"), [(False, "deutan"), (False, "any"), (True, "typical")], ids=json.dumps)
def test_values_that_contradict_each_other_are_refused_with_what_to_do(http: Client, blind: bool, vision: str) -> None:
    answer = http.post("/users", user(userId="vision-contradiction", colorBlindness=blind, colorVision=vision))
    assert answer.status == 400
    (fault,) = answer.json()["invalid_params"]
    assert fault["name"] == "colorVision"
    assert fault["reason"] == f"contradicts colorBlindness, which is {json.dumps(blind)}; send one of the two"
    assert http.get("/users/vision-contradiction").status == 404


def test_a_color_vision_of_another_kind_is_refused_with_the_known_ones(http: Client) -> None:
    answer = http.post("/users", user(colorVision="mantis shrimp"))
    assert answer.status == 400
    assert "protan" in answer.json()["invalid_params"][0]["reason"]
