"""/ and /open over HTTP: the lines, and the field for a code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.support.catalogues import our_document, written
from tests.support.client import Visitor
from tests.support.html import read_page
from tests.support.pages import OURS, code_of
from tests.support.processes import Server


def test_every_line_has_its_place_its_price_and_its_way_on(visitor: Visitor) -> None:
    page = read_page(visitor.get("/"))
    ways = {tag.get("href") for tag in page.all("a")}
    for line in OURS.lines:
        models = OURS.models_of(line.id)
        assert f"{line.name} {line.length_mm:,} mm {line.tagline}" in page.text
        assert f"from ${min(model.price for model in models):,}" in page.text
        assert f"/configure?model={models[0].id}" in ways


@pytest.mark.parametrize("typed", ["{code}", "  {code} ", "{lower}", "{bare}"])
def test_a_code_opens_its_car_however_it_is_typed(visitor: Visitor, typed: str) -> None:
    code = code_of()
    entered = typed.format(code=code, lower=code.lower(), bare=code.replace("-", ""))
    answer = visitor.get(f"/open?code={quote(entered)}")
    assert (answer.status, answer.location) == (303, f"/car/{code}")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("K7M4", "12 letters and digits"),
        ("K7M4-QX9P-2RTX", "wrong symbol"),
        ("<script>", "12 letters and digits"),
        ("ä" * 12, "12 letters and digits"),
    ],
)
@pytest.mark.parametrize("way", ["/open?code={}", "/car/{}"])
def test_a_wrong_code_comes_back_in_its_field_with_what_is_wrong(
    visitor: Visitor, typed: str, words: str, way: str
) -> None:
    answer = visitor.get(way.format(quote(typed)))
    page = read_page(answer)
    [field] = [tag for tag in page.all("input") if tag.get("name") == "code"]
    assert answer.status == 404
    assert field["value"] == typed
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "code-fault")
    assert words in page.text
    assert answer.headers["Cache-Control"] == "no-store", "a program is answered otherwise at the same address"


def test_without_a_code_there_is_the_field_and_no_error(visitor: Visitor) -> None:
    answer = visitor.get("/open")
    assert answer.status == 200
    assert "Open a code." in read_page(answer).text
    assert visitor.get("/open?code=%20").status == 200


def test_a_code_whose_parts_are_no_longer_offered_leads_to_what_is_left(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    document: Any = our_document()
    document["paints"] = [paint for paint in document["paints"] if paint["id"] != "lava-orange"]
    document["features"] = [feature for feature in document["features"] if feature["id"] != "front-axle-lift"]
    visitor = server(CATALOGUE=str(written(document, tmp_path))).visitor()
    answer = visitor.get(f"/car/{code_of(color='lava-orange', features=('sport-chrono', 'front-axle-lift'))}")
    page = read_page(answer)
    assert answer.status == 404
    assert "Parts of this car are no longer available." in page.text
    assert "for a 911 Carrera" in page.text
    assert "no longer offered here: the paint, an extra" in page.text
    [way] = [tag["href"] or "" for tag in page.all("a") if "/configure" in (tag.get("href") or "")]
    left = parse_qs(urlsplit(way).query)
    assert (left["model"], left["color"], left["feature"]) == (["911-carrera"], ["gentian-blue"], ["sport-chrono"])
