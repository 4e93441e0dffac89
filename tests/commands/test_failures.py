"""A command that fails shows one sentence, an exit code and no traceback."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from configurator.users.export_lines import to_line
from tests.support.commands import Outcome, run_command
from tests.support.processes import ROOT
from tests.support.stores import sqlite_place, user

COMMANDS = (["provision"], ["export"], ["import", "-"], ["erase", "ada.lovelace"])
LINE = f"{to_line(user('ada.lovelace'))}\n".encode()


def assert_one_sentence(outcome: Outcome, words: str) -> None:
    assert (outcome.code, outcome.data) == (1, b"")
    assert outcome.said.startswith("Error: ")
    assert outcome.said.count("\n") == 1
    assert words in outcome.said
    assert "lovelace" not in outcome.said


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_an_unreachable_database(command: list[str], aws_environment: Mapping[str, str], tmp_path: Path) -> None:
    nowhere = {**aws_environment, "STORE": "dynamodb", "DATA_DIR": str(tmp_path)}
    outcome = run_command(*command, environment={**nowhere, "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, given=LINE)
    assert_one_sentence(outcome, "DynamoDB can't answer: it can't be reached.")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_database_file_that_is_none(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "profile.sqlite").write_text("Dear diary, " * 1000)
    outcome = run_command(*command, environment={"DATA_DIR": str(tmp_path)}, given=LINE)
    assert_one_sentence(outcome, f"The database {tmp_path}/profile.sqlite can't answer: file is not a database.")
    assert "restore it from a backup with `.venv/bin/flask --app configurator restore BACKUP`" in outcome.said
    assert "move it away to start fresh" in outcome.said


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("STORE", "postgres", "STORE='postgres': use sqlite or dynamodb."),
        ("PORT", "many", "PORT='many': use a whole number"),
        ("TABLE_PREFIX", "our cars/", "TABLE_PREFIX='our cars/': use "),
        ("DATA_DIR", "/dev/null/data", "DATA_DIR='/dev/null/data': "),
        ("CATALOGUE", "/nowhere.json", "The catalogue /nowhere.json can't be read: "),
        ("ENVIRONMENT", "production", "SECRET_KEY is missing"),
    ],
)
def test_a_bad_setting(setting: str, value: str, words: str, tmp_path: Path) -> None:
    environment = {"DATA_DIR": str(tmp_path), setting: value}
    assert_one_sentence(run_command("export", environment=environment), words)
    assert_one_sentence(run_command("--help", environment=environment), words)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["import"], "Missing argument 'FILE'"),
        (["import", "nowhere.jsonl"], "nowhere.jsonl"),
        (["erase"], "Missing argument 'USER_ID'"),
        (["erase", "one", "two"], "unexpected extra argument"),
        (["exprot"], "No such command"),
    ],
)
def test_a_command_called_wrongly(command: list[str], words: str, tmp_path: Path) -> None:
    outcome = run_command(*command, environment={"DATA_DIR": str(tmp_path)})
    assert (outcome.code, outcome.data) == (2, b"")
    assert words in outcome.said
    assert "Traceback" not in outcome.said


def test_help_lists_the_commands(tmp_path: Path) -> None:
    listed = run_command("--help", environment={"DATA_DIR": str(tmp_path)})
    assert listed.code == 0
    assert {"provision", "export", "import", "erase"} <= {line.split()[0] for line in listed.lines if line.strip()}


def test_a_command_finds_the_users_from_any_folder(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path / "data")
    place.open().create(user("ada"))
    place.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    package = str(ROOT / "configurator")
    export = run_command("export", app=package, folder=elsewhere, environment={"DATA_DIR": "../data"})
    assert (export.code, export.said) == (0, "1 user exported.\n")
    assert list(elsewhere.iterdir()) == []
