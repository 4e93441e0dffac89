"""A small `make chaos`: real faults, a real server, and a checker that notices when something is lost."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from scripts.chaos.fault import Fault, together
from scripts.chaos.faults import killed, locked, unable_to_grow
from scripts.chaos.mounts import Mounts
from scripts.chaos.setups import sqlite_place, stage
from tests.support.processes import ROOT, bare_environment, closed_port

SAVES = 30
NO_MOUNTS = Mounts("tests run in the namespace of everybody")


def tampering(database: Path, *statements: str) -> Fault:
    """Somebody changes the file behind the server's back."""

    @contextmanager
    def inject() -> Iterator[None]:
        with closing(sqlite3.connect(database, timeout=60)) as other, other:
            for statement in statements:
                assert other.execute(statement).rowcount > 0
        yield

    return Fault("somebody tampers", 0, inject)


def test_nothing_is_lost_while_store_and_process_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = sqlite_place(tmp_path, closed_port(), NO_MOUNTS)
    with stage("SQLite", place) as (ours, _):
        lock, kill = locked(place.data / "profile.sqlite", 1), killed(ours.server, 0.5)
        faults = [
            lock,
            unable_to_grow(ours.server, 1),
            kill,
            together("both", lock, kill),
            Fault("an earthquake", 1, pytest.fail, missing="this building doesn't move"),
        ]
        assert ours.run(faults, SAVES) == []
        assert ours.server.starts == 4
        assert ours.budget.looks
        assert ours.openai.calls
    said = capsys.readouterr().out
    rows = {line[:42].strip(): line[42:].split() for line in said.splitlines()}
    for name in (
        "profile: BEGIN EXCLUSIVE",
        "no file can grow",
        "killed (SIGKILL)",
        "both",
        "read back after a restart",
    ):
        assert float(rows[name][0]) > 0
        assert int(rows[name][1]) > 0
        assert re.fullmatch(r"[0-9.]+", rows[name][3])
    assert "NOT INJECTED: this building doesn't move" in said


def test_the_checks_find_what_is_lost_and_what_is_spent_behind_the_servers_back(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path, closed_port(), NO_MOUNTS)
    tampers = tampering(
        place.data / "profile.sqlite",
        "DELETE FROM users WHERE userId = 'chaos-0-0'",
        "UPDATE users SET document = replace(document, 'state 1', 'state 0') WHERE userId = 'chaos-1-0'",
        "INSERT OR REPLACE INTO budget (scope, day, used) VALUES ('images', date(), 2000000000)",
    )
    with stage("SQLite", place) as (ours, _):
        violations = "\n".join(ours.run([tampers], SAVES))
    assert "lost: chaos-0-0 in version 1, read as 404" in violations
    assert "lost: chaos-1-0 in version 1, read as 200" in violations
    assert "the budget of 1000.0000 USD was exceeded" in violations
    assert "the ledger has" in violations


def test_the_command_breaks_dynamodb_and_its_proxy_too() -> None:
    command = [sys.executable, "-m", "scripts.chaos", "--saves", "400", "--stage", "dynamodb"]
    command += ["--port", str(closed_port())]
    run = subprocess.run(command, check=False, cwd=ROOT, env=bare_environment(), capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert {"DynamoDB hangs", "DynamoDB's answers are lost", "killed while DynamoDB hangs"} <= {
        line[:42].strip() for line in run.stdout.splitlines()
    }
