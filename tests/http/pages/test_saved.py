"""/saved: readable whatever happens to the catalogue, and erased when the owner wants it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.catalogues import our_document, written
from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import ADA, RICH, code_of, hidden_fields, save
from tests.support.processes import Server, Site

CODE = code_of(features=RICH)


def saved(visitor: Visitor) -> Page:
    return read_page(visitor.get("/saved"))


def without(document: Any, kind: str, entry_id: str) -> Any:
    document[kind] = [entry for entry in document[kind] if entry["id"] != entry_id]
    document.pop("standard", None)  # these entries name others, which may be the one that leaves
    return document


@pytest.fixture
def after_a_change(server: Callable[..., Server], tmp_path: Path) -> Callable[[Any], Visitor]:
    """Saves Ada's car, restarts the site with another catalogue, and returns Ada's browser."""

    def change(document: Any) -> Visitor:
        first = server(DATA_DIR=str(tmp_path / "data"))
        visitor = first.visitor()
        save(visitor, CODE)
        first.stop()
        second = server(DATA_DIR=str(tmp_path / "data"), CATALOGUE=str(written(document, tmp_path)))
        visitor.url = second.url
        return visitor

    return change


def test_shows_who_it_is_for_and_the_car_in_short(visitor: Visitor) -> None:
    save(visitor, CODE)
    text = saved(visitor).text
    for words in (
        "Saved for Ada Quispe",
        "Name Ada Quispe Age 36 Gender Woman Sees colour Red and green are hard to tell apart",
        "911 Carrera coupe, petrol $135,500",
        "Extras Sport Chrono Package; Matrix LED headlights; Electric slide/tilt glass sunroof;",
        "Burmester High-End Surround Sound $12,370",
        "Total before delivery and tax $149,450",
        CODE,
    ):
        assert words in text


def test_leads_to_changing_the_car_and_the_person_to_every_part_and_to_erasing(visitor: Visitor) -> None:
    save(visitor, CODE)
    links = [tag.get("href") or "" for tag in saved(visitor).all("a")]
    assert {"/you", "/saved/erase", f"/car/{CODE}"} <= set(links)
    [changing] = [link for link in links if link.startswith("/configure")]
    assert parse_qs(urlsplit(changing).query)["from"] == [CODE]


def test_is_not_there_for_another_browser(site: Site, visitor: Visitor) -> None:
    save(visitor, CODE)
    assert "Nothing is saved here." in saved(site.visitor()).text
    forged = site.visitor()
    forged.cookies["owner"] = f"{visitor.cookies['owner'].split('.')[0]}.{'x' * 43}"
    assert "Nothing is saved here." in saved(forged).text


@pytest.mark.parametrize("cookie", ["", ".", "a.", ".b", "no-dot", "a.b.c", "..", "%00.%00"])
def test_an_odd_key_opens_nothing(site: Site, cookie: str) -> None:
    visitor = site.visitor()
    visitor.cookies["owner"] = cookie
    assert visitor.get("/saved").status == 200
    assert "Nothing is saved here." in saved(visitor).text


def test_a_car_that_cannot_be_built_is_kept_and_says_so(visitor: Visitor) -> None:
    save(visitor, code_of(features=("bose", "burmester")))
    assert "It can't be built yet." in saved(visitor).text


def test_erasing_asks_first_and_then_leaves_nothing(visitor: Visitor, site: Site) -> None:
    save(visitor, CODE)
    kept = dict(visitor.cookies)
    asked = read_page(visitor.get("/saved/erase"))
    assert "Erase everything?" in asked.text
    assert CODE in asked.text
    answer = visitor.submit("/saved/erase", asked.hidden)
    assert (answer.status, answer.location) == (303, "/saved")
    assert "owner" not in visitor.cookies
    text = saved(visitor).text
    assert "We have erased everything about you" in text
    assert "Nothing is saved here." in saved(visitor).text
    again = site.visitor()
    again.cookies.update(kept)
    assert "Nothing is saved here." in saved(again).text
    assert site.client().get(f"/users/{kept['owner'].split('.')[0]}").status == 404


def test_erasing_needs_the_proof_of_our_own_page(visitor: Visitor) -> None:
    save(visitor, CODE)
    answer = visitor.submit("/saved/erase", {})
    assert answer.status == 400
    assert "Nothing is erased yet" in read_page(answer).text
    assert visitor.submit("/saved/erase", read_page(answer).hidden).status == 303
    assert "Nothing is saved here." not in saved(visitor).text


def test_there_is_nothing_to_erase_where_nothing_is_saved(visitor: Visitor) -> None:
    answer = visitor.get("/saved/erase")
    assert (answer.status, answer.location) == (303, "/saved")


@pytest.mark.parametrize(
    ("kind", "entry_id", "part", "words"),
    [
        ("paints", "gentian-blue", "paint", "Paint gentian-blue no longer available"),
        ("features", "matrix-led", "extra", "Extra matrix-led no longer available"),
    ],
)
def test_a_car_whose_parts_have_left_the_catalogue_stays_readable(
    after_a_change: Callable[[Any], Visitor], kind: str, entry_id: str, part: str, words: str
) -> None:
    document = without(our_document(), kind, entry_id)
    for model in document["models"]:
        model["default"] = {part: "white" if ours == entry_id else ours for part, ours in model["default"].items()}
    visitor = after_a_change(document)
    page = saved(visitor)
    for said in ("Saved for Ada Quispe", "Model 911 Carrera", "Extra Sport Chrono Package", words):
        assert said in page.text
    [anew] = [tag["href"] or "" for tag in page.all("a") if "/configure" in (tag.get("href") or "")]
    configurator = read_page(visitor.get(anew))
    assert f"The 911 Carrera has no {part} called “{entry_id}”." in configurator.text
    assert "sport-chrono" in anew
    assert visitor.submit("/you", {**hidden_fields(visitor, "/you"), "name": "Ada L"}).status == 303
    assert words in saved(visitor).text


def test_a_car_whose_model_has_left_the_catalogue_stays_readable_too(
    after_a_change: Callable[[Any], Visitor],
) -> None:
    document = without(our_document(), "models", "911-carrera")
    del document["model_facts"]["models"]["911-carrera"]
    for kind in ("paints", "sets", "interiors", "features"):
        for entry in document[kind]:
            if "911-carrera" in entry["for"].get("models", ()):
                entry["for"]["models"] = ["911-carrera-cabriolet"]
    page = saved(after_a_change(document))
    assert "Model 911-carrera no longer available" in page.text
    assert "Saved for Ada Quispe" in page.text


def test_says_nothing_that_was_not_said(visitor: Visitor) -> None:
    save(visitor, CODE, {"name": "Ada", "age": "0"})
    text = saved(visitor).text
    assert "Age 0" in text
    assert "Gender" not in text
    assert ADA["gender"] not in text
