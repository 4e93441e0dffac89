"""What must not leak does not: secrets are stored as hashes, and nothing about a person is ever logged or in a link."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from tests.support.client import Client
from tests.support.examples import A_BROWSER, A_SECRET, a_car, a_user, bearer
from tests.support.processes import Server

PERSON = {
    "name": "Zorah Quillfeather",
    "age": 143,
    "gender": "Two-spirited",
    "colorBlindness": True,
    "colorVision": "tritan",
    "colorVisionSeverity": "moderate",
}
WORDS = ("Zorah", "Quillfeather", "143", "Two-spirited", "tritan", "colorVision", "moderate")


# Random hexadecimal ids and line numbers can contain the age by chance.
_CHANCE = re.compile(r"\b[0-9a-f]{32}\b|\bline \d+")


def words_in(text: str, words: Iterable[str] = WORDS) -> list[str]:
    """Which of the words the text has, other than by chance."""
    said = _CHANCE.sub("", text)
    return [word for word in words if word in said]


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def a_busy_day(http: Client) -> str:
    """Good and bad requests of all kinds about one person; the token that was given for it."""
    sent = a_user(**PERSON, carConfiguration=a_car(additionalFeatures={"for": "Zorah"}))
    answer = http.post("/users", sent)
    path, token = f"/users/{sent['userId']}", str(answer.json()["accessToken"])
    http.post("/users", a_user(**PERSON), bearer(A_SECRET))
    http.post("/users", {**sent, "age": -143, "Zorah": 1})
    http.post("/users", str(PERSON).encode())
    http.put(path, {**sent, "age": 142}, {**bearer(token), "If-Match": "*"})
    http.patch(path, {"gender": None}, {**bearer(A_SECRET), "If-Match": "*"})
    http.get(path, {"Authorization": f"Basic {A_SECRET}"})
    http.request("POST", "/you", str(PERSON).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
    return token


def test_the_output_has_no_word_about_a_person_and_no_secret(server: Callable[..., Server]) -> None:
    running = server()
    token = a_busy_day(running.client())
    output = running.output.replace(running.url, "")
    assert not words_in(output, (*WORDS, A_SECRET, token))


def test_no_secret_is_on_disk(server: Callable[..., Server]) -> None:
    running = server()
    token = a_busy_day(running.client())
    running.stop()
    stored = everything_on_disk(running.folder)
    assert b"Quillfeather" in stored  # we looked in the right place
    assert not [secret for secret in (A_SECRET, token) if secret.encode() in stored]


def test_an_erased_user_is_gone_from_the_disk(server: Callable[..., Server]) -> None:
    running = server()
    http, sent = running.client(), a_user(**PERSON)
    token = http.post("/users", sent).json()["accessToken"]
    assert b"Quillfeather" in everything_on_disk(running.folder)
    http.delete(f"/users/{sent['userId']}", {**bearer(token), "If-Match": "*"})
    assert b"Quillfeather" not in everything_on_disk(running.folder)


def test_the_data_is_for_the_operators_eyes_only(server: Callable[..., Server]) -> None:
    running = server()
    a_busy_day(running.client())
    kept = [path for path in (running.folder / "data").iterdir() if path.is_file()]
    assert {path.name for path in kept} >= {"profile.sqlite", "profile.sqlite-wal", "development.key"}
    assert not [path.name for path in kept if path.stat().st_mode & 0o077]


def test_no_link_in_an_answer_holds_an_id_or_a_person(http: Client) -> None:
    sent = a_user(**PERSON)
    received = http.post("/users", sent).json()
    code = received["configuration"]["code"]
    links = json.dumps(http.get(f"/configurations/{code}").json()["links"])
    assert f"/car/{code}" in links
    assert not words_in(links, (sent["userId"], *WORDS))


def test_a_fault_of_ours_logs_where_it_was_but_not_what_was_stored(server: Callable[..., Server]) -> None:
    running = server()
    http, sent = running.client(), a_user(**PERSON)
    http.post("/users", sent)
    with closing(sqlite3.connect(running.folder / "data/profile.sqlite")) as database, database:
        database.execute("UPDATE users SET document = 'Zorah Quillfeather, broken'")
    for headers in ({}, A_BROWSER):
        answer = http.get(f"/users/{sent['userId']}", headers)
        assert answer.status == 500
        assert not words_in(answer.text, (*WORDS, "Traceback", "Error:"))
    assert "JSONDecodeError" in running.output
    assert not words_in(running.output)
