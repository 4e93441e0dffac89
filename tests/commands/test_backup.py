"""`flask --app configurator backup | restore`: online, consistent, checked, atomic, and for the owner's eyes only."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from configurator.rate_limits.counters import Window
from configurator.stores.sqlite.schema import STEPS
from configurator.users.user import User
from tests.support.commands import Outcome, run_command
from tests.support.patience import wait_until
from tests.support.processes import ROOT, Server, bare_environment
from tests.support.stores import Place, sqlite_place, user

WRITERS = 4
OLDER = [user("ada", name="Ada Lovelace"), user("bob")]


class House:
    """A data folder, and a place for backups beside it."""

    def __init__(self, folder: Path) -> None:
        self.data, self.backup = folder / "data", folder / "backups" / "first.sqlite"
        self.backup.parent.mkdir()
        self.database = self.data / "profile.sqlite"
        self.place = sqlite_place(self.data)

    def run(self, *command: object) -> Outcome:
        return run_command(*map(str, command), environment={"DATA_DIR": str(self.data)})

    def fill(self, *users: User) -> None:
        store = self.place.open()
        for one in users:
            store.create(one)
        self.place.close()

    def users(self) -> list[User]:
        found = sorted(self.place.open().all(), key=lambda one: one.user_id)
        self.place.close()
        return found

    def files(self) -> dict[str, bytes]:
        """What the folders have, but for the key of sessions."""
        folders = (self.data, self.backup.parent)
        return {
            it.name: it.read_bytes() for folder in folders for it in folder.iterdir() if it.name != "development.key"
        }


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.fill(*OLDER)
    yield house
    house.place.close()


def assert_refused(outcome: Outcome, *words: str) -> None:
    assert (outcome.code, outcome.data) == (1, b"")
    assert outcome.said.startswith("Error: ")
    assert outcome.said.count("\n") == 1
    for word in words:
        assert word in outcome.said


def test_a_backup_is_one_file_for_the_owner_only_and_says_what_it_has(house: House) -> None:
    done = house.run("backup", house.backup)
    assert (done.code, done.said) == (0, "")
    assert done.lines[0] == f"{house.backup} has 2 users, 0 renders and 0 kiosks."
    assert "pictures" in done.lines[1]
    assert [it.name for it in house.backup.parent.iterdir()] == [house.backup.name]
    assert house.backup.stat().st_mode & 0o777 == 0o600


def test_what_was_saved_comes_back_and_what_was_there_is_kept(house: House) -> None:
    house.run("backup", house.backup)
    house.fill(user("carol"))
    done = house.run("restore", house.backup)
    assert (done.code, done.said) == (0, "")
    assert done.lines[0] == "Restored: 2 users, 0 renders and 0 kiosks."
    assert house.users() == OLDER
    (kept,) = house.data.glob("profile.sqlite.before-restore-*")
    assert str(kept) in done.lines[1]
    assert {it.stat().st_mode & 0o777 for it in (kept, house.database)} == {0o600}
    house.run("restore", kept)
    assert [one.user_id for one in house.users()] == ["ada", "bob", "carol"]


def test_kiosks_and_renders_are_in_a_backup(house: House) -> None:
    with closing(sqlite3.connect(house.database)) as database, database:
        database.execute("INSERT INTO kiosks VALUES ('k', 'Hall', '2026', NULL, NULL, '', '', 0, '', NULL)")
        database.execute("INSERT INTO renders VALUES ('s', 'r', 1, '{}', NULL, NULL)")
        database.execute("INSERT INTO budget (scope, day, used) VALUES ('all', '2026-11-29', 7)")
    assert "2 users, 1 render and 1 kiosk." in house.run("backup", house.backup).lines[0]
    house.database.unlink()
    assert house.run("restore", house.backup).lines[0] == "Restored: 2 users, 1 render and 1 kiosk."
    with closing(sqlite3.connect(house.database)) as database:
        assert database.execute("SELECT used FROM budget").fetchall() == [(7,)]


def test_a_backup_under_load_has_everyone_acknowledged_before_it_and_the_server_goes_on(
    house: House, server: Callable[..., Server]
) -> None:
    running = server(DATA_DIR=str(house.data))
    acknowledged: list[str] = []
    stop = Event()

    def write(writer: int) -> None:
        client = running.client()
        for number in count():
            if stop.is_set():
                return
            one = user(f"user-{writer}-{number}", name="x" * 200)
            assert client.post("/users", one.document).status == 200
            acknowledged.append(one.user_id)

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, number) for number in range(WRITERS)]
        wait_until(lambda: len(acknowledged) > 50 or any(it.done() for it in writers))
        for number in range(3):
            before = set(acknowledged)
            target = house.backup.with_name(f"backup-{number}")
            assert house.run("backup", target).code == 0
            saved = {one.user_id for one in users_of(target)}
            assert before <= saved
        after = len(acknowledged)
        wait_until(lambda: len(acknowledged) > after + 20 or any(it.done() for it in writers))
        stop.set()
        for writer in writers:
            writer.result()
    running.kill()
    assert set(acknowledged) <= {one.user_id for one in house.users()}


def users_of(backup: Path) -> list[User]:
    """The users of a backup, in a data folder of their own."""
    folder = backup.parent / f"{backup.name}-opened"
    folder.mkdir()
    shutil.copy(backup, folder / "profile.sqlite")
    place = sqlite_place(folder)
    found = list(place.open().all())
    place.close()
    return found


def test_an_existing_file_is_not_overwritten(house: House) -> None:
    house.backup.write_text("something dear")
    assert_refused(house.run("backup", house.backup), f"{house.backup} exists already: choose another name")
    assert house.backup.read_text() == "something dear"
    house.backup.unlink()
    house.backup.symlink_to(house.backup.parent / "nowhere")
    assert_refused(house.run("backup", house.backup), "exists already")


@pytest.mark.parametrize(
    ("target", "why"), [("nowhere/backup", "No such file"), ("profile.sqlite/backup", "Not a directory")]
)
def test_a_place_that_cannot_be_written_is_named(target: str, why: str, house: House) -> None:
    before = house.files()
    assert_refused(house.run("backup", house.data / target), str(house.data / target), "can't be written", why)
    assert house.files() == before


def command_with_room_for(size: int, house: House, *command: object) -> subprocess.CompletedProcess[str]:
    """Runs the command where no file may be larger, which SQLite meets like a full disk."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "configurator", *map(str, command)],
        cwd=ROOT,
        env={**bare_environment(), "DATA_DIR": str(house.data)},
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_full_disk_leaves_no_half_file(command: str, house: House) -> None:
    house.fill(*(user(f"user-{number}", padding="x" * 5000) for number in range(40)))
    file = house.backup
    if command == "restore":
        house.run("backup", house.backup)
    before = house.files()
    failed = command_with_room_for(100_000, house, command, file)
    assert failed.returncode == 1
    assert "can't be written" in failed.stderr
    assert "Nothing has changed." in failed.stderr
    assert house.files() == before


def test_a_damaged_database_is_not_saved_as_if_it_were_good(house: House) -> None:
    damage(house.database)
    assert_refused(house.run("backup", house.backup), "damaged", "restore")
    assert not house.backup.exists()


def damage(database: Path) -> None:
    """Overwrites the pages behind the first one."""
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def test_without_a_database_there_is_nothing_to_save(house: House) -> None:
    house.database.unlink()
    assert_refused(house.run("backup", house.backup), "nothing to save")
    assert not house.database.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        damage,
        lambda file: file.write_text("Dear diary, " * 1000),
        lambda file: file.write_bytes(b""),
        lambda file: os.truncate(file, file.stat().st_size // 2),
    ],
    ids=["pages", "text", "empty", "half"],
)
def test_a_spoilt_database_is_mended_by_a_restore(spoil: Callable[[Path], None], house: House) -> None:
    house.run("backup", house.backup)
    spoil(house.database)
    spoilt = house.database.read_bytes()
    assert house.run("restore", house.backup).code == 0
    assert house.users() == OLDER
    (kept,) = house.data.glob("profile.sqlite.before-restore-*")
    assert kept.read_bytes() == spoilt


def test_a_folder_in_the_place_of_the_database_is_moved_aside(house: House) -> None:
    house.run("backup", house.backup)
    house.database.unlink()
    (house.database / "in the way").mkdir(parents=True)
    assert house.run("restore", house.backup).code == 0
    assert house.users() == OLDER


def test_the_log_of_the_old_database_is_not_read_with_the_new_one(house: House) -> None:
    house.run("backup", house.backup)
    writer = sqlite3.connect(house.database, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("DELETE FROM users")
    left = {it.name: it.read_bytes() for it in house.data.iterdir()}
    writer.close()
    for name, content in left.items():  # what a power cut leaves behind
        (house.data / name).write_bytes(content)
    assert house.run("restore", house.backup).code == 0
    assert house.users() == OLDER


def test_the_log_of_a_damaged_database_is_kept_with_it(house: House) -> None:
    house.run("backup", house.backup)
    writer = sqlite3.connect(house.database, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("DELETE FROM users")
    log = house.database.with_name("profile.sqlite-wal").read_bytes()
    writer.close()
    house.database.write_text("Dear diary, " * 1000)
    house.database.with_name("profile.sqlite-wal").write_bytes(log)
    assert house.run("restore", house.backup).code == 0
    assert house.users() == OLDER
    (kept,) = house.data.glob("profile.sqlite.before-restore-*-wal")
    assert kept.read_bytes() == log


def test_a_running_server_keeps_its_database(house: House, server: Callable[..., Server]) -> None:
    house.run("backup", house.backup)
    running = server(DATA_DIR=str(house.data))
    assert running.client().post("/users", user("carol").document).status == 200
    assert_refused(house.run("restore", house.backup), "is in use: stop Profile")
    assert running.client().post("/users", user("dave").document).status == 200
    assert running.client().get("/users/carol").status == 200
    running.stop()
    assert house.run("restore", house.backup).code == 0
    assert house.users() == OLDER


def other_tables(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE letters (text)")


def with_a_trigger(file: Path) -> None:
    shutil.copy(file.with_name("first.sqlite"), file)
    with closing(sqlite3.connect(file)) as ours, ours:
        ours.execute("CREATE TRIGGER spy AFTER INSERT ON users BEGIN DELETE FROM kiosks; END")


def of_a_newer_version(file: Path) -> None:
    shutil.copy(file.with_name("first.sqlite"), file)
    with closing(sqlite3.connect(file)) as ours, ours:
        ours.execute("PRAGMA user_version = 99")


def half(file: Path) -> None:
    whole = file.with_name("first.sqlite").read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


def damaged(file: Path) -> None:
    shutil.copy(file.with_name("first.sqlite"), file)
    damage(file)


def with_a_wrong_index(file: Path) -> None:
    """Each table can be read, and a search for somebody finds nobody."""
    shutil.copy(file.with_name("first.sqlite"), file)
    with closing(sqlite3.connect(file)) as ours:
        (page,) = ours.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_users_1'").fetchone()
    whole = file.read_bytes()
    start, end = (page - 1) * 4096, page * 4096
    assert b"bob" in whole[start:end]
    file.write_bytes(whole[:start] + whole[start:end].replace(b"bob", b"boc") + whole[end:])


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda file: None, "can't be read: No such file"),
    "a folder": (lambda file: file.mkdir(), "can't be read: Is a directory"),
    "text": (lambda file: file.write_text("Dear diary, " * 1000), "it isn't an SQLite database"),
    "empty": (lambda file: file.touch(), "it isn't an SQLite database"),
    "other tables": (other_tables, "isn't a database of Profile"),
    "a trigger": (with_a_trigger, "isn't a database of Profile"),
    "newer": (of_a_newer_version, f"newer version of Profile (schema 99, this one knows {len(STEPS)})"),
    "half": (half, "another backup"),
    "damaged": (damaged, "another backup"),
    "a wrong index": (with_a_wrong_index, "is damaged, so it isn't restored: use another backup"),
}


@pytest.mark.parametrize(("make", "why"), WRONG.values(), ids=WRONG)
def test_what_is_no_backup_is_refused_and_nothing_changes(
    make: Callable[[Path], object], why: str, house: House
) -> None:
    house.run("backup", house.backup)
    wrong = house.backup.with_name("wrong")
    make(wrong)
    before = {} if wrong.is_dir() else house.files()
    assert_refused(house.run("restore", wrong), str(wrong), why)
    if before:
        assert house.files() == before
    assert house.users() == OLDER


def test_a_linked_database_is_restored_where_it_is(house: House, tmp_path: Path) -> None:
    house.run("backup", house.backup)
    disk = tmp_path / "another disk"
    disk.mkdir()
    house.database.rename(disk / "cars.sqlite")
    house.database.symlink_to(disk / "cars.sqlite")
    house.fill(user("carol"))
    assert house.run("restore", house.backup).code == 0
    assert house.database.is_symlink()
    assert house.users() == OLDER
    assert len(list(disk.glob("cars.sqlite.before-restore-*"))) == 1


def test_the_database_is_no_backup_of_itself(house: House) -> None:
    assert_refused(house.run("restore", house.database), "is the database itself")


def test_counters_are_no_backup(house: House) -> None:
    house.place.open_counters().add("read", 1, Window(0, 60))
    house.place.close()
    assert_refused(house.run("restore", house.data / "counters.sqlite"), "isn't a database of Profile")


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_on_dynamodb_the_commands_say_what_to_do_instead(
    command: str, place_of: Callable[[str], Place], tmp_path: Path
) -> None:
    environment = place_of("dynamodb").environment
    assert_refused(run_command(command, str(tmp_path / "file"), environment=environment), "docs/operating.md")
    assert not (tmp_path / "file").exists()


def test_a_sudden_end_leaves_the_old_database_or_the_new_one(house: House) -> None:
    """Killed at any moment: the data folder has all users of one of the two."""
    house.run("backup", house.backup)
    house.fill(user("carol"))
    for milliseconds in range(0, 900, 150):
        command = [sys.executable, "-m", "flask", "--app", "configurator", "restore", str(house.backup)]
        environment = {**bare_environment(), "DATA_DIR": str(house.data)}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as restoring:
            try:
                restoring.wait(milliseconds / 1000 + 0.3)
            except subprocess.TimeoutExpired:
                restoring.kill()
        assert [one.user_id for one in house.users()] in (["ada", "bob"], ["ada", "bob", "carol"])
