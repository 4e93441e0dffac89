"""Rows that the previous version stored, with a caption instead of names: every store reads and migrates them."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from configurator.renders.captions import CarNames, caption
from configurator.renders.prompt import RENDER_VIEWS
from configurator.renders.render import BUDGET, Render
from configurator.renders.rows import as_render, as_render_text
from configurator.renders.store import RenderStore
from configurator.stores.dynamodb import dynamodb_stores
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.items import to_item
from configurator.stores.sqlite import sqlite_stores
from configurator.stores.sqlite.schema import RENDERS, USERS
from tests.support.renders import cars

Row = Mapping[str, str | int]

# Rows that the previous version wrote.
RECIPE = (
    '{"model":"gpt-image-2.6-flare","quality":"medium","size":"1536x1024","reference":true,"prompt_version":"1",'
    '"drawing_version":"1-abc"}'
)
READY: Row = {
    "sceneKey": "00000000000000000000000000000001",
    "recipeKey": "00000000000000000000000000000000",
    "version": 3,
    "document": '{"scene_key":"00000000000000000000000000000001","recipe_key":"00000000000000000000000000000000",'
    '"code":"F9F7-EPWE-7JFK","view":"front","caption":"911 Carrera in Gentian Blue Metallic, front three-quarter view",'
    f'"recipe":{RECIPE},"asked_at":"2026-11-24T12:00:00.123456+00:00","version":3,"state":"ready","askings":1,'
    '"tries":1,"calls":1,"lost":0,"fault":"","not_before":null,"lease_until":null,'
    '"finished_at":"2026-11-24T12:00:20.123456+00:00","reserved":0,"reserved_day":"2026-11-24","cost":57020,'
    '"usage":{"text":1,"image":2,"output":3},"picture":{"name":"a-1.webp","media_type":"image/webp","width":1536,'
    '"height":1024,"length":250000}}',
    "shelf": "ready-2026-11",
    "since": "2026-11-24T12:00:20.123456+00:00",
}
PENDING: Row = {
    "sceneKey": "00000000000000000000000000000002",
    "recipeKey": "00000000000000000000000000000000",
    "version": 1,
    "document": '{"scene_key":"00000000000000000000000000000002","recipe_key":"00000000000000000000000000000000",'
    '"code":"F9F7-EPWE-7JFK","view":"interior","caption":"911 Carrera with Leather, Black, interior view",'
    f'"recipe":{RECIPE},"asked_at":"2026-11-24T12:00:00.123456+00:00","version":1,"state":"pending","askings":1,'
    '"tries":0,"calls":0,"lost":0,"fault":"","not_before":null,"lease_until":null,"finished_at":null,"reserved":0,'
    '"reserved_day":"","cost":0,"usage":{"text":0,"image":0,"output":0},"picture":null}',
    "shelf": "open",
    "since": "2026-11-24T12:00:00.123456+00:00",
}


ROWS = (READY, PENDING)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder as the previous version left it."""
    with sqlite3.connect(tmp_path / "profile.sqlite") as old:
        old.executescript(USERS + RENDERS + "PRAGMA user_version = 2;")
        names = ("sceneKey", "recipeKey", "version", "document", "shelf", "since")
        old.executemany("INSERT INTO renders VALUES (?, ?, ?, ?, ?, ?)", [[row[it] for it in names] for row in ROWS])
    old.close()
    return tmp_path


def in_sqlite(request: pytest.FixtureRequest) -> RenderStore:
    return sqlite_stores(request.getfixturevalue("data_dir"))[1]


def in_dynamodb(request: pytest.FixtureRequest) -> RenderStore:
    keys, prefix = request.getfixturevalue("aws_keys"), f"test-{uuid4().hex}-"
    monkeypatch = request.getfixturevalue("monkeypatch")
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    users, renders, *_ = dynamodb_stores(prefix)
    users.provision()
    database = DynamoDB(prefix, keys["AWS_DEFAULT_REGION"], keys["AWS_ENDPOINT_URL"])
    for row in ROWS:
        database.call("PutItem", {"TableName": database.name("renders"), "Item": to_item(row)})
    database.close()
    return renders


@pytest.fixture(params=[in_sqlite, in_dynamodb])
def old_store(request: pytest.FixtureRequest) -> RenderStore:
    open_store: Callable[[pytest.FixtureRequest], RenderStore] = request.param
    return open_store(request)


def find(store: RenderStore, row: Row) -> Render:
    render = store.get(f"{row['sceneKey']}-{row['recipeKey']}")
    assert render
    return render


def test_an_old_row_has_the_names_that_its_caption_held(old_store: RenderStore) -> None:
    assert find(old_store, READY).names == CarNames("911 Carrera", "Gentian Blue Metallic", "")
    assert find(old_store, PENDING).names == CarNames("911 Carrera", "", "Leather, Black")


def test_an_old_row_is_paid_from_the_ordinary_budget(old_store: RenderStore) -> None:
    assert [find(old_store, row).budget for row in ROWS] == [BUDGET, BUDGET]


def test_an_old_row_is_listed_and_shown_as_before(old_store: RenderStore) -> None:
    (ready,) = old_store.list_by_index("ready", "2026-11")
    (pending,) = old_store.list_by_index("open", "")
    assert {ready, pending} == set(old_store.all())
    assert caption(ready.names, ready.view) == "911 Carrera in Gentian Blue Metallic, front three-quarter view"
    assert caption(pending.names, pending.view) == "911 Carrera with Leather, Black, interior view"
    assert ready.download_name(".webp") == "911-carrera-in-gentian-blue-metallic-front-three-quarter-view.webp"


def test_an_old_row_is_replaced_and_removed_like_any_other(old_store: RenderStore) -> None:
    pending = find(old_store, PENDING)
    assert old_store.replace(pending._replace(version=2, fault="busy")) == "done"
    assert find(old_store, PENDING) == pending._replace(version=2, fault="busy")
    assert old_store.remove(find(old_store, READY))


def test_the_first_use_of_a_data_folder_migrates_its_rows(data_dir: Path) -> None:
    sqlite_stores(data_dir)[1].ping()
    with sqlite3.connect(data_dir / "profile.sqlite") as database:
        documents = [json.loads(row[0]) for row in database.execute("SELECT document FROM renders ORDER BY sceneKey")]
    database.close()
    assert [it["names"] for it in documents] == [
        {"model": "911 Carrera", "paint": "Gentian Blue Metallic", "interior": ""},
        {"model": "911 Carrera", "paint": "", "interior": "Leather, Black"},
    ]


def test_the_caption_of_every_car_in_the_catalogue_can_be_parsed() -> None:
    example = as_render(str(READY["document"]))
    for car in [it.car for it in cars() if it.car]:
        for view in RENDER_VIEWS:
            render = example._replace(names=CarNames.of(car), view=view)
            old = {name: value for name, value in json.loads(as_render_text(render)).items() if name != "names"}
            parsed = as_render(json.dumps(old)).names
            seen = {"interior": car.interior.name} if view == "interior" else {"paint": car.paint.name}
            assert parsed == CarNames(car.model.name, "", "")._replace(**seen)


def test_the_previous_version_finds_the_caption_that_it_requires() -> None:
    document = json.loads(as_render_text(as_render(str(READY["document"]))))
    assert document["caption"] == "911 Carrera in Gentian Blue Metallic, front three-quarter view"
