"""POST /configurations: what becomes of a selection, what it costs, what conflicts and how to resolve it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.client import Client
from tests.support.examples import Document, a_car, named, problem
from tests.support.processes import Server

CLASH = {"bose": True, "burmester": True}


def checked(http: Client, **parts: Any) -> Document:
    """The configuration that comes of a usual car with some parts changed."""
    configuration: Document = answered(http, a_car(**parts))["configuration"]
    return configuration


def answered(http: Client, car: Document) -> Document:
    answer = http.post("/configurations", {"carConfiguration": car})
    assert answer.status == 200, answer.text
    document: Document = answer.json()
    return document


def merged(target: Any, patch: Any) -> Any:
    """RFC 7396, as the standard spells it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        result = {other: kept for other, kept in result.items() if other != name or value is not None}
        if value is not None:
            result[name] = merged(result.get(name), value)
    return result


def test_a_car_that_can_be_built_has_a_price_part_by_part_and_a_code(http: Client) -> None:
    configuration = checked(http, additionalFeatures={"bose": True, "sport-chrono": True})
    assert configuration["buildable"] is True
    assert (configuration["conflicts"], configuration["unrecognised"]) == ([], [])
    price = configuration["price"]
    parts = [(part["part"], part["id"]) for part in price["parts"]]
    assert parts == [
        ("model", "911-carrera"),
        ("color", "gentian-blue"),
        ("tire", "carrera-19-20-summer"),
        ("interior", "leather-black"),
        ("additionalFeatures", "sport-chrono"),
        ("additionalFeatures", "bose"),
    ]
    assert price["total"] == sum(part["amount"] for part in price["parts"])
    assert (price["currency"], price["delivery"]) == ("USD", http.get("/catalogue").json()["delivery"])


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("model", "911"),
        ("model", "911 CARRERA"),
        ("color", "Gentian Blue"),
        ("color", "gentian blue metallic"),
        ("color", "GENTIAN-BLUE"),
        ("interior", "leather, black"),
    ],
)
def test_names_in_any_spelling_are_recognised_and_stay_as_sent(part: str, words: str, http: Client) -> None:
    answer = answered(http, a_car(**{part: words}))
    assert answer["configuration"]["code"] == checked(http)["code"]
    assert answer["carConfiguration"][part] == words


@pytest.mark.parametrize("value", [False, None])
def test_a_feature_that_is_declined_is_not_selected(value: Any, http: Client) -> None:
    configuration = checked(http, additionalFeatures={"bose": value})
    assert configuration["code"] == checked(http)["code"]


@pytest.mark.parametrize("value", [1, 0, "true", "yes", [], {}, [True]])
def test_only_true_selects_anything_else_is_reported(value: Any, http: Client) -> None:
    configuration = checked(http, additionalFeatures={"bose": value})
    assert configuration["unrecognised"] == [{"name": "additionalFeatures.bose", "value": "bose"}]
    assert (configuration["price"], configuration["code"]) == (None, None)


def test_words_that_nothing_answers_to_leave_no_price_and_no_code(http: Client) -> None:
    configuration = checked(http, model="Beetle", additionalFeatures={"fridge": True})
    assert (configuration["buildable"], configuration["price"], configuration["code"]) == (False, None, None)
    assert [word["name"] for word in configuration["unrecognised"]] == ["model", "additionalFeatures.fridge"]


def test_a_conflict_says_why_and_what_each_way_out_costs(http: Client) -> None:
    configuration = checked(http, additionalFeatures=CLASH)
    assert configuration["buildable"] is False
    (conflict,) = configuration["conflicts"]
    assert (conflict["kind"], conflict["options"]) == ("excludes", ["bose", "burmester"])
    assert conflict["reason"].endswith("can't be had together.")
    amounts = {part["id"]: part["amount"] for part in configuration["price"]["parts"]}
    first, second = conflict["resolutions"]
    assert first["consequence"].startswith("Removes ")
    assert (first["priceEffect"], second["priceEffect"]) == (-amounts["bose"], -amounts["burmester"])


CONFLICTS: dict[str, Document] = {
    "excludes": a_car(additionalFeatures=CLASH),
    "excludes, in other words": a_car(additionalFeatures={"BOSE": True, "bose": True, "Burmester": True}),
    "requires a feature": a_car(model="911 GT3", additionalFeatures={"weissach": True, "bucket-seats": False}),
    "requires larger wheels": a_car(additionalFeatures={"pccb": True}),
    "no such feature for the model": a_car(additionalFeatures={"roof-rails": True, "active-ride": True}),
    "no such paint for the model": a_car(model="taycan", additionalFeatures=None),
    "all at once": a_car(
        model="718 Cayman", additionalFeatures={**CLASH, "pccb": True, "black-callipers": True, "weissach": True}
    ),
}


@pytest.mark.parametrize("car", CONFLICTS.values(), ids=CONFLICTS)
def test_every_change_is_a_merge_patch_that_resolves_its_conflict_at_its_price(car: Document, http: Client) -> None:
    configuration = answered(http, car)["configuration"]
    assert configuration["conflicts"]
    for conflict in configuration["conflicts"]:
        assert conflict["resolutions"]
        for resolution in conflict["resolutions"]:
            after = answered(http, merged(car, resolution["change"]))["configuration"]
            assert conflict["reason"] not in [other["reason"] for other in after["conflicts"]]
            effect = after["price"]["total"] - configuration["price"]["total"]
            assert (resolution["priceEffect"], after["unrecognised"]) == (effect, [])


@pytest.mark.parametrize("car", CONFLICTS.values(), ids=CONFLICTS)
def test_taking_the_last_way_out_again_and_again_ends_with_a_car_that_can_be_built(car: Document, http: Client) -> None:
    configuration, steps = answered(http, car)["configuration"], 0
    while configuration["conflicts"]:
        steps += 1
        assert steps < 10
        car = merged(car, configuration["conflicts"][0]["resolutions"][-1]["change"])
        configuration = answered(http, car)["configuration"]
    assert configuration["buildable"]


@pytest.mark.parametrize("body", [{}, [], None, "911", {"carConfiguration": "911"}, {"carConfiguration": None}])
def test_nothing_to_check_is_told_what_to_send(body: Any, http: Client) -> None:
    assert named(problem(http.post("/configurations", body), 400)) == ["carConfiguration"]


def test_a_wrong_shape_is_named_part_by_part(http: Client) -> None:
    body = {"carConfiguration": {"model": 1, "color": "white", "additionalFeatures": [], "doors": 2}}
    assert named(problem(http.post("/configurations", body), 400)) == [
        "carConfiguration.model",
        "carConfiguration.tire",
        "carConfiguration.interior",
        "carConfiguration.additionalFeatures",
        "carConfiguration.doors",
    ]


def test_links_lead_to_the_page_and_the_pictures_of_the_car(http: Client) -> None:
    answer = answered(http, a_car())
    code, links = answer["configuration"]["code"], answer["links"]
    assert links == {
        "page": f"{http.url}/car/{code}",
        "drawing": f"{http.url}/drawings/{code}/side.svg",
        "drawings": {view: f"{http.url}/drawings/{code}/{view}.svg" for view in ("front", "side", "interior")},
        "picture": f"{http.url}/drawings/{code}/front-1200.png",
    }
    assert http.get(links["drawing"].removeprefix(http.url)).headers["Content-Type"].startswith("image/svg+xml")


def test_links_carry_the_address_that_the_operator_set(server: Callable[..., Server]) -> None:
    http = server(PUBLIC_URL="https://cars.example.com/porsche/").client()
    links = answered(http, a_car())["links"]
    every = (*links.pop("drawings").values(), *links.values())
    assert {link.split("/drawings/")[0].split("/car/")[0] for link in every} == {"https://cars.example.com/porsche"}


def test_what_does_not_resolve_has_no_links(http: Client) -> None:
    assert "links" not in answered(http, a_car(model="Beetle"))
