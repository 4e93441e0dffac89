"""SQLite: every commit is on the disk, and errors of its file are reported."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from configurator.errors import StoreError
from configurator.stores.sqlite import connection, sqlite_stores
from configurator.stores.sqlite.schema import STEPS
from tests.support.outages import SOMEBODY, complaints, purge, reads, writes
from tests.support.stores import Place, sqlite_place, user

RESTORE_IT = (
    "Stop Profile. Then restore it from a backup with `.venv/bin/flask --app configurator restore BACKUP`, or move it "
    "away to start fresh."
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = sqlite_place(tmp_path)
    yield place
    place.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "profile.sqlite"


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_TIMEOUT", 0.2)


def test_every_commit_is_forced_to_the_disk(file: Path) -> None:
    """Only a power cut would show the difference. 2 means FULL."""
    database = connection.Database(file)
    for use in (database.writing, database.reading):
        with use() as borrowed:
            assert borrowed.execute("PRAGMA synchronous").fetchone()[0] == 2
            assert borrowed.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    database.close()


def test_a_folder_is_made_on_first_use(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path / "not" / "there" / "yet")
    assert place.open().create(SOMEBODY) is None
    place.close()


def test_a_folder_that_can_not_be_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    store = sqlite_stores(tmp_path / "taken" / "data")[0]
    calls = [*reads(store), *writes(store), store.provision, lambda: purge(store)]
    assert complaints(calls) == {f"The data folder {tmp_path}/taken/data can't be used: Not a directory."}


def test_a_folder_in_place_of_the_file_is_an_outage(place: Place, file: Path) -> None:
    file.mkdir()
    store = place.open()
    calls = [*reads(store), *writes(store), store.provision, lambda: purge(store)]
    advice = "It has to be a file that this program may read and write, in a folder where it may, too."
    assert complaints(calls) == {f"The database {file} can't answer: unable to open database file. {advice}"}
    file.rmdir()
    assert store.create(SOMEBODY) is None


def test_a_file_of_something_else_is_an_outage_and_stays_as_it_is(place: Place, file: Path) -> None:
    file.write_bytes(b"A letter to my sister. " * 1000)
    store = place.open()
    calls = [*reads(store), *writes(store), store.provision, lambda: purge(store)]
    assert complaints(calls) == {f"The database {file} can't answer: file is not a database. {RESTORE_IT}"}
    assert file.read_bytes() == b"A letter to my sister. " * 1000


def test_a_damaged_file_is_an_outage(place: Place, file: Path) -> None:
    store = place.open()
    for number in range(50):
        store.create(user(f"user-{number}", padding="x" * 2000))
    place.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StoreError) as raised:
        list(store.all())
    assert str(raised.value) == f"The database {file} can't answer: database disk image is malformed. {RESTORE_IT}"
    place.close()


def test_a_file_of_a_newer_version_is_left_alone(place: Place, file: Path) -> None:
    with closing(sqlite3.connect(file)) as newer, newer:
        newer.execute("PRAGMA user_version = 999")
    store = place.open()
    before = file.read_bytes()
    why = f"{file} was written by a newer version of Profile (schema 999, this one knows {len(STEPS)}):"
    restore = "restore a backup of this version with `.venv/bin/flask --app configurator restore BACKUP`."
    assert complaints([*reads(store), *writes(store)]) == {f"{why} install the newer version, or {restore}"}
    assert file.read_bytes() == before


@pytest.mark.usefixtures("short_patience")
def test_a_file_that_another_program_holds_can_be_read_meanwhile_and_written_later(place: Place, file: Path) -> None:
    place.open().create(SOMEBODY)
    store = place.open()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert complaints(writes(store)) == {f"The database {file} can't answer: database is locked."}
    assert store.get_latest(SOMEBODY.user_id) == SOMEBODY
    other.execute("COMMIT")
    other.close()
    assert store.erase(SOMEBODY.user_id) is True


def test_a_writer_waits_for_another_that_is_soon_done(place: Place, file: Path) -> None:
    store = place.open()
    store.provision()
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    soon = Timer(0.3, other.execute, ["COMMIT"])
    soon.start()
    assert store.create(SOMEBODY) is None
    soon.join()
    other.close()


def traces(folder: Path, words: bytes) -> list[str]:
    return [file.name for file in folder.iterdir() if words in file.read_bytes()]


def test_an_erasure_during_an_export_keeps_nobody_waiting_and_leaves_no_trace_after_it(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_TIMEOUT", 60.0)
    store, exporting = place.open(), place.open()
    store.create(SOMEBODY)
    store.create(user("ada"))
    export = exporting.all()
    next(export)
    with ThreadPoolExecutor() as pool:
        assert pool.submit(store.erase, SOMEBODY.user_id).result(timeout=20) is True
        assert pool.submit(store.create, user("bob")).result(timeout=20) is None
    assert traces(tmp_path, b"Ada Lovelace")
    export.close()  # type: ignore[attr-defined]
    store.create(user("carol"))
    assert traces(tmp_path, b"Ada Lovelace") == []
    assert traces(tmp_path, b"carol")


def test_what_an_erasure_left_behind_before_a_power_cut_is_gone_with_the_next_write(
    place: Place, tmp_path: Path
) -> None:
    store, exporting = place.open(), place.open()
    store.create(SOMEBODY)
    store.create(user("bob"))
    export = exporting.all()
    next(export)
    store.erase(SOMEBODY.user_id)
    left = tmp_path / "left"
    left.mkdir()
    for file in ("profile.sqlite", "profile.sqlite-wal"):
        (left / file).write_bytes((tmp_path / file).read_bytes())
    assert traces(left, b"Ada Lovelace")
    after = sqlite_place(left)
    after.open().create(user("ada"))
    assert traces(left, b"Ada Lovelace") == []
    after.close()
    export.close()  # type: ignore[attr-defined]
