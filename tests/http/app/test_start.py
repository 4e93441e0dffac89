"""Starting and stopping: a mistake of the operator stops the start with one sentence that says what to mend."""

import json
import os
import signal
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.catalogues import our_document, written
from tests.support.processes import Server, aws_settings, launch


def refusal(folder: Path, **environment: str) -> str:
    """The one line that a start which fails has to say."""
    failed = launch(folder / "failed", environment)
    assert failed.process.wait(30) == 1
    said = (failed.folder / "stderr").read_text()
    assert said == failed.output
    assert said.count("\n") == 1, said
    return said


SETTINGS = [
    ("PORT", "http"),
    ("PORT", "65536"),
    ("ENVIRONMENT", "prod"),
    ("PUBLIC_URL", "http://[::1"),
    ("CORS_ORIGINS", "app.example.com"),
    ("CORS_ORIGINS", "https://app.example.com/path"),
    ("CORS_ORIGINS", "* https://app.example.com"),
    ("CORS_ORIGINS", "capacitor://localhost htps://app.example.com"),
    ("CORS_ORIGINS", "https://app.example.com:port"),
    ("CORS_ORIGINS", "https://me@app.example.com"),
    ("CORS_ORIGINS", "file://localhost"),
    ("CORS_ORIGINS", "null"),
    ("CORS_ORIGINS", "capacitor:localhost"),
    ("STAFF_TOKEN_HASH", "the token itself"),
    ("KIOSK_PIN_HASH", "the PIN itself"),
    ("HOST", "a..b"),
    ("HOST", "ü..b"),
]


@pytest.mark.parametrize(("name", "value"), SETTINGS)
def test_a_bad_setting_is_named(name: str, value: str, tmp_path: Path) -> None:
    assert name in refusal(tmp_path, **{name: value})


@pytest.mark.parametrize("name", ["STAFF_TOKEN_HASH", "KIOSK_PIN_HASH"])
def test_a_secret_in_the_place_of_its_hash_is_not_shown(name: str, tmp_path: Path) -> None:
    assert "the secret itself" not in refusal(tmp_path, **{name: "the secret itself"})


def test_production_needs_a_key(tmp_path: Path) -> None:
    assert refusal(tmp_path, ENVIRONMENT="production").startswith("SECRET_KEY is missing")


def test_a_port_in_use_is_named_with_another_to_take(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(tmp_path, PORT=str(port))
    assert f"Port {port} is in use" in said
    assert f"PORT={port + 1}" in said


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    assert "HOST=192.0.2.1" in refusal(tmp_path, HOST="192.0.2.1")


@pytest.mark.parametrize("key", ["", "k" * 40], ids=["for our key", "for the store"])
def test_a_data_folder_that_cannot_be_made_is_named(key: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = refusal(tmp_path, DATA_DIR=str(tmp_path / "file/data"), SECRET_KEY=key)
    assert said.startswith(f"DATA_DIR='{tmp_path}/file/data'")


def test_a_data_folder_with_a_broken_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "profile.sqlite").write_text("This is no database. " * 200)
    said = refusal(tmp_path, DATA_DIR=str(tmp_path))
    assert "DATA_DIR" in said
    assert "restore it from a backup" in said
    assert "move it away to start fresh" in said
    assert "Use a folder" not in said


def test_a_data_folder_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "profile.sqlite")) as database, database:
        database.execute("PRAGMA user_version = 99")
    assert "newer version of Profile (schema 99, this one knows " in refusal(tmp_path, DATA_DIR=str(tmp_path))


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"AWS_DEFAULT_REGION": ""}, "no AWS region is set: set AWS_REGION"),
        ({"AWS_REGION": "somewhere else"}, "AWS_REGION is not a region"),
        ({"AWS_ENDPOINT_URL": "localhost:8000"}, "AWS_ENDPOINT_URL is not a full address"),
        ({"AWS_PROFILE": "nobody"}, "AWS_PROFILE is not a profile on this machine"),
    ],
)
def test_without_a_place_for_dynamodb_nothing_starts(setting: dict[str, str], said: str, tmp_path: Path) -> None:
    aws = {**aws_settings("http://127.0.0.1:1"), "AWS_CONFIG_FILE": os.devnull}
    assert refusal(tmp_path, STORE="dynamodb", **{**aws, **setting}) == f"STORE=dynamodb: {said}.\n"


def test_a_catalogue_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert str(tmp_path / "none.json") in refusal(tmp_path, CATALOGUE=str(tmp_path / "none.json"))


def test_a_catalogue_that_is_no_json_is_told_the_line(tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").write_text('{\n"series": 1,\n]')
    assert "line 3" in refusal(tmp_path, CATALOGUE=str(tmp_path / "catalogue.json"))


def broken(change: Callable[[Any], None], folder: Path) -> str:
    document = our_document()
    change(document)
    return refusal(folder, CATALOGUE=str(written(document, folder)))


def test_a_broken_entry_of_the_catalogue_is_named_with_its_field(tmp_path: Path) -> None:
    said = broken(lambda document: document["models"][2].update(price="a lot"), tmp_path)
    assert our_document()["models"][2]["id"] in said
    assert "'price'" in said


def test_a_line_that_nobody_drew_is_named(tmp_path: Path) -> None:
    renamed = json.loads(json.dumps(our_document()).replace('"macan"', '"boxster"'))
    said = refusal(tmp_path, CATALOGUE=str(written(renamed, tmp_path)))
    assert "boxster" in said
    assert "drawn" in said


def test_wheels_that_fit_no_tyre_are_named(tmp_path: Path) -> None:
    said = broken(lambda document: document["sets"][0].update(inches=[5, 5]), tmp_path)
    assert our_document()["sets"][0]["id"] in said


@pytest.mark.parametrize("request_to_stop", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_ends_cleanly(request_to_stop: signal.Signals, server: Callable[..., Server]) -> None:
    running = server()
    assert running.client().get("/").status == 200
    running.process.send_signal(request_to_stop)
    assert running.process.wait(30) == 0
    assert running.output == f"Profile is ready: {running.url}\n"


def test_it_tells_an_address_that_can_be_opened_wherever_it_listens(server: Callable[..., Server]) -> None:
    running = server(HOST="0.0.0.0")
    assert running.url.startswith("http://127.0.0.1:")
    assert running.client().get("/health").status == 200
