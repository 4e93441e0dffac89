"""GET /catalogue: all that an app needs to build the same form as ours, and to say where every fact is from."""

import json
from typing import Any

import pytest

from configurator.cars.catalogue import OUR_CATALOGUE
from tests.support.client import Client
from tests.support.examples import Document, a_car, a_user

FILE = json.loads(OUR_CATALOGUE.read_text(encoding="utf-8"))
KINDS = {
    "lines": "lines",
    "models": "models",
    "colors": "paints",
    "tires": "sets",
    "interiors": "interiors",
    "additionalFeatures": "features",
}


@pytest.fixture
def catalogue(http: Client) -> Document:
    document: Document = http.get("/catalogue").json()
    return document


def test_the_answer_is_cached_and_asked_for_again_by_its_tag(http: Client) -> None:
    first = http.get("/catalogue")
    assert first.status == 200
    assert first.headers["Cache-Control"] == "public, max-age=300"
    for known in (first.headers["ETag"], f"W/{first.headers['ETag']}"):
        again = http.get("/catalogue", {"If-None-Match": known})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_it_says_whose_it_is_and_what_its_prices_are(catalogue: Document) -> None:
    assert (catalogue["market"], catalogue["currency"]) == (FILE["market"], FILE["currency"])
    assert (catalogue["series"], catalogue["asOf"]) == (FILE["series"], FILE["as_of"])
    assert "not affiliated" in catalogue["notice"]
    assert catalogue["delivery"] == FILE["delivery"]["price"]


@pytest.mark.parametrize(("kind", "kind_in_file"), KINDS.items())
def test_every_entry_of_the_file_is_there_in_its_order(kind: str, kind_in_file: str, catalogue: Document) -> None:
    shown = [(entry["id"], entry["number"], entry["name"]) for entry in catalogue[kind]]
    assert shown == [(entry["id"], entry["number"], entry["name"]) for entry in FILE[kind_in_file]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_names_its_sources_and_what_is_demonstration_data(kind: str, catalogue: Document) -> None:
    for entry in catalogue[kind]:
        assert entry["sources"] or entry["demonstration"], entry["id"]
        assert set(entry["sources"]) <= set(catalogue["sources"])


def test_sources_are_told_in_words(catalogue: Document) -> None:
    assert set(catalogue["sources"]) == set(FILE["sources"])
    assert all(isinstance(words, str) and words for words in catalogue["sources"].values())


def test_a_model_knows_its_line_its_price_and_the_car_it_begins_with(catalogue: Document) -> None:
    lines = {line["id"] for line in catalogue["lines"]}
    for model in catalogue["models"]:
        assert model["line"] in lines
        assert model["price"] > 0
        assert {model["body"], model["fuel"]}
        assert set(model["default"]) == {"color", "tire", "interior"}


def test_every_models_default_is_a_car_that_can_be_built_as_it_stands(catalogue: Document, http: Client) -> None:
    for model in catalogue["models"]:
        car = {"model": model["id"], **model["default"]}
        answer = http.post("/configurations", {"carConfiguration": car}).json()
        assert answer["configuration"]["buildable"], model["id"]


def in_file(kind: str, entry_id: str) -> Any:
    return next(entry for entry in FILE[kind] if entry["id"] == entry_id)


def test_a_line_has_the_size_that_it_is_drawn_by(catalogue: Document) -> None:
    for line in catalogue["lines"]:
        file = in_file("lines", line["id"])
        assert line["tagline"] == file["tagline"]
        sizes = (file["length_mm"], file["height_mm"], file["wheelbase_mm"])
        assert (line["lengthMm"], line["heightMm"], line["wheelbaseMm"]) == sizes


def test_a_color_has_all_that_a_swatch_shows(catalogue: Document) -> None:
    groups = {group["id"]: group for group in FILE["paint_groups"]}
    for color in catalogue["colors"]:
        file = in_file("paints", color["id"])
        assert [color[key] for key in ("hex", "finish", "family")] == [file[key] for key in ("hex", "finish", "family")]
        group = groups[file["group"]]
        assert (color["group"], color["price"]) == (group["name"], group["price"])


def test_a_tire_is_a_set_of_wheels_and_tyres_with_the_drawings_rim(catalogue: Document) -> None:
    for tire in catalogue["tires"]:
        file = in_file("sets", tire["id"])
        keys = ("inches", "tyres", "season", "price", "rim")
        assert [tire[key] for key in keys] == [file[key] for key in keys]
        assert tire["rimHex"] == file["rim_hex"]


def test_an_interior_has_all_three_of_its_colours(catalogue: Document) -> None:
    for interior in catalogue["interiors"]:
        file = in_file("interiors", interior["id"])
        assert (interior["material"], interior["family"]) == (file["material"], file["family"])
        colours = (file["hex"], file["second_hex"], file["trim_hex"])
        assert (interior["hex"], interior["secondHex"], interior["trimHex"]) == colours


def test_a_feature_says_what_it_requires_and_excludes(catalogue: Document) -> None:
    for feature in catalogue["additionalFeatures"]:
        file = in_file("features", feature["id"])
        assert (feature["group"], feature["price"]) == (file["group"], file["price"])
        assert feature["excludes"] == sorted(file.get("excludes", []))
        needs = file.get("requires", {})
        assert feature["requires"] == {"inches": needs.get("inches", 0), "features": sorted(needs.get("features", []))}


def test_a_feature_has_all_that_its_details_show(catalogue: Document) -> None:
    for feature in catalogue["additionalFeatures"]:
        file = in_file("features", feature["id"])
        shown = [feature[key] for key in ("details", "includes", "synonyms")]
        assert shown == [file["details"], file.get("includes", []), file["synonyms"]]


def test_standard_equipment_says_whom_it_is_for_and_what_replaces_it(catalogue: Document) -> None:
    assert [item["id"] for item in catalogue["standardEquipment"]] == [item["id"] for item in FILE["standard"]]
    for item in catalogue["standardEquipment"]:
        file = in_file("standard", item["id"])
        assert (item["name"], item["group"], item["synonyms"]) == (file["name"], file["group"], file["synonyms"])
        assert item["availableFor"] == {limit: sorted(values) for limit, values in file["for"].items()}
        assert item["replacedBy"] == sorted(file.get("replaced_by", []))
        assert item["sources"] or item["demonstration"]
        assert set(item["sources"]) <= set(catalogue["sources"])


def included(http: Client, **parts: object) -> list[str]:
    answer = http.post("/configurations", {"carConfiguration": a_car(**parts)})
    return [item["name"] for item in answer.json()["standardEquipment"]]


def test_a_checked_car_says_what_the_model_includes_until_an_extra_replaces_it(http: Client) -> None:
    assert "Sound Package Plus, ten loudspeakers" in included(http)
    assert "Sound Package Plus, ten loudspeakers" not in included(http, additionalFeatures={"BOSE": True})
    assert included(http, model="718")[0] == "Six-speed manual gearbox"
    assert included(http, model="beetle") == []


def test_the_same_is_said_of_a_code(http: Client) -> None:
    car = http.post("/configurations", {"carConfiguration": a_car()}).json()
    opened = http.get(f"/configurations/{car['configuration']['code']}").json()
    assert opened["standardEquipment"] == car["standardEquipment"] != []


@pytest.mark.parametrize("kind", ["colors", "tires", "interiors", "additionalFeatures"])
def test_an_option_says_whom_it_is_for(kind: str, catalogue: Document) -> None:
    for option in catalogue[kind]:
        limits = in_file(KINDS[kind], option["id"])["for"]
        assert option["availableFor"] == {limit: sorted(values) for limit, values in limits.items() if values}


def test_every_id_is_what_a_car_configuration_takes(catalogue: Document, http: Client) -> None:
    model = catalogue["models"][0]
    for part, kind in (("color", "colors"), ("tire", "tires"), ("interior", "interiors")):
        for option in catalogue[kind]:
            car = {"model": model["id"], **model["default"], part: option["id"]}
            answer = http.post("/configurations", {"carConfiguration": car}).json()
            assert answer["configuration"]["unrecognised"] == [], option["id"]


def test_every_feature_is_selected_by_its_id(catalogue: Document, http: Client) -> None:
    features = {feature["id"]: True for feature in catalogue["additionalFeatures"]}
    sent = a_user()
    sent["carConfiguration"]["additionalFeatures"] = features
    configuration = http.post("/users", sent).json()["configuration"]
    assert configuration["unrecognised"] == []
    parts = {part["id"] for part in configuration["price"]["parts"] if part["part"] == "additionalFeatures"}
    assert parts == set(features)


def test_every_model_has_its_facts_with_units_and_sources(catalogue: Document) -> None:
    assert catalogue["factMeasures"] == {"acceleration": "0-100 km/h", "consumption": "EPA"}
    for model in catalogue["models"]:
        in_file = FILE["model_facts"]["models"][model["id"]]
        assert [fact["value"] for fact in model["facts"].values()] == list(in_file["values"].values())
        for fact in model["facts"].values():
            assert fact["demonstration"] == (fact["sources"] == [])
            assert set(fact["sources"]) <= set(catalogue["sources"])
    power = catalogue["models"][0]["facts"]["power"]
    assert (power["value"], power["unit"], power["text"]) == (290, "kW", "388 hp (290 kW)")


def test_a_build_is_a_code_with_its_price_that_opens_a_car_of_its_line(catalogue: Document, http: Client) -> None:
    models = {model["id"]: model for model in catalogue["models"]}
    assert [build["id"] for build in catalogue["builds"]] == [build["id"] for build in FILE["builds"]]
    for build in catalogue["builds"]:
        opened = http.get(f"/configurations/{build['code']}").json()
        assert opened["configuration"]["buildable"]
        assert opened["configuration"]["price"]["total"] == build["price"]
        assert models[opened["carConfiguration"]["model"]]["line"] == build["line"]
        assert build["name"]
        assert build["summary"]
        assert build["demonstration"]
