"""/car/<code> over HTTP: the parts of a car, their prices, and how to share it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import segno

from tests.support.catalogues import our_document, written
from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import OURS, code_of
from tests.support.processes import Server

BLUE = "911 Carrera in Gentian Blue Metallic"
EXTRAS = ("sport-chrono", "burmester")


def summary(visitor: Visitor, code: str) -> Page:
    answer = visitor.get(f"/car/{code}")
    assert answer.status == 200
    return read_page(answer)


def meta(page: Page) -> dict[str, str]:
    named = [(tag.get("property") or tag.get("name"), tag.get("content")) for tag in page.all("meta")]
    return {name: content or "" for name, content in named if name}


def test_names_every_part_and_its_price_and_delivery_apart(visitor: Visitor) -> None:
    text = summary(visitor, code_of(tire="rs-spyder-20-21", features=EXTRAS)).text
    for words in (
        "911 Carrera coupe, petrol $135,500",
        "Gentian Blue Metallic dark blue, metallic $1,580",
        "20/21-inch RS Spyder Design wheels, summer tyres 245/35 R20 and 305/30 R21 $3,190",
        "Leather, Black Included",
        "Sport Chrono Package $2,790",
        "Burmester High-End Surround Sound $5,560",
        "Total before delivery and tax $148,620",
        "Delivery including handling $2,350",
        "With delivery before tax $150,970",
    ):
        assert words in text


def test_is_headed_by_the_car(visitor: Visitor) -> None:
    page = summary(visitor, code_of())
    assert page.title == f"{BLUE} \N{EN DASH} Profile"
    assert "911 Carrera in Gentian Blue" in page.text


@pytest.mark.parametrize("model", [model.id for model in OURS.models])
def test_every_model_has_one(visitor: Visitor, model: str) -> None:
    assert OURS.find_model(model).name in summary(visitor, code_of(model)).title  # type: ignore[union-attr]


def test_hands_the_car_on_by_code_link_and_qr(server: Callable[..., Server]) -> None:
    shown = server(PUBLIC_URL="https://cars.example.com").visitor()
    page = summary(shown, code_of())
    link = f"https://cars.example.com/car/{code_of()}"
    assert code_of() in page.text
    assert [tag["id"] for tag in page.all("textarea") if "readonly" in tag] == ["link"]
    assert page.text.count(link) == 2, "once to copy, once on paper"
    drawn = segno.make(link, error="m", micro=False).svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    path = drawn.split(' d="')[1].split('"')[0]
    assert path in [tag.get("d") for tag in page.all("path")]
    assert "HOST=0.0.0.0" not in page.text


def test_no_tyres_size_is_broken_at_the_end_of_a_line(visitor: Visitor) -> None:
    car = code_of(tire="rs-spyder-20-21")
    for path in (f"/car/{car}", "/configure?model=911-carrera&tire=rs-spyder-20-21"):
        assert "245/35\N{NO-BREAK SPACE}R20 and 305/30\N{NO-BREAK SPACE}R21" in read_page(visitor.get(path)).words


def test_says_how_to_make_a_link_work_that_leads_to_this_machine_only(visitor: Visitor) -> None:
    page = summary(visitor, code_of())
    port = urlsplit(visitor.url).port
    assert f"HOST=0.0.0.0 PUBLIC_URL=http://<address>:{port} make run" in page.text


def test_tells_other_sites_what_to_show_of_it(server: Callable[..., Server]) -> None:
    shown = server(PUBLIC_URL="https://cars.example.com/profile").visitor()
    code = code_of(features=EXTRAS)
    told = meta(summary(shown, code))
    assert told["og:title"] == BLUE
    assert told["og:url"] == f"https://cars.example.com/profile/car/{code}"
    assert told["og:image"] == f"https://cars.example.com/profile/drawings/{code}/front-1200.png"
    assert told["og:image:alt"] == f"{BLUE}, front three-quarter view"
    assert "$145,430 before delivery" in told["og:description"]
    assert "not affiliated with Porsche AG" in told["og:description"]
    picture = shown.get(urlsplit(told["og:image"]).path.removeprefix("/profile"))
    assert picture.body.startswith(b"\x89PNG")
    assert int.from_bytes(picture.body[16:20], "big") == int(told["og:image:width"]) == 1200


def test_a_spelling_of_the_code_leads_to_the_same_page(visitor: Visitor) -> None:
    code = code_of()
    page = summary(visitor, code.lower().replace("-", ""))
    canonical = [tag["href"] or "" for tag in page.all("link") if tag.get("rel") == "canonical"]
    assert [urlsplit(address).path for address in canonical] == [f"/car/{code}"]


def test_a_car_that_cannot_be_built_says_why_and_where_each_way_out_leads(visitor: Visitor) -> None:
    code = code_of(features=("bose", "burmester"))
    page = summary(visitor, code)
    assert "BOSE Surround Sound and Burmester High-End Surround Sound can't be had together." in page.text
    for words in ("Remove BOSE Surround Sound −$1,600", "Remove Burmester High-End Surround Sound −$5,560"):
        assert words in page.text
    ways = [urlsplit(tag["href"] or "") for tag in page.all("a") if "/configure" in (tag.get("href") or "")]
    kept = {tuple(parse_qs(way.query).get("feature", ())) for way in ways if parse_qs(way.query)["from"] == [code]}
    assert {("bose",), ("burmester",)} <= kept


def test_several_conflicts_can_be_resolved_at_once(visitor: Visitor) -> None:
    page = summary(visitor, code_of(features=("bose", "burmester", "pccb")))
    assert "Resolve all 2 conflicts" in page.text
    assert "Choose 20/21-inch" in page.text
    assert "Resolve all" not in summary(visitor, code_of(features=("bose", "burmester"))).text


def test_leads_on_to_changing_and_to_saving_it(visitor: Visitor) -> None:
    code = code_of(features=EXTRAS)
    links = [tag.get("href") or "" for tag in summary(visitor, code).all("a")]
    assert f"/you?code={code}" in links
    [changing] = {link for link in links if link.startswith("/configure")}
    assert parse_qs(urlsplit(changing).query)["feature"] == list(EXTRAS)


def test_a_monthly_payment_is_named_only_by_a_catalogue_with_the_terms_of_a_loan(
    server: Callable[..., Server], visitor: Visitor, tmp_path: Path
) -> None:
    terms = {"rate_percent": 4.9, "months": 60, "deposit_percent": 20, "note": "Representative example."}
    catalogue = written({**our_document(), "finance": terms}, tmp_path)
    text = summary(server(CATALOGUE=str(catalogue)).visitor(), code_of()).text
    assert "$2,100 a month for 60 months at 4.9 % interest a year, after a deposit of $27,886." in text
    assert "Representative example." in text
    assert "month" not in summary(visitor, code_of()).text.replace("at the moment", "")


def test_the_printed_page_has_its_date(visitor: Visitor) -> None:
    before, text, after = datetime.now(UTC), summary(visitor, code_of()).text, datetime.now(UTC)
    assert any(f"Printed on {day.strftime('%-d %B %Y')}" in text for day in (before, after))


def test_how_to_reach_this_computer_is_said_in_development_only(
    server: Callable[..., Server], visitor: Visitor
) -> None:
    assert "PUBLIC_URL=" in summary(visitor, code_of()).text
    production = {"ENVIRONMENT": "production", "SECRET_KEY": "k" * 40, "PUBLIC_URL": "http://127.0.0.1:9"}
    assert "PUBLIC_URL=" not in summary(server(**production).visitor(), code_of()).text
