"""A database that is damaged or can't be used says what to do: at the start, while it runs, and to commands."""

import ctypes
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.commands import run_command
from tests.support.processes import ROOT, Server, bare_environment, launch
from tests.support.stores import sqlite_place, user

RESTORE = "restore it from a backup with `.venv/bin/flask --app configurator restore BACKUP`, or move it away"
FILE = "a file that this program may read and write"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a hundred users."""
    place = sqlite_place(tmp_path / "data")
    store = place.open()
    for number in range(100):
        store.create(user(f"user-{number}", padding="x" * 2000))
    place.close()
    return tmp_path / "data"


def text(file: Path) -> None:
    file.write_text("Dear diary, " * 1000)


def cut_in_a_page(file: Path) -> None:
    os.truncate(file, 4096 + 100)


def another_format(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\x00" + b"\x99" * 10_000)


def without_tables(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DROP TABLE users")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_log_that_is_a_folder(file: Path) -> None:
    file.with_name("profile.sqlite-wal").mkdir()


SPOILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "text": (text, RESTORE),
    "cut": (cut_in_a_page, RESTORE),
    "another format": (another_format, RESTORE),
    "without our tables": (without_tables, RESTORE),
    "a folder": (a_folder, FILE),
    "its log a folder": (a_log_that_is_a_folder, FILE),
}


@pytest.mark.parametrize(("spoil", "advice"), SPOILT.values(), ids=SPOILT)
def test_the_start_is_refused_in_one_line_with_what_to_do(
    spoil: Callable[[Path], None], advice: str, data: Path, tmp_path: Path
) -> None:
    spoil(data / "profile.sqlite")
    failed = launch(tmp_path / "failed", {"DATA_DIR": str(data)})
    assert failed.process.wait(60) == 1
    assert failed.output.startswith(f"DATA_DIR='{data}': The database {data}/profile.sqlite can't answer: ")
    assert advice in failed.output
    assert failed.output.count("\n") == 1
    assert "Use a folder" not in failed.output


@pytest.mark.parametrize("command", ["export", "provision", "costs", "kiosk-counts", "doctor"])
def test_commands_say_the_same(command: str, data: Path) -> None:
    text(data / "profile.sqlite")
    outcome = run_command(command, environment={"DATA_DIR": str(data)})
    assert outcome.code == 1
    assert RESTORE in outcome.said + outcome.data.decode()
    assert "Traceback" not in outcome.said


def test_a_page_that_is_broken_while_the_server_runs_is_told_in_the_log(
    data: Path, server: Callable[..., Server]
) -> None:
    running = server(DATA_DIR=str(data))
    file = data / "profile.sqlite"
    whole = file.read_bytes()
    with file.open("r+b") as damaged:  # in place, as a bad disk does it
        damaged.seek(8192)
        damaged.write(b"\xff" * (len(whole) - 8192))
    statuses = {running.client().get(f"/users/user-{number}").status for number in range(100)}
    assert 500 in statuses
    assert f"The database {file} can't answer: database disk image is malformed. Stop Profile." in running.output
    assert RESTORE in running.output
    file.write_bytes(whole)
    assert running.client().get("/users/user-7").status == 200


def test_a_log_with_garbage_costs_nothing_that_was_in_the_database(data: Path, server: Callable[..., Server]) -> None:
    (data / "profile.sqlite-wal").write_bytes(os.urandom(50_000))
    (data / "profile.sqlite-shm").write_bytes(os.urandom(32_768))
    client = server(DATA_DIR=str(data)).client()
    assert [client.get(f"/users/user-{number}").status for number in (0, 50, 99)] == [200] * 3
    assert client.post("/users", user("new").document).status == 200


@pytest.mark.parametrize("mode", [0o000, 0o400], ids=["may not read", "may not write"])
def test_a_file_without_permission_is_told(mode: int, data: Path) -> None:
    (data / "profile.sqlite").chmod(mode)
    said = refused_start(data)
    assert f"The database {data}/profile.sqlite can't answer: " in said
    assert FILE in said or "Let this program write to it and to its folder" in said


def test_a_folder_that_may_only_be_read_is_told(data: Path) -> None:
    data.chmod(0o500)
    said = refused_start(data)
    data.chmod(0o700)
    assert f"The database {data}/profile.sqlite can't answer: " in said
    assert "in a folder where it may, too" in said or "to its folder" in said


def refused_start(data: Path) -> str:
    """What a start says to whom permissions apply."""
    run = subprocess.run(
        [sys.executable, "-m", "configurator"],
        cwd=ROOT,
        env={**bare_environment(), "DATA_DIR": str(data), "SECRET_KEY": "k" * 40, "PORT": "0"},
        preexec_fn=obey_permissions,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    return run.stderr


def obey_permissions() -> None:
    """Takes the right to ignore permissions from root, and nothing from others."""
    drop, dac_override, dac_read_search = 24, 1, 2
    for capability in (dac_override, dac_read_search):
        ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)
