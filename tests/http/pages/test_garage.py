"""/saved with several cars: named, opened, renamed, duplicated, deleted and compared, and none lost by accident."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from configurator.cars.opened_car import open_code
from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import OURS, code_of, hidden_fields, save, save_another

RED, WHITE, TAYCAN = code_of(color="guards-red"), code_of(color="white"), code_of("taycan")


@pytest.fixture
def owner(visitor: Visitor) -> Visitor:
    """A visitor with three saved cars. The white one is called "Weekend car", the Taycan was saved last."""
    save(visitor, RED)
    save_another(visitor, WHITE, "Weekend car")
    save_another(visitor, TAYCAN)
    return visitor


def saved(visitor: Visitor) -> Page:
    return read_page(visitor.get("/saved"))


def names(page: Page) -> list[str]:
    """What the cars are called, in the page's order, by the labels of the buttons that duplicate them."""
    return re.findall(r"Duplicate (.*?) Delete", page.text)


def codes(page: Page) -> list[str]:
    return [tag["value"] or "" for tag in page.all("input") if tag.get("form") == "compare"]


def act(visitor: Visitor, action: str, number: int = 1, **fields: str) -> str:
    """Use a button of the car with this number, and return where it leads."""
    page = saved(visitor)
    ids = [tag["value"] or "" for tag in page.all("input") if tag.get("name") == "car" and tag.get("type") == "hidden"]
    # Each car has two forms.
    proof = {"csrf_token": page.hidden["csrf_token"], "car": ids[2 * (number - 1)]}
    answer = visitor.submit(f"/saved/{action}", {**proof, **fields})
    assert answer.status == 303, answer.text
    return answer.location


def test_the_cars_are_listed_the_latest_first_with_name_code_total_and_date(owner: Visitor) -> None:
    page = saved(owner)
    assert codes(page) == [TAYCAN, WHITE, RED]
    assert names(page) == [open_code(OURS, TAYCAN).car.name, "Weekend car", "911 Carrera in Guards Red"]
    assert "3 cars, the latest first" in page.text
    assert "Weekend car Total: $135,500 911 Carrera in White Code:" in page.text
    assert len(re.findall(r"Saved on \d{1,2} [A-Z][a-z]+ \d{4}", page.text)) == 3


def test_each_car_opens_its_page_and_the_configurator_with_itself(owner: Visitor) -> None:
    links = [tag.get("href") or "" for tag in saved(owner).all("a")]
    assert {f"/car/{code}" for code in (RED, WHITE, TAYCAN)} <= set(links)
    changing = [parse_qs(urlsplit(link).query)["from"] for link in links if link.startswith("/configure")]
    assert changing == [[TAYCAN], [WHITE], [RED]]


def test_two_or_three_are_compared_by_their_codes_without_a_script(owner: Visitor) -> None:
    page = saved(owner)
    [form] = [tag for tag in page.all("form") if tag.get("id") == "compare"]
    assert (form["action"], form["method"]) == ("/compare", "get")
    assert {tag.get("name") for tag in page.all("input") if tag.get("form") == "compare"} == {"car"}
    compared = read_page(owner.get(f"/compare?car={TAYCAN}&car={WHITE}"))
    assert (TAYCAN in compared.text, WHITE in compared.text) == (True, True)


def test_no_address_holds_an_id(owner: Visitor) -> None:
    page = saved(owner)
    ids = {tag["value"] or "" for tag in page.all("input") if tag.get("name") == "car" and tag.get("type") == "hidden"}
    addresses = " ".join(page.values("href") + page.values("action") + page.values("formaction"))
    assert [car_id for car_id in ids if car_id in addresses] == []


def test_the_drawing_of_a_line_is_in_the_page_once_however_many_cars_show_it(owner: Visitor) -> None:
    page = owner.get("/saved").text
    assert page.count('id="k911-body"') == page.count('id="ktaycan-body"') == 1
    assert page.count('href="#k911-car"') == 2


def test_saving_a_car_again_changes_its_date_and_its_name_and_not_the_number_of_cars(owner: Visitor) -> None:
    asked = read_page(owner.get(f"/saved/add?code={WHITE}"))
    assert "Saved already." in asked.text
    assert asked.all("input")[-1]["value"] == "Weekend car"
    save_another(owner, WHITE, "Sunday car")
    page = saved(owner)
    assert codes(page) == [WHITE, TAYCAN, RED]
    assert names(page)[0] == "Sunday car"


def test_a_car_gets_another_name_and_an_empty_one_is_that_of_its_parts(owner: Visitor) -> None:
    assert act(owner, "rename", 3, name=" Ada's <first> car ") == "/saved#car-3"
    assert names(saved(owner))[2] == "Ada's <first> car"
    act(owner, "rename", 3, name="")
    assert names(saved(owner))[2] == "911 Carrera in Guards Red"


@pytest.mark.parametrize("name", ["\u200b\u2060", "\u3164", "x" * 81])
@pytest.mark.parametrize("path", ["/saved/rename", "/saved/add"])
def test_a_name_that_nobody_could_see_or_that_is_too_long_is_explained_and_stays_in_its_field(
    path: str, name: str, owner: Visitor
) -> None:
    source = f"/saved/add?code={code_of('macan')}" if path == "/saved/add" else "/saved"
    answer = owner.submit(path, {**hidden_fields(owner, source), "name": name})
    page = read_page(answer)
    assert answer.status == 400
    assert "at least one of them visible" in page.text
    [field] = [tag for tag in page.all("input") if tag.get("name") == "name"]
    assert (field["value"], field["aria-invalid"], "autofocus" in field) == (name, "true", True)
    assert len(codes(saved(owner))) == 3


def test_the_first_car_may_get_a_name_at_once(visitor: Visitor) -> None:
    assert save(visitor, RED, {"name": "Ada", "car_name": "\u200b"}).status == 400
    save(visitor, RED, {"name": "Ada", "car_name": "Weekend car"})
    assert "Weekend car" in saved(visitor).text


def test_a_copy_stands_beside_the_car_under_a_name_of_its_own(owner: Visitor) -> None:
    assert act(owner, "copy", 2) == "/saved#car-1"
    page = saved(owner)
    assert names(page)[:3] == ["Copy of Weekend car", names(page)[1], "Weekend car"]
    assert codes(page) == [WHITE, TAYCAN, WHITE, RED]


def test_a_deleted_car_is_gone_and_comes_back_to_its_place_with_undo(owner: Visitor) -> None:
    before = saved(owner)
    act(owner, "delete", 2)
    page = saved(owner)
    assert codes(page) == [TAYCAN, RED]
    assert "“Weekend car” is deleted." in page.text
    assert owner.submit("/saved/restore", {"csrf_token": page.hidden["csrf_token"]}).location == "/saved#car-2"
    assert (names(saved(owner)), codes(saved(owner))) == (names(before), codes(before))
    assert "Undo" not in saved(owner).text


def test_deleting_the_latest_car_makes_the_next_one_the_latest(owner: Visitor) -> None:
    act(owner, "delete", 1)
    act(owner, "delete", 1)
    page = saved(owner)
    assert "Saved for Ada Quispe" in page.text
    assert RED in page.text
    assert WHITE not in page.text


def test_the_only_car_goes_with_everything_else_and_only_after_a_question(visitor: Visitor) -> None:
    save(visitor, RED)
    page = saved(visitor)
    answer = visitor.submit("/saved/delete", page.hidden)
    assert answer.location == "/saved/erase"
    assert "Erase everything?" in read_page(visitor.follow(answer)).text
    assert RED in saved(visitor).text


def test_erasing_names_every_code_and_leaves_no_car(owner: Visitor) -> None:
    asked = read_page(owner.get("/saved/erase"))
    assert "all 3 saved cars" in asked.text
    for code in (RED, WHITE, TAYCAN):
        assert code in asked.text
    owner.submit("/saved/erase", asked.hidden)
    assert "We have erased everything about you, and every car" in saved(owner).text
    assert "Nothing is saved here." in saved(owner).text


def test_changing_the_details_keeps_all_cars(owner: Visitor) -> None:
    before = saved(owner)
    assert owner.submit("/you", {**hidden_fields(owner, "/you"), "name": "Bea"}).status == 303
    page = saved(owner)
    assert "Saved for Bea" in page.text
    assert (names(page), codes(page)) == (names(before), codes(before))


def test_a_new_car_may_replace_another_which_can_be_brought_back(owner: Visitor) -> None:
    page = read_page(owner.get(f"/saved/add?code={code_of('macan')}"))
    options = [tag["value"] or "" for tag in page.all("option")]
    assert "Replace “Weekend car”" in page.text
    assert save_another(owner, code_of("macan"), replaces=options[2]).location == "/saved#car-1"
    page = saved(owner)
    assert codes(page) == [code_of("macan"), TAYCAN, RED]
    assert "“Weekend car” is deleted." in page.text
    owner.submit("/saved/restore", {"csrf_token": page.hidden["csrf_token"]})
    assert WHITE in codes(saved(owner))


def test_with_twenty_cars_the_next_one_has_to_replace_another_and_nothing_typed_is_lost(owner: Visitor) -> None:
    for _ in range(17):
        act(owner, "copy", 1)
    assert len(codes(saved(owner))) == 20
    assert "No more room" in saved(owner).text
    answer = save_another(owner, code_of("macan"), "One too many")
    page = read_page(answer)
    assert answer.status == 409
    assert "Choose the one that this car replaces." in page.text
    assert page.all("input")[-1]["value"] == "One too many"
    replaced = [tag["value"] or "" for tag in page.all("option")][-1]
    assert owner.submit("/saved/add", {**page.hidden, "name": "One too many", "replaces": replaced}).status == 303
    assert names(saved(owner))[0] == "One too many"
    assert RED not in codes(saved(owner))
