"""The API's palettes: an app can sort and warn with them alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.colour_vision.visions import GRADED_TYPES, SEVERITIES, VISION_TYPES
from scripts.palettes.__main__ import main
from tests.support.catalogues import OURS, our_document, written
from tests.support.client import Client
from tests.support.processes import Server


def colors(http: Client, vision: str, line: str = "911") -> list[dict[str, Any]]:
    """`vision` may have a query."""
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


def test_the_red_green_and_blue_yellow_types_have_severities_to_choose_from(http: Client) -> None:
    for vision in http.get("/palettes").json()["visions"]:
        severities = vision["severities"]
        expected = list(SEVERITIES) if vision["id"] in GRADED_TYPES else []
        assert [severity["id"] for severity in severities] == expected
        assert all(severity["name"] and severity["description"] for severity in severities)
        assert all(len(severity["lens"]) == 8 for severity in severities)
        assert len({str(severity["lens"]) for severity in severities}) == len(severities)


def test_a_mild_degree_has_fewer_warnings_and_shows_other_colours(http: Client) -> None:
    seen = {severity: colors(http, f"protan?severity={severity}") for severity in SEVERITIES}
    warnings = {severity: sum(len(color["lookAlikes"]) for color in seen[severity]) for severity in SEVERITIES}
    assert warnings["mild"] < warnings["full"]
    reds = [it["seenAs"] for severity in SEVERITIES for it in seen[severity] if it["id"] == "guards-red"]
    assert reds == [["#843d27"], ["#694327"], ["#44442c"]]


def test_the_answer_says_for_whom_it_is(http: Client) -> None:
    for severity in SEVERITIES:
        answer = http.get(f"/palettes/tritan?severity={severity}").json()
        assert (answer["vision"]["id"], answer["severity"]) == ("tritan", severity)


def test_without_a_severity_it_is_full(http: Client) -> None:
    assert http.get("/palettes/deutan").json() == http.get("/palettes/deutan?severity=full").json()
    assert http.get("/palettes/achromat").json()["severity"] == "full"


@pytest.mark.parametrize(
    ("wanted", "what_to_do"),
    [
        ("deutan?severity=strong", "send one of mild, moderate, full, or leave it out"),
        ("deutan?severity=", "send one of mild, moderate, full, or leave it out"),
        ("achromat?severity=mild", "leave it out: achromat has no severities, only protan, deutan, tritan have"),
        ("typical?severity=full", "leave it out: typical has no severities, only protan, deutan, tritan have"),
    ],
)
def test_a_severity_that_is_not_there_is_refused_with_what_to_do(http: Client, wanted: str, what_to_do: str) -> None:
    answer = http.get(f"/palettes/{wanted}")
    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["invalid_params"] == [{"name": "severity", "reason": what_to_do}]


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


@pytest.mark.parametrize("path", ["/palettes", "/palettes/any", "/palettes/deutan?severity=mild"])
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
