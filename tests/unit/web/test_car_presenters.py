"""What pages show of a car, without a request: price rows, conflict notices, and links that only work at home."""

from datetime import date

import pytest

from configurator.cars.configuration import check
from configurator.cars.opened_car import OpenedCar, open_code
from configurator.cars.paint_words import paint_words
from configurator.cars.selection import Selection
from configurator.web.pages.car.conflict_notices import conflict_notices
from configurator.web.pages.car.links import loopback_port
from configurator.web.pages.car.presenter import RenderSection, car_summary, present
from configurator.web.pages.car.price_rows import price_rows
from configurator.web.pages.renders.links import PanelLinks
from configurator.web.pages.renders.panel import empty_panel
from tests.support.catalogues import OURS
from tests.support.pages import RICH, code_of, selection_of

LINKS = PanelLinks(
    drawing=lambda code, name: f"/drawings/{code}/{name}",
    picture=lambda it: f"/renders/{it}/picture",
    page=lambda code, view: f"/car/{code}?view={view}",
    request=lambda code: f"/car/{code}/renders",
)


def link(selection: Selection, code: str) -> str:
    return f"{','.join(selection.features)}#{code}"


def opened(model: str = "911-carrera", **parts: object) -> OpenedCar:
    return open_code(OURS, code_of(model, OURS, **parts))


def test_the_rows_add_up_to_the_total() -> None:
    car = opened(features=RICH)
    rows = list(price_rows(car))
    assert [row.kind for row in rows] == ["Model", "Paint", "Wheels, tyres", "Interior", *["Extra"] * len(RICH)]
    assert sum(row.amount for row in rows) == car.price.total


@pytest.mark.parametrize("model", [model.id for model in OURS.models])
def test_no_row_but_the_paints_repeats_its_name_in_the_details(model: str) -> None:
    for row in price_rows(opened(model)):
        if row.kind == "Paint":
            continue
        assert not [detail for detail in row.details.split(", ") if detail and detail.casefold() in row.name.casefold()]


@pytest.mark.parametrize(
    ("paint", "words"),
    [
        ("gentian-blue-satin", "dark blue, satin"),
        ("guards-red", "red, solid"),
        ("jet-black", "black, metallic"),
        ("white", "white, solid"),
    ],
)
def test_a_paint_always_has_its_colour_word_and_its_finish(paint: str, words: str) -> None:
    [row] = [row for row in price_rows(opened(color=paint)) if row.kind == "Paint"]
    assert row.details == words == paint_words(opened(color=paint).car.paint)


def test_a_conflict_comes_with_a_link_for_each_resolution() -> None:
    checked = check(OURS, selection_of(features=("bose", "burmester")))
    [notice] = conflict_notices(OURS, checked, "CODE", link)
    assert [resolution.words.split()[0] for resolution in notice.resolutions] == ["Remove", "Remove"]
    assert [resolution.url for resolution in notice.resolutions] == ["burmester#CODE", "bose#CODE"]


def test_a_missing_feature_can_be_added_or_the_other_one_removed() -> None:
    feature = next(one for one in OURS.features if one.requires and "911" in one.available.lines)
    checked = check(OURS, selection_of(features=(feature.id,)))
    notice = next(one for one in conflict_notices(OURS, checked, "", link) if one.conflict.kind == "requires")
    words = [resolution.words for resolution in notice.resolutions]
    assert words[-1] == f"Remove {feature.name}"
    assert all(word.startswith(("Add ", "Remove ")) for word in words)


def test_a_car_without_conflicts_has_no_notices() -> None:
    assert conflict_notices(OURS, opened().checked, "CODE", link) == ()


def test_the_page_says_what_resolving_all_conflicts_costs() -> None:
    car = opened(features=("bose", "burmester"))
    page = present(
        OURS,
        car_summary(car, "/configure", "https://cars.example.com/car", None),
        RenderSection(empty_panel(LINKS, car, "front", "unbuildable")),
        link,
        reload_url="/",
        dealer=None,
        today=date(2026, 11, 29),
    )
    assert page.resolve_all.together in {-feature.price for feature in car.car.features}
    assert page.resolve_all.url.endswith(f"#{car.code}")
    assert len(page.conflict_notices) == 1


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("http://localhost:8000/car/X", 8000),
        ("http://127.0.0.1:8000/car/X", 8000),
        ("http://[::1]:8000/car/X", 8000),
        ("https://cars.example.com/car/X", None),
        ("http://192.0.2.7:8000/car/X", None),
    ],
)
def test_only_a_link_to_this_machine_has_a_loopback_port(url: str, port: int | None) -> None:
    assert loopback_port(url, "http://localhost:8000/") == port


def test_the_port_is_80_where_the_request_names_none() -> None:
    assert loopback_port("http://localhost/car/X", "http://localhost/") == 80
