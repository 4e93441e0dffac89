"""SQLite: files that are removed or replaced while they are open. No write that was acknowledged is gone afterwards."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from configurator.errors import StoreError
from configurator.rate_limits.counters import Window
from configurator.stores.sqlite.connection import Database
from tests.support.outages import complaints, reads, writes
from tests.support.stores import Place, sqlite_place, user

DATABASE, LOG, INDEX = FILES = ("profile.sqlite", "profile.sqlite-wal", "profile.sqlite-shm")
Change = Callable[[Path], None]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = sqlite_place(tmp_path / "data")
    yield place
    place.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def removing(*names: str) -> Change:
    def change(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return change


def move(names: tuple[str, ...], source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for name in names:
        (source / name).rename(target / name)


def replace_by_a_copy(folder: Path) -> None:
    shutil.copy(folder / DATABASE, folder / "copy")
    (folder / "copy").replace(folder / DATABASE)


def replace_by_nothing(folder: Path) -> None:
    (folder / "empty").touch()
    (folder / "empty").replace(folder / DATABASE)


def empty(folder: Path) -> None:
    os.truncate(folder / DATABASE, 0)


GONE = {
    "removed": (removing(DATABASE), "was removed or moved while Profile runs"),
    "removed with its log": (removing(*FILES), "was removed or moved while Profile runs"),
    "the folder removed": (shutil.rmtree, "was removed or moved while Profile runs"),
    "replaced by a copy": (replace_by_a_copy, "was replaced by another file while Profile runs"),
    "replaced by an empty file": (replace_by_nothing, "was replaced by another file while Profile runs"),
    "emptied": (empty, "was overwritten or cut short while Profile runs"),
}


@pytest.mark.parametrize(("change", "why"), GONE.values(), ids=GONE)
def test_nothing_is_acknowledged_once_the_database_is_another(
    change: Change, why: str, place: Place, folder: Path
) -> None:
    store = place.open()
    for number in range(5):
        store.create(user(f"user-{number}"))
    change(folder)
    for complaint in complaints([*reads(store), *writes(store), store.provision]):
        assert complaint.startswith(f"The database {folder / DATABASE} {why}")
        assert re.search("restart Profile|[Ss]top Profile", complaint)


@pytest.mark.parametrize("moved", [(DATABASE,), FILES], ids=["alone", "with its log"])
def test_when_the_database_is_back_all_goes_on_and_nothing_is_lost(
    moved: tuple[str, ...], place: Place, folder: Path, tmp_path: Path
) -> None:
    store = place.open()
    store.create(user("before"))
    move(moved, folder, tmp_path / "away")
    with pytest.raises(StoreError):
        store.create(user("meanwhile"))
    move(moved, tmp_path / "away", folder)
    assert store.create(user("after")) is None
    place.close()
    assert {one.user_id for one in sqlite_place(folder).open().all()} >= {"before", "after"}


def test_what_the_removed_log_of_a_linked_database_held_is_rescued(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("data", "disk"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / DATABASE).symlink_to(tmp_path / "disk" / "cars.sqlite")
    (tmp_path / "disk" / "cars.sqlite").touch()
    place = sqlite_place(tmp_path / "data")
    store = place.open()
    store.create(user("first"))
    store.create(user("second"))
    (tmp_path / "disk" / "cars.sqlite-wal").unlink()
    assert store.create(user("third")) is None
    assert "nothing of it is lost" in caplog.text
    place.close()


def test_a_process_that_starts_after_a_removal_begins_afresh(place: Place, folder: Path) -> None:
    place.open().create(user("before"))
    (folder / DATABASE).unlink()
    restarted = sqlite_place(folder)
    assert restarted.open().create(user("after")) is None
    restarted.close()


def test_a_log_without_its_database_is_set_aside_not_deleted(
    place: Place, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = place.open()
    store.create(user("first"))
    store.create(user("second", name="Ada Lovelace"))
    (folder / DATABASE).unlink()
    restarted = sqlite_place(folder)
    assert restarted.open().create(user("after")) is None
    (kept,) = folder.glob(f"{LOG}.left-*")
    assert b"Ada Lovelace" in kept.read_bytes()
    assert kept.name in caplog.text
    restarted.close()


REMOVED_LOGS = [(LOG,), (INDEX,), (LOG, INDEX)]


@pytest.mark.parametrize("names", REMOVED_LOGS, ids=["log", "index", "both"])
def test_what_a_removed_log_held_is_rescued_and_later_writes_stay(
    names: tuple[str, ...], place: Place, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = place.open()
    for number in range(20):
        store.create(user(f"user-{number}"))
    removing(*names)(folder)
    assert store.create(user("after")) is None
    assert store.create(user("later")) is None
    assert "nothing of it is lost" in caplog.text
    assert users_after_a_power_cut(folder, tmp_path) == {*(f"user-{it}" for it in range(20)), "after", "later"}


def test_a_long_read_does_not_mix_the_old_log_with_the_new_one(place: Place, folder: Path, tmp_path: Path) -> None:
    store = place.open()
    for number in range(20):
        store.create(user(f"user-{number}"))
    export = store.all()
    next(export)
    removing(LOG, INDEX)(folder)
    with pytest.raises(StoreError, match="as soon as the last reader has finished"):
        store.create(user("meanwhile"))
    assert len(list(export)) == 19
    assert store.create(user("after")) is None
    assert users_after_a_power_cut(folder, tmp_path) == {*(f"user-{it}" for it in range(20)), "after"}


def test_a_removal_between_the_write_and_its_commit_is_noticed(place: Place, folder: Path) -> None:
    place.open().create(user("before"))
    database = Database(folder / DATABASE)

    def write() -> None:
        with database.writing() as borrowed:
            borrowed.execute("DELETE FROM users")
            (folder / DATABASE).unlink()

    with pytest.raises(StoreError, match="was removed"):
        write()
    database.close()


def test_counters_that_are_removed_begin_again(place: Place, folder: Path) -> None:
    counters, window = place.open_counters(), Window(0, 60)
    assert counters.add("read", 5, window) == 5
    (folder / "counters.sqlite").unlink()
    assert counters.add("read", 1, window) == 1
    assert place.open_counters().add("read", 1, window) == 2


def test_counters_that_are_replaced_are_refused(place: Place, folder: Path) -> None:
    counters, window = place.open_counters(), Window(0, 60)
    counters.add("read", 5, window)
    shutil.copy(folder / "counters.sqlite", folder / "copy")
    (folder / "copy").replace(folder / "counters.sqlite")
    with pytest.raises(StoreError, match="was replaced by another file"):
        counters.add("read", 1, window)


def users_after_a_power_cut(folder: Path, tmp_path: Path) -> set[str]:
    """Those in the files as they are now, while the connections to them are open."""
    left = tmp_path / "left"
    left.mkdir()
    for file in (DATABASE, LOG):
        if (folder / file).exists():
            shutil.copy(folder / file, left / file)
    place = sqlite_place(left)
    users = {one.user_id for one in place.open().all()}
    place.close()
    return users
