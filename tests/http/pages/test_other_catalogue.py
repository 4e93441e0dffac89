"""With another file as CATALOGUE, pages and API use its models, prices, colours and codes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.catalogues import our_document, written
from tests.support.client import Client
from tests.support.examples import Document, a_car, a_user, problem
from tests.support.processes import Server, serving

OURS_CODE = "F9F7-EPWE-7JFK"


def a_dealers_document() -> Document:
    """Our catalogue as another dealer might have it: other prices and names, one paint more, less equipment."""
    document: Document = our_document()
    document |= {
        "series": 2,
        "title": "The dealer's own",
        "currency": "EUR",
        "market": "DE",
        "delivery": {"price": 950},
    }
    document["models"][0] |= {"price": 100_000, "name": "911 of the house"}
    next(model for model in document["models"] if model["id"] == "macan-gts")["body"] = "pickup"
    paint = next(paint for paint in document["paints"] if paint["id"] == "gentian-blue")
    document["paints"].append({**paint, "id": "house-pink", "name": "House Pink", "number": 99, "hex": "#fe01dc"})
    document["features"] = [feature for feature in document["features"] if feature["id"] != "privacy-glass"]
    del document["standard"], document["features"][0]["details"]
    return document


@pytest.fixture(scope="module")
def dealer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("dealer")
    environment = {"CATALOGUE": str(written(a_dealers_document(), folder))}
    with serving(folder, environment) as running:
        yield running


@pytest.fixture
def there(dealer: Server) -> Client:
    return dealer.client()


def checked(http: Client, **parts: object) -> Document:
    answer = http.post("/configurations", {"carConfiguration": a_car(**parts)})
    configuration: Document = answer.json()["configuration"]
    return configuration


def test_the_catalogue_is_the_files(there: Client, http: Client) -> None:
    theirs, ours = there.get("/catalogue"), http.get("/catalogue")
    assert theirs.headers["ETag"] != ours.headers["ETag"]
    document = theirs.json()
    assert (document["title"], document["currency"], document["series"]) == ("The dealer's own", "EUR", 2)
    assert document["models"][0]["name"] == "911 of the house"


def test_prices_are_the_files(there: Client) -> None:
    price = checked(there)["price"]
    assert (price["currency"], price["delivery"], price["parts"][0]["amount"]) == ("EUR", 950, 100_000)


def test_the_pages_name_its_market(there: Client, http: Client) -> None:
    assert "DE demonstration figures from 2026" in there.get("/").text
    assert "US demonstration figures from 2026" in http.get("/").text


def test_what_only_the_file_has_is_recognised_and_what_it_lacks_is_not(there: Client, http: Client) -> None:
    assert checked(there, color="house pink")["buildable"] is True
    assert checked(http, color="house pink")["buildable"] is False
    assert checked(there, model="macan", additionalFeatures={"privacy-glass": True})["price"] is None


def test_a_code_of_another_series_is_refused_instead_of_becoming_another_car(there: Client, http: Client) -> None:
    theirs = checked(there)["code"]
    assert there.get(f"/configurations/{theirs}").status == 200
    for client, code in ((there, OURS_CODE), (http, theirs)):
        for path in (f"/configurations/{code}", f"/drawings/{code}/side.svg"):
            assert "another showroom" in problem(client.get(path), 404)["detail"]


def test_drawings_have_the_files_colours(there: Client) -> None:
    code = checked(there, color="house-pink")["code"]
    svg = there.get(f"/drawings/{code}/side.svg").text
    assert "#fe01dc" in svg
    assert "911 of the house in House Pink" in svg


def test_a_body_that_nobody_has_drawn_looks_like_its_line_and_the_pages_say_so(there: Client) -> None:
    def told(model: str) -> list[bool]:
        car = checked(there, model=model, color="chalk", tire="macan-20", interior="leatherette-black")
        paths = (f"/car/{car['code']}", f"/drawings/{car['code']}/side.svg", f"/drawings/{car['code']}/front.svg")
        return ["drawn as the suv" in there.get(path, {"Accept": "text/html"}).text.lower() for path in paths]

    assert told("macan-gts") == [True, True, True]
    assert told("macan-4") == [False, False, False]
    models = there.get("/configure?model=macan-4", {"Accept": "text/html"}).text
    assert models.count(", drawn as the SUV</span>") == 1


def test_the_home_page_shows_the_files_prices(there: Client) -> None:
    assert "100,000" in there.get("/", {"Accept": "text/html"}).text


def test_every_page_shows_prices_in_the_files_currency_and_no_other(there: Client) -> None:
    conflicts = {"bose": True, "burmester": True}
    code, with_conflicts = checked(there)["code"], checked(there, additionalFeatures=conflicts)["code"]
    extras = "feature=bose&feature=burmester&feature=pccb"
    paths = ("/", "/configure", f"/configure?{extras}", f"/configure?color=chalk&from={code}", "/patterns")
    for path in (*paths, f"/car/{code}", f"/car/{with_conflicts}"):
        page = there.get(path, {"Accept": "text/html"}).text
        assert "€" in page, path
        assert "$" not in page, path


def test_without_standard_equipment_or_details_no_page_offers_them(there: Client) -> None:
    page = there.get("/configure?about=standard", {"Accept": "text/html"}).text
    assert "911 of the house includes" not in page
    assert "Details of BOSE" in page
    assert "Details of Sport Chrono" not in page
    assert "Standard equipment" not in there.get(f"/car/{checked(there)['code']}", {"Accept": "text/html"}).text
    assert there.get("/catalogue").json()["standardEquipment"] == []


def test_a_saved_user_stays_readable_whatever_the_catalogue_becomes(tmp_path: Path) -> None:
    data, sent = {"DATA_DIR": str(tmp_path / "data")}, a_user()
    sent["carConfiguration"]["additionalFeatures"] = {"privacy-glass": True}
    path = f"/users/{sent['userId']}"
    with serving(tmp_path / "before", data) as running:
        before = running.client().post("/users", sent)
    assert before.json()["configuration"]["unrecognised"] == []
    with serving(tmp_path / "after", {**data, "CATALOGUE": str(written(a_dealers_document(), tmp_path))}) as running:
        after = running.client().get(path, {"If-None-Match": before.headers["ETag"]})
    assert after.status == 200
    assert after.json()["carConfiguration"] == sent["carConfiguration"]
    assert after.json()["configuration"]["unrecognised"] == [
        {"name": "additionalFeatures.privacy-glass", "value": "privacy-glass"}
    ]
    assert after.headers["ETag"] != before.headers["ETag"]
