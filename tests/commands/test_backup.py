"""`flask --app configurator backup`: online, complete, checked, and for the owner's eyes only."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from configurator.users.user import User
from tests.support.backups import Installation, assert_refused, damage
from tests.support.commands import run_command
from tests.support.patience import wait_until
from tests.support.processes import ROOT, Server, bare_environment
from tests.support.stores import Place, sqlite_place, user

WRITERS = 4


def test_a_backup_is_one_file_for_the_owner_only_and_says_what_it_has(installation: Installation) -> None:
    done = installation.run("backup", installation.backup)
    assert (done.code, done.said) == (0, "")
    assert done.lines[0] == f"{installation.backup} has 2 users, 0 renders and 0 kiosks."
    assert "pictures" in done.lines[1]
    assert [it.name for it in installation.backup.parent.iterdir()] == [installation.backup.name]
    assert installation.backup.stat().st_mode & 0o777 == 0o600


def test_a_backup_under_load_has_everyone_acknowledged_before_it_and_the_server_goes_on(
    installation: Installation, server: Callable[..., Server]
) -> None:
    running = server(DATA_DIR=str(installation.data))
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
            target = installation.backup.with_name(f"backup-{number}")
            assert installation.run("backup", target).code == 0
            saved = {one.user_id for one in users_of(target)}
            assert before <= saved
        after = len(acknowledged)
        wait_until(lambda: len(acknowledged) > after + 20 or any(it.done() for it in writers))
        stop.set()
        for writer in writers:
            writer.result()
    running.kill()
    assert set(acknowledged) <= {one.user_id for one in installation.users()}


def users_of(backup: Path) -> list[User]:
    """The users of a backup, in a data folder of their own."""
    folder = backup.parent / f"{backup.name}-opened"
    folder.mkdir()
    shutil.copy(backup, folder / "profile.sqlite")
    place = sqlite_place(folder)
    found = list(place.open().all())
    place.close()
    return found


def test_an_existing_file_is_not_overwritten(installation: Installation) -> None:
    installation.backup.write_text("something dear")
    assert_refused(
        installation.run("backup", installation.backup), f"{installation.backup} exists already: choose another name"
    )
    assert installation.backup.read_text() == "something dear"
    installation.backup.unlink()
    installation.backup.symlink_to(installation.backup.parent / "nowhere")
    assert_refused(installation.run("backup", installation.backup), "exists already")


@pytest.mark.parametrize(
    ("target", "why"), [("nowhere/backup", "No such file"), ("profile.sqlite/backup", "Not a directory")]
)
def test_a_place_that_cannot_be_written_is_named(target: str, why: str, installation: Installation) -> None:
    before = installation.files()
    assert_refused(
        installation.run("backup", installation.data / target), str(installation.data / target), "can't be written", why
    )
    assert installation.files() == before


def command_with_room_for(size: int, installation: Installation, *command: object) -> subprocess.CompletedProcess[str]:
    """Runs the command where no file may be larger, which SQLite meets like a full disk."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "configurator", *map(str, command)],
        cwd=ROOT,
        env={**bare_environment(), "DATA_DIR": str(installation.data)},
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_full_disk_leaves_no_half_file(command: str, installation: Installation) -> None:
    installation.fill(*(user(f"user-{number}", padding="x" * 5000) for number in range(40)))
    file = installation.backup
    if command == "restore":
        installation.run("backup", installation.backup)
    before = installation.files()
    failed = command_with_room_for(100_000, installation, command, file)
    assert failed.returncode == 1
    assert "can't be written" in failed.stderr
    assert "Nothing has changed." in failed.stderr
    assert installation.files() == before


def test_a_damaged_database_is_not_saved_as_if_it_were_good(installation: Installation) -> None:
    damage(installation.database)
    assert_refused(installation.run("backup", installation.backup), "damaged", "restore")
    assert not installation.backup.exists()


def test_without_a_database_there_is_nothing_to_save(installation: Installation) -> None:
    installation.database.unlink()
    assert_refused(installation.run("backup", installation.backup), "nothing to save")
    assert not installation.database.exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_on_dynamodb_the_commands_say_what_to_do_instead(
    command: str, place_of: Callable[[str], Place], tmp_path: Path
) -> None:
    environment = place_of("dynamodb").environment
    assert_refused(run_command(command, str(tmp_path / "file"), environment=environment), "docs/operating.md")
    assert not (tmp_path / "file").exists()
