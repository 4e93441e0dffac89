"""`flask --app configurator kiosk-pin | kiosk-counts`."""

import csv
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.security import check_password_hash

from configurator.kiosks.kiosk import Counts
from configurator.settings import Settings
from tests.support.commands import run_command
from tests.support.kiosks import PIN, WRONG_PIN, enrol, report, service_on
from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, bare_environment
from tests.support.stores import HandClock, Place

HEADER = "day,kiosk,name,visits,finished,saved,renders"


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of a command in a terminal: its exit code, its stdout, and what the terminal showed."""

    code: int
    data: str
    shown: str


def type_into(answers: Sequence[str], *command: str, folder: Path) -> Typed:
    """Runs a command in a terminal, and answers each of its questions ("…: ") in turn."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "configurator", *command],
        cwd=ROOT,
        env={**bare_environment(), "DATA_DIR": str(folder)},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown: list[str] = []
    terminal = Thread(target=_answer, args=(ours, list(answers), shown), daemon=True)
    terminal.start()
    data, _ = process.communicate(timeout=PATIENCE)
    terminal.join(PATIENCE)
    os.close(ours)
    return Typed(process.returncode, data.decode(), "".join(shown))


def _answer(terminal: int, answers: list[str], shown: list[str]) -> None:
    while True:
        try:
            text = os.read(terminal, 4096).decode()
        except OSError:  # the command has ended
            return
        shown.append(text)
        if text.endswith(": ") and answers:
            os.write(terminal, f"{answers.pop(0)}\n".encode())


def test_a_pin_that_is_typed_twice_becomes_a_hash_that_the_setting_accepts(tmp_path: Path) -> None:
    typed = type_into([PIN, PIN], "kiosk-pin", folder=tmp_path)
    assert typed.code == 0
    pin_hash = Settings.from_environment({"DATA_DIR": str(tmp_path), "KIOSK_PIN_HASH": typed.data}).kiosk.pin_hash
    assert typed.data == f"{pin_hash}\n"
    assert check_password_hash(pin_hash, PIN)
    assert PIN not in typed.shown


def test_a_weak_pin_is_asked_for_again(tmp_path: Path) -> None:
    typed = type_into(["12345", "31415x", "123456", "987654", "717171", PIN, PIN], "kiosk-pin", folder=tmp_path)
    assert typed.code == 0
    assert check_password_hash(typed.data.strip(), PIN)
    assert typed.shown.count("Use 6 to 64 digits.") == 2
    assert typed.shown.count("Use a PIN that is harder to guess.") == 3


def test_two_different_pins_give_no_hash(tmp_path: Path) -> None:
    typed = type_into([PIN, WRONG_PIN], "kiosk-pin", folder=tmp_path)
    assert (typed.code, typed.data) == (1, "")
    assert "The two PINs differ. Run the command again." in typed.shown


@pytest.fixture
def days() -> list[str]:
    """Three days ago, yesterday and today. The command takes the day from the machine's clock."""
    return [f"{datetime.now(UTC) - timedelta(days=ago):%Y-%m-%d}" for ago in (3, 1, 0)]


@pytest.fixture
def kiosk_id(place: Place, days: list[str]) -> str:
    """A kiosk that was used on each of the days."""
    kiosks = service_on(place.open_kiosks(), HandClock(datetime.now(UTC)))
    kiosk_id = enrol(kiosks, "Hall, left")
    for visits, day in enumerate(days, start=1):
        kiosks.heartbeat(kiosk_id, report(day=day, counts=Counts(visits, 3, 2, 1)))
    return kiosk_id


def test_counts_are_written_as_csv(place: Place, kiosk_id: str, days: list[str]) -> None:
    written = run_command("kiosk-counts", environment=place.environment)
    assert (written.code, written.said, written.lines[0]) == (0, "", HEADER)
    rows = list(csv.reader(written.lines[1:]))
    assert rows == [[day, kiosk_id, "Hall, left", str(visits), "3", "2", "1"] for visits, day in enumerate(days, 1)]


def test_the_days_can_be_chosen(place: Place, kiosk_id: str, days: list[str]) -> None:
    def written(*options: str) -> list[str]:
        return [
            row[0] for row in csv.reader(run_command("kiosk-counts", *options, environment=place.environment).lines)
        ]

    assert written("--from", days[1]) == ["day", *days[1:]]
    assert written("--to", days[0]) == ["day", days[0]]
    assert written("--from", days[1], "--to", days[1]) == ["day", days[1]]
    assert written("--to", "2020-01-01", "--from", "2020-01-01") == ["day"]


def test_the_counts_of_a_revoked_kiosk_are_written_too(place: Place, kiosk_id: str, days: list[str]) -> None:
    service_on(place.open_kiosks(), HandClock(datetime.now(UTC))).revoke(kiosk_id)
    written = run_command("kiosk-counts", environment=place.environment)
    assert len(written.lines) == 1 + len(days)
    assert '"Hall, left"' in written.lines[1]


def test_no_spreadsheet_takes_a_name_for_a_formula(place: Place, kiosk_id: str) -> None:
    service_on(place.open_kiosks(), HandClock()).rename(kiosk_id, "=HYPERLINK(1)")
    assert ",'=HYPERLINK(1)," in run_command("kiosk-counts", environment=place.environment).lines[1]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--from", "last week"], "--from"),
        (["--from", "2026-11-02", "--to", "2026-11-01"], "--from 2026-11-02 is after --to 2026-11-01."),
    ],
)
def test_days_that_can_not_be_are_wrong_usage(options: list[str], why: str, tmp_path: Path) -> None:
    failed = run_command("kiosk-counts", *options, environment={"DATA_DIR": str(tmp_path)})
    assert (failed.code, failed.data) == (2, b"")
    assert why in failed.said


def test_without_tables_one_sentence_says_what_to_run(aws_environment: dict[str, str], tmp_path: Path) -> None:
    environment = {**aws_environment, "STORE": "dynamodb", "TABLE_PREFIX": "nowhere-", "DATA_DIR": str(tmp_path)}
    failed = run_command("kiosk-counts", environment=environment)
    assert (failed.code, failed.data) == (1, b"")
    assert "configurator provision" in failed.said
    assert "Traceback" not in failed.said
