"""Saved cars with two windows, forms from elsewhere and an outage: each small change is made, or said not to be."""

from collections.abc import Callable

import pytest

from tests.http.pages.test_garage import RED, TAYCAN, WHITE, act, codes, names, saved
from tests.support.client import Client, Visitor
from tests.support.examples import bearer
from tests.support.html import read_page
from tests.support.pages import code_of, field, hidden_fields, save, save_another, selection_of
from tests.support.processes import Server, aws_settings, closed_port


@pytest.fixture
def owner(visitor: Visitor) -> Visitor:
    save(visitor, RED)
    save_another(visitor, WHITE, "Weekend car")
    return visitor


def forms(visitor: Visitor) -> list[dict[str, str]]:
    """The hidden fields of each car's forms, as another window has them, the latest car first."""
    page = saved(visitor)
    ids = [tag["value"] or "" for tag in page.all("input") if tag.get("name") == "car" and tag.get("type") == "hidden"]
    return [{"csrf_token": page.hidden["csrf_token"], "car": car_id} for car_id in dict.fromkeys(ids)]


def test_two_windows_change_two_cars_and_both_changes_stay(owner: Visitor) -> None:
    white, red = forms(owner)
    assert owner.submit("/saved/rename", {**white, "name": "First window"}).status == 303
    assert owner.submit("/saved/rename", {**red, "name": "Second window"}).status == 303
    assert names(saved(owner)) == ["First window", "Second window"]


def test_a_car_that_another_window_deleted_is_said_to_be_gone_and_can_still_be_brought_back(owner: Visitor) -> None:
    [white, _] = forms(owner)
    save_another(owner, TAYCAN)
    owner.submit("/saved/delete", white)
    owner.submit("/saved/rename", {**white, "name": "Too late"})
    page = saved(owner)
    assert "You deleted this car in another window, so nothing was changed." in page.text
    assert "“Weekend car” is deleted." in page.text
    assert codes(page) == [TAYCAN, RED]


def test_details_and_cars_can_be_changed_in_two_windows(owner: Visitor) -> None:
    details = hidden_fields(owner, "/you")
    act(owner, "rename", 1, name="Renamed meanwhile")
    assert owner.submit("/you", {**details, "name": "Bea"}).status == 303
    page = saved(owner)
    assert "Saved for Bea" in page.text
    assert names(page)[0] == "Renamed meanwhile"


def test_two_windows_that_both_ask_who_it_is_for_save_both_cars(visitor: Visitor) -> None:
    first, second = (hidden_fields(visitor, f"/you?code={code}") for code in (RED, WHITE))
    assert visitor.submit("/you", {**first, "name": "Ada"}).status == 303
    assert visitor.submit("/you", {**second, "name": "Ada"}).status == 303
    assert codes(saved(visitor)) == [WHITE, RED]


def test_a_car_saved_after_everything_was_erased_asks_again_who_it_is_for(owner: Visitor) -> None:
    fields = hidden_fields(owner, f"/saved/add?code={TAYCAN}")
    owner.submit("/saved/erase", hidden_fields(owner, "/saved/erase"))
    fields["csrf_token"] = hidden_fields(owner, f"/you?code={TAYCAN}")["csrf_token"]
    answer = owner.submit("/saved/add", {**fields, "name": "My Taycan"})
    page = read_page(answer)
    assert answer.status == 409
    assert "was erased" in page.text
    assert field(page, "car_name")["value"] == "My Taycan"
    assert owner.submit("/you", {**page.hidden, "name": "Ada", "car_name": "My Taycan"}).status == 303
    assert "My Taycan" in saved(owner).text


@pytest.mark.parametrize(("action", "label"), [("rename", "Rename"), ("copy", "Duplicate"), ("delete", "Delete")])
def test_a_form_without_its_proof_changes_nothing_and_works_when_sent_again(
    action: str, label: str, owner: Visitor
) -> None:
    before, [white, _] = names(saved(owner)), forms(owner)
    answer = owner.submit(f"/saved/{action}", {"car": white["car"], "name": "New name"})
    page = read_page(answer)
    assert answer.status == 400
    assert "Nothing is changed yet" in page.text
    assert label in page.text
    assert names(saved(owner)) == before
    if action == "rename":
        assert field(page, "name")["value"] == "New name"
    assert owner.submit(f"/saved/{action}", {**page.hidden, "name": "New name"}).status == 303
    assert names(saved(owner)) != before


@pytest.mark.parametrize("action", ["rename", "copy", "delete", "restore", "add"])
def test_a_form_from_another_site_is_refused(action: str, owner: Visitor) -> None:
    before, [white, _] = names(saved(owner)), forms(owner)
    stranger = Visitor(owner.url, {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}, dict(owner.cookies))
    stranger.submit(f"/saved/{action}", {**white, "name": "Mallory", "code": TAYCAN})
    assert names(saved(owner)) == before


def test_another_browser_changes_nothing(owner: Visitor) -> None:
    before, [white, _] = names(saved(owner)), forms(owner)
    stranger = Visitor(owner.url)
    hidden = hidden_fields(stranger, f"/you?code={TAYCAN}")
    for action in ("rename", "copy", "delete"):
        stranger.submit(f"/saved/{action}", {**white, "csrf_token": hidden["csrf_token"], "name": "Mallory"})
    assert names(saved(owner)) == before


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/saved/rename", ("car", "name")), ("/saved/add", ("code", "name", "replaces")), ("/saved/copy", ("car",))],
)
def test_an_outage_loses_nothing_that_was_typed(
    path: str, kept: tuple[str, ...], server: Callable[..., Server]
) -> None:
    settings = aws_settings(f"http://127.0.0.1:{closed_port()}")
    visitor = server(**settings, STORE="dynamodb", AWS_MAX_ATTEMPTS="1").visitor()
    visitor.cookies["owner"] = f"8f14e45f-ceea-4a7b-9a3c-5b1f0a3d2c11.{'x' * 43}"
    sent = {"car": "a", "code": RED, "name": "Weekend car", "replaces": "b"}
    proof = read_page(visitor.submit(path, sent)).hidden["csrf_token"]
    answer = visitor.submit(path, {**sent, "csrf_token": proof})
    page = read_page(answer)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "database can't be reached" in page.text
    assert [field(page, name)["value"] for name in kept] == [sent[name] for name in kept]


def test_a_code_that_no_longer_opens_keeps_the_name(owner: Visitor) -> None:
    fields = hidden_fields(owner, f"/saved/add?code={code_of('macan')}")
    answer = owner.submit("/saved/add", {**fields, "code": "K7M4-QX9P-2RTX", "name": "Weekend car"})
    page = read_page(answer)
    assert answer.status == 400
    assert "wrong symbol" in page.text
    assert field(page, "name")["value"] == "Weekend car"


def test_one_car_too_many_from_an_app_keeps_nobody_from_changing_anything(owner: Visitor, http: Client) -> None:
    """An app that doesn't know the list saves a car while the list is full."""
    for _ in range(18):
        act(owner, "copy", 1)
    user_id, _, token = owner.cookies["owner"].partition(".")
    car = {"carConfiguration": selection_of("macan").document}
    assert http.patch(f"/users/{user_id}", car, {**bearer(token), "If-Match": "*"}).status == 200
    assert codes(saved(owner))[0] == code_of("macan")
    assert len(codes(saved(owner))) == 21

    act(owner, "rename", 2, name="Still mine")
    assert owner.submit("/you", {**hidden_fields(owner, "/you"), "name": "Bea"}).status == 303
    assert "Delete one first" in save_another(owner, TAYCAN).text
    act(owner, "delete", 2)
    page = saved(owner)
    assert len(codes(page)) == 20
    owner.submit("/saved/restore", {"csrf_token": page.hidden["csrf_token"]})
    assert len(codes(saved(owner))) == 21
    assert names(saved(owner))[1] == "Still mine"
    assert "Saved for Bea" in saved(owner).text
