"""The log of a running server: time, level, route and request id, nothing of anybody, and floods in a few lines."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.calls import at_once
from tests.support.examples import a_car, a_user
from tests.support.patience import wait_until
from tests.support.processes import Server
from tests.support.renders import environment_of
from tests.support.stores import user

_LINE = re.compile(r"(?P<time>\S+Z) (?P<level>[A-Z]+) \[(?P<route>[^\]]+)\] (Request (?P<id>\S+): )?(?P<message>.+)")
_SUMMED_UP = re.compile(r"… and (\d+) more in the last minute: ")


class Line(NamedTuple):
    time: datetime
    level: str
    route: str
    id: str | None
    message: str


def lines_of(running: Server) -> list[Line]:
    """All lines of the log, which are on stderr. Each must have its shape."""
    lines = []
    for text in (running.folder / "stderr").read_text().splitlines():
        found = _LINE.fullmatch(text)
        assert found, text
        at = datetime.fromisoformat(found["time"])
        lines.append(Line(at, found["level"], found["route"], found["id"], found["message"]))
    return lines


@pytest.fixture
def broken(server: Callable[..., Server]) -> Server:
    """A server whose database is away."""
    running = server()
    running.client().post("/users", user("ada.lovelace").document)
    data = running.folder / "data"
    (data / "profile.sqlite").rename(data / "away.sqlite")
    return running


def test_a_line_tells_when_where_and_for_which_request(broken: Server) -> None:
    before = datetime.now(UTC)
    answer = broken.client().get("/users/ada.lovelace", {"X-Request-Id": "told-on-the-phone"})
    assert answer.status == 500
    (line,) = lines_of(broken)
    assert (line.level, line.route, line.id) == ("ERROR", "GET /users/<user_id>", "told-on-the-phone")
    assert line.message.startswith("The store can't answer: ")
    assert before - timedelta(seconds=1) < line.time <= datetime.now(UTC)
    assert line.time.utcoffset() == timedelta(0)


def test_no_line_has_a_value_of_an_address_or_a_body(broken: Server) -> None:
    client = broken.client()
    client.get("/users/ada.lovelace?age=143", {"Authorization": "Bearer the owner's own secret"})
    client.post("/users", a_user(name="Zorah"))
    said = (broken.folder / "stderr").read_text()
    assert {line.route for line in lines_of(broken)} == {"GET /users/<user_id>", "POST /users"}
    assert not [word for word in ("lovelace", "143", "own secret", "Zorah") if word in said]


def test_an_outage_under_load_writes_a_few_lines_and_counts_the_others(broken: Server) -> None:
    client = broken.client()
    answers = at_once([partial(client.get, "/users/ada.lovelace")] * 120)
    assert {answer.status for answer in answers} == {500}
    assert len(lines_of(broken)) < 10
    broken.stop()
    lines = lines_of(broken)
    summed_up = [int(found[1]) for line in lines if (found := _SUMMED_UP.match(line.message))]
    assert len(lines) - len(summed_up) + sum(summed_up) == 120
    assert {line.route for line in lines} == {"GET /users/<user_id>"}


def test_an_error_of_ours_is_one_line_and_where_it_was(server: Callable[..., Server]) -> None:
    running = server()
    running.client().post("/users", user("ada").document)
    with closing(sqlite3.connect(running.folder / "data/profile.sqlite")) as database, database:
        database.execute("UPDATE users SET document = 'no JSON'")
    running.client().get("/users/ada")
    first = (running.folder / "stderr").read_text().splitlines()[0]
    assert re.fullmatch(r"\S+Z ERROR \[GET /users/<user_id>\] Request \S+: Unexpected JSONDecodeError", first)


def test_workers_write_the_same_lines(server: Callable[..., Server], openai: OpenAIServer) -> None:
    running = server(**environment_of(openai))
    assert running.client().post("/renders", {"carConfiguration": a_car(), "view": "front"}).status == 202
    wait_until(lambda: "is ready: " in running.output.partition("\n")[2])
    (line,) = lines_of(running)
    assert (line.level, line.route, line.id) == ("INFO", "worker", None)
    assert line.message.startswith("Render ")


def test_a_refusal_that_is_no_fault_has_a_line_too(server: Callable[..., Server]) -> None:
    running = server(OPENAI_API_KEY="sk-nobody", IMAGE_DAILY_BUDGET_USD="0")
    body = {"carConfiguration": a_car(), "view": "front"}
    answer = running.client().post("/renders", body, {"X-Request-Id": "budget-is-spent"})
    assert answer.status == 503
    advice, line = lines_of(running)
    assert "IMAGE_DAILY_BUDGET_USD: a render may cost" in advice.message
    assert (line.level, line.route, line.id) == ("WARNING", "POST /renders", "budget-is-spent")
    assert line.message == "Answered with 503."
