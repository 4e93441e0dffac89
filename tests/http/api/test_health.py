"""GET /health: alive for everybody, details for staff."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256

import pytest

from tests.support.client import Client
from tests.support.examples import bearer, problem
from tests.support.processes import Server, serving

TOKEN = "the staff's token"
HASH = sha256(TOKEN.encode()).hexdigest()


def test_anybody_may_ask_whether_we_are_alive(http: Client) -> None:
    answer = http.get("/health")
    assert (answer.status, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(tmp_path_factory.mktemp("staffed"), {"STAFF_TOKEN_HASH": HASH.upper()}) as running:
        yield running.client()


def test_staff_see_what_we_lean_on(staffed: Client) -> None:
    details = staffed.get("/health", bearer(TOKEN)).json()
    assert details["status"] == "ok"
    assert details["store"] == "ok"
    assert details["catalogue"] == staffed.get("/catalogue").json()["title"]


def test_staff_see_an_outage_while_we_stay_alive(server: Callable[..., Server]) -> None:
    running = server(STAFF_TOKEN_HASH=HASH)
    with closing(sqlite3.connect(running.folder / "data/profile.sqlite")) as database, database:
        database.execute("DROP TABLE users")
    http = running.client()
    assert http.get("/health").status == 200
    assert http.get("/health", bearer(TOKEN)).json()["store"] == "unreachable"


@pytest.mark.parametrize(
    "header", ["Bearer wrong", f"Bearer {HASH}", "Bearer", "", f"Basic {TOKEN}", TOKEN, "Bearer ü"]
)
def test_a_wrong_token_gets_no_details(header: str, staffed: Client) -> None:
    answer = staffed.get("/health", {"Authorization": header})
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("token", [TOKEN, "", HASH])
def test_without_a_staff_token_there_are_no_details_for_anybody(token: str, http: Client) -> None:
    problem(http.get("/health", bearer(token)), 401)
