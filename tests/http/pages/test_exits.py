"""Every exit from the form opens exactly the car that the form shows, or leads back and says what is different."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from configurator.cars.code import decode
from configurator.cars.configuration import check
from configurator.cars.selection import Selection
from configurator.web.pages.car.qr import qr
from tests.support.client import Answer, Visitor
from tests.support.controls import Controls
from tests.support.exits import EXITS, Exit
from tests.support.html import read_page
from tests.support.pages import OURS, code_of, selection_of

FIELDS = {"model": "model", "color": "color", "tire": "tire", "interior": "interior", "features": "feature"}


class Case(NamedTuple):
    """What the form sends, what the page then says, and the car that it shows.

    `before` is the code of the car before the choices. `is_open` says whether the visitor has to decide something.
    """

    selection: Selection
    before: str
    says: tuple[str, ...]
    shown: Selection
    is_open: bool = False


def gives_way(selection: Selection, before: str, *says: str, **shown: object) -> Case:
    return Case(selection, before, (*says, "Undo"), selection._replace(**shown))  # type: ignore[arg-type]


def asks(selection: Selection, before: str, *says: str) -> Case:
    return Case(selection, before, (*says, "Please decide what to keep. Nothing has been removed."), selection, True)


def replaces(selection: Selection, *says: str, **shown: object) -> Case:
    return Case(selection, "", says, selection._replace(**shown))  # type: ignore[arg-type]


TOGETHER = "can't be had together."
TWO_SOUNDS = f"BOSE Surround Sound and Burmester High-End Surround Sound {TOGETHER}"
SMALL_WHEELS = "Porsche Ceramic Composite Brakes can only be had with wheels of at least 20 inches"
NOT_FOR_GT3 = "The 911 GT3 can't have"
NEEDS_SEATS = "Weissach package can only be had with Lightweight bucket seats."

# One choice at a time: the script sends each with the car before it.
STEP_BY_STEP = {
    "unavailable": gives_way(
        selection_of("911-gt3", color="chalk", tire="carrera-s-20-21"),
        code_of(color="chalk", tire="carrera-s-20-21"),
        "911 GT3 instead of 911 Carrera, GT3 centre-lock wheels (track tyres) instead of Carrera S (summer)",
        NOT_FOR_GT3,
        tire="gt3-centrelock-20-21",
    ),
    "excludes": gives_way(
        selection_of(features=("bose", "burmester")),
        code_of(features=("bose",)),
        "Removes BOSE, adds Burmester +$3,960",
        TWO_SOUNDS,
        features=("burmester",),
    ),
    "requires a feature": gives_way(
        selection_of("911-gt3", features=("weissach",)),
        code_of("911-gt3"),
        "Adds Bucket seats, adds Weissach +$21,840",
        NEEDS_SEATS,
        features=("bucket-seats", "weissach"),
    ),
    "no longer has what it requires": gives_way(
        selection_of("911-gt3", features=("weissach",)),
        code_of("911-gt3", features=("bucket-seats", "weissach")),
        "Removes Bucket seats, removes Weissach −$21,840",
        features=(),
    ),
    "requires wheels": gives_way(
        selection_of(tire="carrera-19-20-summer", features=("pccb",)),
        code_of(tire="carrera-s-20-21", features=("pccb",)),
        "Carrera wheels instead of Carrera S, removes Ceramic brakes −$11,740",
        SMALL_WHEELS,
        features=(),
    ),
    "several at once": gives_way(
        selection_of(tire="carrera-s-20-21", features=("pccb", "bose", "black-callipers", "burmester")),
        code_of(tire="carrera-s-20-21", features=("bose", "black-callipers")),
        "Removes BOSE, removes Black callipers, adds Ceramic brakes, adds Burmester +$12,340",
        f"Brake callipers in high-gloss black {TOGETHER}",
        TWO_SOUNDS,
        features=("pccb", "burmester"),
    ),
}
# Several choices at once, compared with the car of the page as it was loaded: nobody knows which is newer.
ALL_AT_ONCE = {
    "unavailable": asks(selection_of("911-gt3", tire="carrera-s-20-21"), code_of(), NOT_FOR_GT3),
    "excludes": asks(selection_of(features=("bose", "burmester")), code_of(), TWO_SOUNDS),
    "requires a feature": asks(
        selection_of("911-gt3", features=("weissach",)), code_of("911-gt3", features=("bucket-seats",)), NEEDS_SEATS
    ),
    "requires wheels": asks(selection_of(tire="carrera-winter-19-20", features=("pccb",)), code_of(), SMALL_WHEELS),
    "several at once": asks(
        selection_of(features=("pccb", "bose", "burmester", "black-callipers")),
        code_of(),
        TWO_SOUNDS,
        SMALL_WHEELS,
        f"Brake callipers in high-gloss black {TOGETHER}",
        "Resolve all 3 conflicts",
    ),
    "a conflict that was shown before": asks(
        selection_of(features=("bose", "burmester"), color="chalk"), code_of(features=("bose", "burmester")), TWO_SOUNDS
    ),
    "a link without a car before": asks(selection_of(features=("bose", "burmester")), "", TWO_SOUNDS),
}
CAYENNE = selection_of("cayenne")
UNKNOWN = {
    "model": replaces(
        selection_of()._replace(model="911-carera"),
        "We don't know a model called “911-carera”. You see 911 Carrera instead.",
        model="911-carrera",
    ),
    "paint": replaces(
        CAYENNE._replace(color="velvet"),
        "The Cayenne has no paint called “velvet”. You see Chalk instead. Choose a paint",
        color="chalk",
    ),
    "paint of another line": replaces(
        CAYENNE._replace(color="black"),
        "The Cayenne can't have Black; only the 911",
        "You see Vanadium Grey Metallic instead ( +$880).",
        color="vanadium-grey",
    ),
    "wheels": replaces(
        CAYENNE._replace(tire="square"), "The Cayenne has no set of wheels called “square”.", tire="cayenne-19"
    ),
    "wheels of another line": replaces(
        CAYENNE._replace(tire="macan-22"),
        "The Cayenne can't have 22-inch",
        "instead ( −$920).",
        tire="cayenne-rs-spyder-21",
    ),
    "interior": replaces(
        CAYENNE._replace(interior="velvet"),
        "The Cayenne has no interior called “velvet”.",
        "Choose an interior",
        interior="leather-black",
    ),
    "feature": replaces(
        CAYENNE._replace(features=("fridge", "bose")),
        "The Cayenne has no extra called “fridge”. It is left out.",
        features=("bose",),
    ),
    "feature of another line": replaces(
        selection_of("718-cayman", features=("burmester",)),
        "The 718 Cayman can't have Burmester",
        "It is left out ( −$5,560).",
        features=(),
    ),
    "a name that could mean several": replaces(
        CAYENNE._replace(tire="Carrera S"), "The Cayenne has no set of wheels called “Carrera S”.", tire="cayenne-19"
    ),
}


def table() -> Iterator[object]:
    kinds = {"step by step": STEP_BY_STEP, "all at once": ALL_AT_ONCE, "unknown": UNKNOWN}
    for kind, cases in kinds.items():
        for name, case in cases.items():
            for exit_name, way in EXITS.items():
                yield pytest.param(way, case, id=f"{exit_name}, {kind}: {name}")


def sent(selection: Selection, before: str, **more: str) -> str:
    """The query string of a form with these values."""
    values = {field: getattr(selection, part) for part, field in FIELDS.items()}
    return urlencode({**values, **({"from": before} if before else {}), **more}, doseq=True)


def take(visitor: Visitor, way: Exit, query: str) -> Answer:
    answer = visitor.get(f"{way.path}?{query}{f'&to={way.to}' if way.to else ''}")
    assert answer.status == 303
    return answer


def code_for(selection: Selection) -> str:
    return code_of(**selection._asdict())


def marks(selection: Selection) -> set[str]:
    singles = {f"{part}-{getattr(selection, part)}" for part in ("model", "color", "tire", "interior")}
    return singles | {f"feature-{feature}" for feature in selection.features}


def assert_shows(page: Answer, selection: Selection) -> None:
    """The marked controls, the name, the total and the next request are all about this car."""
    car, price = check(OURS, selection)[1:3]
    assert car
    assert price
    assert Controls(page).chosen - {"light-day", "light-night"} == marks(selection)
    assert f'<span class="amount">${price.total:,}</span>' in page.text
    assert car.name in read_page(page).title or car.paint.short in read_page(page).title
    assert read_page(page).hidden["from"] == code_for(selection)


@pytest.mark.parametrize("way", EXITS.values(), ids=EXITS)
def test_an_exact_car_leaves_at_once(visitor: Visitor, way: Exit) -> None:
    chosen = selection_of(color="chalk", features=("bose",))
    assert take(visitor, way, sent(chosen, code_of())).location == way.leads_to(code_for(chosen))


@pytest.mark.parametrize(("way", "case"), [*table()])
def test_any_other_car_waits_until_the_visitor_knows(visitor: Visitor, way: Exit, case: Case) -> None:
    answer = take(visitor, way, sent(case.selection, case.before))
    assert urlsplit(answer.location).path.endswith("/configure")
    assert urlsplit(answer.location).fragment == "conflicts"
    page = visitor.follow(answer)
    text = read_page(page).text
    assert way.heading in text
    assert [said for said in case.says if said not in text] == []
    assert_shows(page, case.shown)
    again = take(visitor, way, urlencode(Controls(page).sent()))
    assert (urlsplit(again.location).path.endswith("/configure")) == case.is_open
    shown = resolve(visitor, page, way) if case.is_open else case.shown
    left = take(visitor, way, sent(shown, code_for(shown)))
    assert left.location == way.leads_to(code_for(shown))


def resolve(visitor: Visitor, page: Answer, way: Exit) -> Selection:
    """Follow the first resolution until nothing is left to decide; the page then still knows where to go."""
    while "to resolve" in page.text:
        first = re.search(r'class="btn" href="([^"]+)" data-swap><span>(Add|Choose|Remove) ', page.text)
        assert first
        page = visitor.get(first[1].replace("&amp;", "&"))
        assert way.heading in page.text
    shown = decode(OURS, read_page(page).hidden["from"])
    assert_shows(page, shown)
    return shown


def test_a_script_and_the_button_for_the_total_are_told_the_same(visitor: Visitor) -> None:
    case = ALL_AT_ONCE["excludes"]
    for headers in ({}, {"X-Part": "live"}):
        page = visitor.get(f"/configure?{sent(case.selection, case.before)}", headers)
        assert_shows(page, case.shown)
        assert TWO_SOUNDS in read_page(page).text


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_link_with_an_unknown_word_shows_marks_and_prices_one_substitute(visitor: Visitor, name: str) -> None:
    case = UNKNOWN[name]
    page = visitor.get(f"/configure?{sent(case.selection, '')}")
    assert_shows(page, case.shown)
    assert [said for said in case.says if said not in read_page(page).text] == []


@pytest.mark.parametrize("features", [("bose",), ("bose", "burmester")], ids=["buildable", "with a conflict"])
def test_the_code_of_a_car_opens_saves_and_shows_exactly_that_car(visitor: Visitor, features: tuple[str, ...]) -> None:
    code = code_of(color="chalk", features=features)
    answer = visitor.get(f"/car/{code}")
    page = read_page(answer)
    link = f"{visitor.url}/car/{code}"
    assert page.values("data-copy") == [code, link]
    assert str(qr(link)) in answer.text
    saving = read_page(visitor.get(f"/you?code={code}"))
    assert saving.hidden["code"] == code
    assert ("It can't be built yet, and is saved as it is." in saving.text) == (len(features) > 1)
    assert ("This car can't be built as it is." in page.text) == (len(features) > 1)


def test_a_resolution_says_what_else_it_changes(visitor: Visitor) -> None:
    wanted = selection_of("911-gt3", features=("weissach", "ventilated-seats"))
    page = visitor.get(f"/configure?{sent(wanted, '')}")
    assert "Add Lightweight bucket seats (also removes Ventilated seats) +$6,100" in read_page(page).text


def test_colours_for_my_eyes_open_with_what_is_chosen_although_something_gave_way(visitor: Visitor) -> None:
    case = STEP_BY_STEP["excludes"]
    page = visitor.follow(visitor.get(f"/configure?{sent(case.selection, case.before, eyes='open')}"))
    assert "How do you see colour?" in page.text
    assert_shows(page, case.shown)
