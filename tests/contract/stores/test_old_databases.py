"""SQLite: databases that older versions wrote are brought to this version's schema, in place and from backups."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from configurator.kiosks.kiosk import Kiosk
from configurator.renders.captions import CarNames
from configurator.stores.sqlite import sqlite_stores
from configurator.stores.sqlite.backup import SqliteBackups
from configurator.stores.sqlite.schema import STEPS
from tests.support.examples import bearer
from tests.support.processes import serving
from tests.support.stores import NOON, TOKEN, user

OLD = sorted((Path(__file__).parent / "old_databases").glob("schema-*.sql"))
SCHEMAS = [int(it.stem.removeprefix("schema-")) for it in OLD]
CAR = {"model": "911 Carrera", "color": "Gentian Blue", "tire": "any", "interior": "Black"}
READY = "00000000000000000000000000000001-00000000000000000000000000000000"

old = pytest.mark.parametrize("written", OLD, ids=lambda it: it.stem)


def database_of(written: Path, folder: Path) -> Path:
    """The database that an older version left in the data folder."""
    folder.mkdir()
    file = folder / "profile.sqlite"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(written.read_text())
        database.execute("PRAGMA journal_mode = WAL")
    return file


def schema_of(file: Path) -> tuple[int, set[tuple[str, ...]]]:
    with closing(sqlite3.connect(file)) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        return version, set(database.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))


def assert_all_is_there(folder: Path, schema: int) -> None:
    users, renders, kiosks, _ = sqlite_stores(folder)
    assert {one.user_id: (one.version, one.private) for one in users.all()} == {"ada": (2, False), "private": (2, True)}
    (ada,) = [one for one in users.all() if one.user_id == "ada"]
    assert ada.document["name"] == "Zoë 🏎"
    assert ada.document["carConfiguration"] == {**CAR, "additionalFeatures": {"bose": True, "weight": 1.0}}
    assert users.create(user("new")) is None
    ready = renders.get(READY)
    if schema >= 2:
        assert ready
        assert ready.names == CarNames("911 Carrera", "Gentian Blue Metallic", "")
        assert renders.budget_status("2026-11-24").used == 57020
    assert kiosks.all() == ((Kiosk("kiosk-1", "Hall", NOON),) if schema >= 4 else ())


def test_there_is_a_database_of_every_schema() -> None:
    assert list(range(1, len(STEPS) + 1)) == SCHEMAS


@old
def test_an_old_database_is_brought_up_to_date_with_all_its_rows(written: Path, tmp_path: Path) -> None:
    file = database_of(written, tmp_path / "data")
    assert_all_is_there(tmp_path / "data", SCHEMAS[OLD.index(written)])
    fresh = sqlite_stores(tmp_path / "fresh")[0]
    fresh.ping()
    assert schema_of(file) == schema_of(tmp_path / "fresh" / "profile.sqlite")


@old
def test_a_backup_of_an_old_version_is_restored_with_all_its_rows(written: Path, tmp_path: Path) -> None:
    backup = database_of(written, tmp_path / "old")
    before = backup.read_bytes()
    (tmp_path / "data").mkdir()
    restored = SqliteBackups(tmp_path / "data" / "profile.sqlite").restore(backup)
    assert restored.contents.users == 2
    assert backup.read_bytes() == before
    assert_all_is_there(tmp_path / "data", SCHEMAS[OLD.index(written)])


@old
def test_a_backup_leaves_an_old_database_as_it_is(written: Path, tmp_path: Path) -> None:
    """So that it can be made with the new version, before the new version starts."""
    file = database_of(written, tmp_path / "data")
    before = schema_of(file)
    assert SqliteBackups(file).save(tmp_path / "backup").users == 2
    assert schema_of(file) == schema_of(tmp_path / "backup") == before


def test_a_server_on_an_old_database_knows_its_users_and_their_tokens(tmp_path: Path) -> None:
    database_of(OLD[0], tmp_path / "data")
    with serving(tmp_path, {}) as server:
        http = server.client()
        assert http.get("/users/ada").json()["name"] == "Zoë 🏎"
        assert http.get("/users/private").status == 404
        assert http.get("/users/private", bearer(TOKEN)).status == 200
