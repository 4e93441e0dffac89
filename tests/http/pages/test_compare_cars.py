"""/compare over HTTP: two or three models or cars by code, what differs first, and every wrong way to ask."""

from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.support.catalogues import our_document, written
from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import OURS, RICH, code_of
from tests.support.processes import serving

PLAIN = code_of()
FULL = code_of(features=RICH, color="guards-red")
CLASHING = code_of(features=("bose", "burmester"))
WRONG = "K7M4-QX9P-2RTX"


def compare(visitor: Visitor, *named: tuple[str, str], status: int = 200) -> Page:
    answer = visitor.get(f"/compare?{urlencode(named)}")
    assert answer.status == status
    return read_page(answer)


def hrefs(page: Page) -> list[str]:
    return [tag.get("href") or "" for tag in page.all("a")]


def lists(page: Page) -> list[str | None]:
    """The ids of the lists of models."""
    return [tag.get("id") for tag in page.all("select") if tag.get("name") == "model"]


def between(page: Page, start: str, end: str) -> str:
    return page.text.split(start, 1)[1].split(end, 1)[0]


def differing(page: Page) -> str:
    return between(page, "What differs", "What is equal")


def equal(page: Page) -> str:
    return between(page, "What is equal", "Prices are before tax")


def test_two_models_differ_in_price_and_facts_and_share_the_rest(visitor: Visitor) -> None:
    page = compare(visitor, ("model", "911-carrera"), ("model", "taycan"))
    assert page.title.startswith("Compare 911 Carrera, Taycan")
    for words in (
        "Price $135,500 $99,400 −$36,100",
        "Energy Petrol Electric",
        "Power 388 hp 290 kW 402 hp 300 kW",
        "Electric range, EPA – None 274 miles * (demonstration figure)",  # noqa: RUF001
        "Weight, unladen 3,351 lb 1,520 kg 4,608 lb * (demonstration figure) 2,090 kg",
    ):
        assert words in differing(page), words
    assert "Drive Rear-wheel drive" in equal(page)
    assert "Delivery $2,350" in equal(page)
    assert "Paint" not in differing(page), "a model leaves the paint open"


def test_two_cars_of_a_model_differ_in_what_was_chosen_only(visitor: Visitor) -> None:
    page = compare(visitor, ("car", PLAIN), ("car", FULL))
    assert "Paint Gentian Blue dark blue, metallic $1,580 Guards Red red $1,580" in differing(page)
    assert f"Total ${135_500 + 1_580:,}" in differing(page)
    for words in ("Power", "Seats", "Model $135,500", "Interior Leather, Black black Included"):
        assert words not in differing(page)
        assert words in equal(page)
    for feature in OURS.features:
        assert (feature.name in differing(page)) == (feature.id in RICH), feature.id
        assert feature.name not in equal(page), "what neither has is no news"


def test_the_order_is_that_of_the_url_and_a_model_says_that_nothing_is_chosen_yet(visitor: Visitor) -> None:
    page = compare(visitor, ("model", "cayenne"), ("car", FULL), ("model", "718-spyder-rs"))
    headings = between(page, "What is compared", "Price")
    assert [headings.index(name) for name in ("Cayenne", "911 Carrera", "718 Spyder RS")] == sorted(
        headings.index(name) for name in ("Cayenne", "911 Carrera", "718 Spyder RS")
    )
    assert "Sport Chrono Package – Not chosen yet $2,790 – Not chosen yet" in differing(page)  # noqa: RUF001


def test_the_drawings_have_one_scale(visitor: Visitor) -> None:
    text = visitor.get("/compare?model=911-carrera&model=panamera").text
    widths = [float(text.split(f"#car-{place}{{--width:")[1].split(";")[0]) for place in (1, 2)]
    assert widths[0] / widths[1] == pytest.approx(504 / 557, abs=0.001), "the drawings' widths in units of 10 mm"


def test_each_car_leads_to_its_page_and_can_be_taken_out(visitor: Visitor) -> None:
    page = compare(visitor, ("car", FULL), ("model", "taycan"), ("car", PLAIN))
    links = hrefs(page)
    assert f"/car/{FULL}" in links
    assert "/configure?model=taycan" in links
    assert f"/compare?model=taycan&car={PLAIN}" in links
    assert f"/compare?car={FULL}&car={PLAIN}" in links
    assert lists(page) == [], "there is no room for a fourth"


def test_equal_cars_say_so(visitor: Visitor) -> None:
    page = compare(visitor, ("car", FULL), ("car", FULL))
    assert "Nothing. Both cars are the same." in page.text
    assert page.all("table") == []


def test_a_car_with_conflicts_is_compared_and_says_that_it_cant_be_built(visitor: Visitor) -> None:
    page = compare(visitor, ("car", CLASHING), ("car", PLAIN))
    assert "Can't be built: 1 conflict to resolve" in page.text
    assert f"/car/{CLASHING}#conflicts" in hrefs(page)
    assert "BOSE Surround Sound $1,600 – Not chosen" in differing(page)  # noqa: RUF001


@pytest.mark.parametrize("named", [(), (("model", ""), ("model", " "), ("car", ""))])
def test_without_cars_there_is_a_form_for_all_of_them(visitor: Visitor, named: tuple[tuple[str, str], ...]) -> None:
    page = compare(visitor, *named)
    assert page.text.count("Carrera Cabriolet") == 3, "in each of three lists"
    assert len(lists(page)) == 3
    assert "fault" not in " ".join(page.values("class"))
    assert "/compare?model=911-carrera&model=911-carrera-cabriolet&model=911-targa-4-gts" in hrefs(page)


def test_one_car_stays_while_others_are_chosen(visitor: Visitor) -> None:
    page = compare(visitor, ("car", FULL))
    assert page.hidden == {"car": FULL}
    assert len(lists(page)) == 2
    assert "What differs" not in page.text


def test_a_wrong_code_stays_in_its_field_and_the_right_cars_stay_too(visitor: Visitor) -> None:
    page = compare(visitor, ("car", FULL), ("model", "taycan"), ("car", WRONG))
    [field] = [tag for tag in page.all("input") if tag.get("id") == "codes"]
    assert (field["value"], field["aria-invalid"]) == (WRONG, "true")
    assert "codes-fault" in (field["aria-describedby"] or "")
    assert "wrong symbol" in page.text
    assert page.hidden == {"car": FULL, "model": "taycan"}
    assert "What differs" in page.text


def test_several_codes_in_one_field_are_each_read_and_each_wrong_one_is_named(visitor: Visitor) -> None:
    page = compare(visitor, ("car", f"{PLAIN.lower()}, {FULL.replace('-', ' ')}; ABC"))
    assert "Two cars, side by side." in page.text
    [field] = [tag for tag in page.all("input") if tag.get("id") == "codes"]
    assert field["value"] == "ABC"
    assert "12 letters and digits" in page.text


def test_a_wrong_code_beside_three_cars_is_explained_without_a_field(visitor: Visitor) -> None:
    named = [("model", model) for model in ("911-carrera", "taycan", "macan")]
    assert f"“{WRONG}”: This code has a wrong symbol" in compare(visitor, *named, ("car", WRONG)).text


def test_nothing_but_unknown_names_is_not_found_and_offers_the_form(visitor: Visitor) -> None:
    page = compare(visitor, ("model", "beetle"), ("car", "<script>"), status=404)
    assert "We don't know a model called “beetle”" in page.text
    assert len(lists(page)) == 3
    [field] = [tag for tag in page.all("input") if tag.get("id") == "codes"]
    assert field["value"] == "<script>"


def test_more_than_three_shows_three_and_offers_the_others_in_the_last_place(visitor: Visitor) -> None:
    named = [("model", model) for model in ("911-carrera", "718-cayman", "taycan", "macan")]
    page = compare(visitor, *named, ("car", PLAIN))
    assert "Three cars, side by side." in page.text
    assert f"Macan and 911 Carrera, {PLAIN} aren't shown" in page.text
    assert "/compare?model=911-carrera&model=718-cayman&model=macan" in hrefs(page)
    assert f"/compare?model=911-carrera&model=718-cayman&car={PLAIN}" in hrefs(page)


def test_a_thousand_cars_in_the_url_are_as_quick_as_three(visitor: Visitor) -> None:
    answer = visitor.get("/compare?" + "model=911&" * 1000)
    assert answer.status == 200
    assert len(answer.text) < 400_000


def test_the_figures_name_their_sources(visitor: Visitor) -> None:
    page = compare(visitor, ("model", "911-targa-4-gts"), ("model", "taycan"))
    assert "Where the figures of the 911 Targa 4 GTS come from" in page.text
    assert "Fuel economy, EPA: a public data set: verification report" in page.text
    assert "* Demonstration figure: no source gives it." in page.text


def test_the_tables_cells_belong_to_a_row_and_a_column(visitor: Visitor) -> None:
    page = compare(visitor, ("model", "911"), ("model", "718"), ("model", "macan"))
    scopes = [tag.get("scope") for tag in page.all("th")]
    assert scopes.count("col") == 4
    assert scopes.count("rowgroup") == 2
    assert len(page.all("td")) == 3 * scopes.count("row")


def test_its_links_are_where_people_hesitate(visitor: Visitor) -> None:
    assert "/compare" in hrefs(read_page(visitor.get("/")))
    for path in (f"/car/{PLAIN}", "/configure?model=911-carrera"):
        assert f"/compare?car={PLAIN}" in hrefs(read_page(visitor.get(path)))
    assert f"/compare?car={PLAIN}" not in hrefs(read_page(visitor.get("/kiosk/configure?model=911-carrera")))


def test_the_car_the_tiles_and_the_home_page_tell_the_facts(visitor: Visitor) -> None:
    car = read_page(visitor.get(f"/car/{PLAIN}")).text
    assert "About the 911 Carrera" in car
    assert "Power 388 hp (290 kW)" in car
    assert "Fuel economy, EPA 21 mpg * (demonstration figure)" in car
    assert "Where these figures come from" in car
    home = read_page(visitor.get("/")).text
    assert "911 Carrera: 388 hp, 0–62 mph in 4.1 s" in home  # noqa: RUF001
    for path in ("/configure?model=taycan", "/kiosk/configure?model=taycan"):
        tiles = read_page(visitor.get(path)).text
        assert "Saloon, electric 402 hp, 0–62 mph in 4.8 s, 274 miles * (demonstration figure)" in tiles  # noqa: RUF001


def test_a_dealers_catalogue_without_facts_has_no_trace_of_them(tmp_path: Path) -> None:
    document = our_document()
    del document["model_facts"]
    with serving(tmp_path, {"CATALOGUE": str(written(document, tmp_path))}) as running:
        visitor = running.visitor()
        for path in ("/", "/configure?model=911-carrera", f"/car/{PLAIN}", "/compare?model=911&model=718"):
            text = read_page(visitor.get(path)).text
            for trace in (" hp", " mph", "Demonstration figure", "figures come from"):
                assert trace not in text, (path, trace)
        assert visitor.get("/catalogue").json()["models"][0]["facts"] == {}
