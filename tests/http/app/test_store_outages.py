"""The store is gone: the API says so and when to come back, pages without persons stand, and it heals by itself."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.client import Answer
from tests.support.commands import run_command
from tests.support.processes import Engine, Server, aws_settings, dynamodb_engine
from tests.support.stores import Kind, Place, user

BODY = user("ada.lovelace", name="Ada Lovelace").document
HTML = {"Accept": "text/html"}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "engine").mkdir()
    with dynamodb_engine(tmp_path / "engine") as engine:
        yield engine


def assert_come_back_later(answer: Answer, status: int = 500) -> None:
    assert answer.status == status
    assert int(answer.headers["Retry-After"]) > 0
    assert "Nothing was lost" in answer.text
    assert "lovelace" not in answer.text.lower()


def assert_problem(answer: Answer) -> None:
    assert_come_back_later(answer)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail"}


def test_the_seed_routes_work_on_dynamodb(place_of: Callable[[Kind], Place], server: Callable[..., Server]) -> None:
    place = place_of("dynamodb")
    place.open().provision()
    client = server(**place.environment).client()
    created = client.post("/users", BODY)
    assert created.status == 200
    assert {name: created.json()[name] for name in BODY} == BODY
    assert client.get("/users/ada.lovelace").json() == {
        name: value for name, value in created.json().items() if name != "accessToken"
    }
    assert client.post("/users", BODY).status == 200
    assert client.post("/users", {**BODY, "name": "Another"}).status == 400
    assert client.get("/users/nobody").status == 404


def test_the_api_says_so_and_heals_when_the_database_is_back(
    engine: Engine, server: Callable[..., Server], tmp_path: Path
) -> None:
    data_dir = str(tmp_path / "data")
    settings = {**aws_settings(engine.url), "STORE": "dynamodb", "AWS_REGION": "eu-central-1", "DATA_DIR": data_dir}
    assert run_command("provision", environment=settings).code == 0
    app = server(**settings)
    client = app.client()
    created = client.post("/users", BODY)
    engine.kill()
    assert_problem(client.get("/users/ada.lovelace"))
    assert_problem(client.post("/users", {**BODY, "userId": "lovelace.too"}))
    token = {"Authorization": f"Bearer {created.json()['accessToken']}", "If-Match": created.headers["ETag"]}
    assert_problem(client.delete("/users/ada.lovelace", token))
    engine.start()
    assert client.get("/users/ada.lovelace").json()["name"] == "Ada Lovelace"
    assert client.post("/users", {**BODY, "userId": "lovelace.too"}).status == 200
    assert "DynamoDB can't answer: it can't be reached." in app.output
    assert "lovelace" not in app.output.lower()


def test_pages_without_persons_stand_and_those_with_say_what_to_do(server: Callable[..., Server]) -> None:
    staff = "for the staff only"
    app = server(
        **aws_settings("http://127.0.0.1:1"),
        STORE="dynamodb",
        STAFF_TOKEN_HASH=hashlib.sha256(staff.encode()).hexdigest(),
    )
    visitor, client = app.visitor(), app.client()
    for path in ("/", "/open"):
        assert visitor.get(path, HTML).status == 200
    assert client.get("/catalogue").status == 200
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/health", {"Authorization": f"Bearer {staff}"}).json()["store"] == "unreachable"
    visitor.cookies["owner"] = "lovelace.a-secret-of-hers"
    assert_come_back_later(visitor.get("/saved", HTML), 503)


def test_missing_tables_are_made_while_the_app_runs(
    place_of: Callable[[Kind], Place], server: Callable[..., Server]
) -> None:
    place = place_of("dynamodb")
    app = server(**place.environment)
    assert_problem(app.client().post("/users", BODY))
    assert "run `.venv/bin/flask --app configurator provision` in the same environment" in app.output
    assert run_command("provision", environment=place.environment).code == 0
    assert app.client().post("/users", BODY).status == 200


def test_a_database_file_that_another_program_holds_can_still_be_read(
    tmp_path: Path, server: Callable[..., Server]
) -> None:
    app = server(DATA_DIR=str(tmp_path / "data"))
    client = app.client()
    assert client.post("/users", BODY).status == 200
    backup = sqlite3.connect(tmp_path / "data" / "profile.sqlite", isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")
    refused = client.post("/users", {**BODY, "userId": "lovelace.too"})
    assert_problem(refused)
    assert str(tmp_path) not in refused.text
    assert client.get("/users/ada.lovelace").status == 200
    assert app.visitor().get("/", HTML).status == 200
    backup.execute("COMMIT")
    backup.close()
    assert client.post("/users", {**BODY, "userId": "lovelace.too"}).status == 200
    assert f"The database {tmp_path}/data/profile.sqlite can't answer: database is locked." in app.output
