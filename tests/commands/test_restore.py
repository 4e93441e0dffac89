"""`flask --app configurator restore`: checked, in one step, and the database from before is kept."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from configurator.rate_limits.counters import Window
from configurator.stores.sqlite.schema import STEPS
from tests.support.backups import OLDER, Installation, assert_refused, damage
from tests.support.processes import ROOT, Server, bare_environment
from tests.support.stores import user


def test_what_was_saved_comes_back_and_what_was_there_is_kept(installation: Installation) -> None:
    installation.run("backup", installation.backup)
    installation.fill(user("carol"))
    done = installation.run("restore", installation.backup)
    assert (done.code, done.said) == (0, "")
    assert done.lines[0] == "Restored: 2 users, 0 renders and 0 kiosks."
    assert installation.users() == OLDER
    (kept,) = installation.data.glob("profile.sqlite.before-restore-*")
    assert str(kept) in done.lines[1]
    assert {it.stat().st_mode & 0o777 for it in (kept, installation.database)} == {0o600}
    installation.run("restore", kept)
    assert [one.user_id for one in installation.users()] == ["ada", "bob", "carol"]


def test_kiosks_and_renders_are_in_a_backup(installation: Installation) -> None:
    with closing(sqlite3.connect(installation.database)) as database, database:
        database.execute("INSERT INTO kiosks VALUES ('k', 'Hall', '2026', NULL, NULL, '', '', 0, '', NULL)")
        database.execute("INSERT INTO renders VALUES ('s', 'r', 1, '{}', NULL, NULL)")
        database.execute("INSERT INTO budget (scope, day, used) VALUES ('all', '2026-11-29', 7)")
    assert "2 users, 1 render and 1 kiosk." in installation.run("backup", installation.backup).lines[0]
    installation.database.unlink()
    assert installation.run("restore", installation.backup).lines[0] == "Restored: 2 users, 1 render and 1 kiosk."
    with closing(sqlite3.connect(installation.database)) as database:
        assert database.execute("SELECT used FROM budget").fetchall() == [(7,)]


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
def test_a_spoilt_database_is_mended_by_a_restore(spoil: Callable[[Path], None], installation: Installation) -> None:
    installation.run("backup", installation.backup)
    spoil(installation.database)
    spoilt = installation.database.read_bytes()
    assert installation.run("restore", installation.backup).code == 0
    assert installation.users() == OLDER
    (kept,) = installation.data.glob("profile.sqlite.before-restore-*")
    assert kept.read_bytes() == spoilt


def test_a_folder_in_the_place_of_the_database_is_moved_aside(installation: Installation) -> None:
    installation.run("backup", installation.backup)
    installation.database.unlink()
    (installation.database / "in the way").mkdir(parents=True)
    assert installation.run("restore", installation.backup).code == 0
    assert installation.users() == OLDER


def test_the_log_of_the_old_database_is_not_read_with_the_new_one(installation: Installation) -> None:
    installation.run("backup", installation.backup)
    writer = sqlite3.connect(installation.database, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("DELETE FROM users")
    left = {it.name: it.read_bytes() for it in installation.data.iterdir()}
    writer.close()
    for name, content in left.items():  # what a power cut leaves behind
        (installation.data / name).write_bytes(content)
    assert installation.run("restore", installation.backup).code == 0
    assert installation.users() == OLDER


def test_the_log_of_a_damaged_database_is_kept_with_it(installation: Installation) -> None:
    installation.run("backup", installation.backup)
    writer = sqlite3.connect(installation.database, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("DELETE FROM users")
    log = installation.database.with_name("profile.sqlite-wal").read_bytes()
    writer.close()
    installation.database.write_text("Dear diary, " * 1000)
    installation.database.with_name("profile.sqlite-wal").write_bytes(log)
    assert installation.run("restore", installation.backup).code == 0
    assert installation.users() == OLDER
    (kept,) = installation.data.glob("profile.sqlite.before-restore-*-wal")
    assert kept.read_bytes() == log


def test_a_running_server_keeps_its_database(installation: Installation, server: Callable[..., Server]) -> None:
    installation.run("backup", installation.backup)
    running = server(DATA_DIR=str(installation.data))
    assert running.client().post("/users", user("carol").document).status == 200
    assert_refused(installation.run("restore", installation.backup), "is in use: stop Profile")
    assert running.client().post("/users", user("dave").document).status == 200
    assert running.client().get("/users/carol").status == 200
    running.stop()
    assert installation.run("restore", installation.backup).code == 0
    assert installation.users() == OLDER


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
    make: Callable[[Path], object], why: str, installation: Installation
) -> None:
    installation.run("backup", installation.backup)
    wrong = installation.backup.with_name("wrong")
    make(wrong)
    before = {} if wrong.is_dir() else installation.files()
    assert_refused(installation.run("restore", wrong), str(wrong), why)
    if before:
        assert installation.files() == before
    assert installation.users() == OLDER


def test_a_linked_database_is_restored_where_it_is(installation: Installation, tmp_path: Path) -> None:
    installation.run("backup", installation.backup)
    disk = tmp_path / "another disk"
    disk.mkdir()
    installation.database.rename(disk / "cars.sqlite")
    installation.database.symlink_to(disk / "cars.sqlite")
    installation.fill(user("carol"))
    assert installation.run("restore", installation.backup).code == 0
    assert installation.database.is_symlink()
    assert installation.users() == OLDER
    assert len(list(disk.glob("cars.sqlite.before-restore-*"))) == 1


def test_the_database_is_no_backup_of_itself(installation: Installation) -> None:
    assert_refused(installation.run("restore", installation.database), "is the database itself")


def test_counters_are_no_backup(installation: Installation) -> None:
    installation.place.open_counters().add("read", 1, Window(0, 60))
    installation.place.close()
    assert_refused(installation.run("restore", installation.data / "counters.sqlite"), "isn't a database of Profile")


def test_a_sudden_end_leaves_the_old_database_or_the_new_one(installation: Installation) -> None:
    """Killed at any moment: the data folder has all users of one of the two."""
    installation.run("backup", installation.backup)
    installation.fill(user("carol"))
    for milliseconds in range(0, 900, 150):
        command = [sys.executable, "-m", "flask", "--app", "configurator", "restore", str(installation.backup)]
        environment = {**bare_environment(), "DATA_DIR": str(installation.data)}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as restoring:
            try:
                restoring.wait(milliseconds / 1000 + 0.3)
            except subprocess.TimeoutExpired:
                restoring.kill()
        assert [one.user_id for one in installation.users()] in (["ada", "bob"], ["ada", "bob", "carol"])
