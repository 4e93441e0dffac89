"""Saving under a name on a kiosk: kept for some days, readable by nobody else, and then deleted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from configurator.stores.sqlite import sqlite_stores
from configurator.users.user import User
from tests.support.client import Visitor
from tests.support.html import read_page
from tests.support.pages import ADA, code_of, hidden_fields
from tests.support.pages import save as save_on_website
from tests.support.processes import Server, aws_settings, closed_port
from tests.support.renders import eventually

SAVE = f"/kiosk/save/{code_of()}"
FINISH = f"/kiosk/finish/{code_of()}"


def save(visitor: Visitor, **said: str) -> int:
    return visitor.submit(SAVE, {**hidden_fields(visitor, SAVE), "name": "Zoë Łukasz", **said}).status


def users_of(server: Server) -> list[User]:
    return list(sqlite_stores(server.folder / "data")[0].all())


def test_a_saved_visitor_is_named_at_the_end_and_kept_for_thirty_days(server: Callable[..., Server]) -> None:
    running = server()
    visitor = running.visitor()
    assert save(visitor, age="36") == 303
    assert "Saved for Zoë Łukasz, for 30 days." in " ".join(read_page(visitor.get(FINISH)).text.split())
    [user] = users_of(running)
    assert (user.document["name"], user.document["age"], user.private) == ("Zoë Łukasz", 36, True)
    assert user.expires_at
    assert abs(user.expires_at - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=5)


def test_saving_again_changes_the_same_user(server: Callable[..., Server]) -> None:
    running = server(KIOSK_USER_DAYS="7")
    visitor = running.visitor()
    assert save(visitor) == save(visitor, name="Zoë") == 303
    [user] = users_of(running)
    assert user.document["name"] == "Zoë"
    assert user.expires_at
    assert user.expires_at < datetime.now(UTC) + timedelta(days=8)


def test_a_second_car_of_a_visit_comes_to_the_first_and_a_repeated_form_adds_none(
    server: Callable[..., Server],
) -> None:
    running = server()
    visitor, second = running.visitor(), f"/kiosk/save/{code_of('taycan')}"
    save(visitor)
    for _ in range(2):
        assert visitor.submit(second, {**hidden_fields(visitor, second), "name": "Zoë Łukasz"}).status == 303
    [user] = users_of(running)
    assert user.document["carConfiguration"]["model"] == "taycan"
    assert [car["carConfiguration"]["model"] for car in user.document["cars"]] == ["taycan", "911-carrera"]


def test_what_the_kiosk_does_not_ask_stays_as_it_was_saved_on_the_website(server: Callable[..., Server]) -> None:
    running = server()
    visitor = running.visitor()
    save_on_website(visitor, code_of(), {**ADA, "severity": "mild"})
    assert save(visitor) == 303
    [user] = users_of(running)
    kept = ("name", "gender", "colorVision", "colorVisionSeverity")
    assert [user.document[name] for name in kept] == ["Zoë Łukasz", "Woman", "deutan", "mild"]


def test_after_the_reset_nobody_at_the_kiosk_can_read_who_has_saved(visitor: Visitor) -> None:
    save(visitor)
    [user_id] = [visitor.cookies["owner"].partition(".")[0]]
    visitor.post("/kiosk/reset", b"", {"Sec-Fetch-Site": "same-origin"})
    assert "Zoë" not in visitor.get(FINISH).text + visitor.get(SAVE).text
    assert visitor.get(f"/users/{user_id}", {"Accept": "application/json"}).status == 404


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"name": "\u3164"}, "Please enter a name"),
        ({"age": "old"}, "whole years"),
        ({"csrf_token": ""}, "Nothing is lost"),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(visitor: Visitor, said: dict[str, str], message: str) -> None:
    filled_in = {**hidden_fields(visitor, SAVE), "name": "Zoë", "age": "36", **said}
    answer = visitor.submit(SAVE, filled_in)
    assert answer.status == 400
    assert message in answer.text
    assert f'value="{filled_in["age"]}"' in answer.text


def test_whoever_has_expired_is_deleted_from_the_file(server: Callable[..., Server]) -> None:
    first = server()
    save(first.visitor())
    [user] = users_of(first)
    first.stop()
    users = sqlite_stores(first.folder / "data")[0]
    users.replace(user._replace(version=2, expires_at=datetime.now(UTC) - timedelta(seconds=1)), expected_version=1)
    server(DATA_DIR=str(first.folder / "data"))
    data = first.folder / "data"
    assert eventually(lambda: "Łukasz".encode() not in b"".join(it.read_bytes() for it in data.glob("*sqlite*")))


def test_in_an_outage_the_car_can_still_be_taken_along_and_saving_says_so(server: Callable[..., Server]) -> None:
    visitor = server(
        **aws_settings(f"http://127.0.0.1:{closed_port()}"), STORE="dynamodb", AWS_MAX_ATTEMPTS="1"
    ).visitor()
    assert code_of() in visitor.get(FINISH).text
    filled_in = {**hidden_fields(visitor, SAVE), "name": "Zoë"}
    answer = visitor.submit(SAVE, filled_in)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "Nothing you typed is lost" in answer.text
    assert 'value="Zoë"' in answer.text


def test_an_id_that_belongs_to_somebody_else_changes_nobody_and_the_visitor_gets_another(
    server: Callable[..., Server],
) -> None:
    running = server()
    first, second = running.visitor(), running.visitor()
    save(first)
    filled_in = {**hidden_fields(second, SAVE), "name": "Ada"}
    second.cookies["owner"] = f"{first.cookies['owner'].partition('.')[0]}.{'another-secret' * 3}"
    assert second.submit(SAVE, filled_in).status == 303
    assert {user.document["name"] for user in users_of(running)} == {"Zoë Łukasz", "Ada"}
    assert "Saved for Ada" in second.get(FINISH).text
    assert "Saved for Zoë" in first.get(FINISH).text
