"""What every instance restored from one snapshot makes anew, and what it needs no longer do.

Each is a copy of one process after its start. Nothing tells its modules that it is a copy, as on Lambda.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from io import RawIOBase
from pathlib import Path
from typing import Any

import pytest

from tests.support.api_gateway import REST, serving
from tests.support.aws_account import SECRETS, Account, Deployed
from tests.support.client import Visitor
from tests.support.examples import a_user
from tests.support.lambda_function import Function, Snapshot, taking_snapshot
from tests.support.pages import ADA, code_of, hidden_fields
from tests.support.processes import closed_port
from tests.support.wiretap import Wiretap, tapping

NONCE = re.compile(r"'nonce-([^']+)'")
NOWHERE = f"http://127.0.0.1:{closed_port()}"
FIRST_PAGES = ("/", "/configure", f"/car/{code_of('cayenne')}", f"/you?code={code_of()}", "/users/ada", "/health")
Take = Callable[..., Snapshot]


@pytest.fixture
def take(deployed: Deployed, account: Account) -> Iterator[Take]:
    """Takes a snapshot: `take()`, or `take(NAME="value")` with something else in the environment."""
    usual = {**deployed.environment, **account.make_tables()}
    with ExitStack() as stack:
        yield lambda **own: stack.enter_context(taking_snapshot(deployed.folder, {**usual, **own}))


@contextmanager
def two_visited(snapshot: Snapshot) -> Iterator[tuple[Visitor, Visitor]]:
    """Visitors of two instances restored from it."""
    with ExitStack() as stack:
        restored = [stack.enter_context(snapshot.restored()) for _ in range(2)]
        first, second = (Visitor(stack.enter_context(serving(REST, instance.invoke))) for instance in restored)
        yield first, second


def test_two_instances_never_make_the_same_secret_or_id(take: Take) -> None:
    with two_visited(take()) as visitors:
        made = [secrets_made_by(visitor) for visitor in visitors]
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] == made[1][name]] == []


def secrets_made_by(visitor: Visitor) -> dict[str, str]:
    filled_in = {**hidden_fields(visitor, f"/dev/you?code={code_of()}"), **ADA}
    assert visitor.submit("/dev/you", filled_in).status == 303
    page = visitor.get("/dev/")
    nonce = NONCE.search(page.headers["Content-Security-Policy"] or "")
    assert nonce
    access_token = visitor.post("/dev/users", a_user()).json()["accessToken"]
    return {"nonce": nonce[1], "access token": access_token, "form": filled_in["csrf_token"], **visitor.cookies}


def test_nor_do_they_draw_the_same_random_numbers(take: Take) -> None:
    """Retries wait for a random time, so that instances don't retry all at once."""
    snapshot = take()
    with snapshot.restored() as first, snapshot.restored() as second:
        drawn = [instance.evaluate("importlib.import_module('random').random()") for instance in (first, second)]
    assert drawn[0] != drawn[1]


@pytest.fixture
def wiretap(dynamodb_endpoint: str) -> Iterator[Wiretap]:
    with tapping(dynamodb_endpoint) as wiretap:
        yield wiretap


def test_each_opens_its_own_connection_and_signs_with_credentials_of_its_own(take: Take, wiretap: Wiretap) -> None:
    snapshot = take(AWS_ENDPOINT_URL_DYNAMODB=wiretap.url)
    old_keys, old_connections = set(snapshot.credentials.given), list(wiretap.connections)
    calls_before = [len(connection.keys) for connection in old_connections]
    with two_visited(snapshot) as visitors:
        for visitor in visitors:
            assert visitor.get("/dev/users/ada").status == 404
    assert [len(connection.keys) for connection in old_connections] == calls_before, "an old connection was used"
    used = [{*connection.keys} for connection in wiretap.connections[len(old_connections) :]]
    assert len(used) == 2
    assert used[0] != used[1]
    assert not (used[0] | used[1]) & old_keys


def test_each_knows_what_time_it_is(take: Take) -> None:
    snapshot = take()
    restored_at = datetime.now(UTC)
    with two_visited(snapshot) as visitors:
        for visitor in visitors:
            created = visitor.post("/dev/users", a_user()).json()["createdAt"]
            assert datetime.fromisoformat(created) >= restored_at.replace(microsecond=0)


def test_a_session_key_that_was_changed_since_is_the_one_they_use(
    take: Take, start: Callable[..., Function], account: Account, session_key: str
) -> None:
    snapshot = take()
    account.client("ssm").put_parameter(Name=session_key, Value="n" * 43, Type="SecureString", Overwrite=True)
    with two_visited(snapshot) as (visitor, _), serving(REST, start().invoke) as elsewhere:
        filled_in = {**hidden_fields(visitor, f"/dev/you?code={code_of()}"), **ADA}
        assert Visitor(elsewhere, cookies=visitor.cookies).submit("/dev/you", filled_in).status == 303


def test_no_secret_is_in_the_snapshot(take: Take) -> None:
    snapshot = take()
    with snapshot.restored() as instance, serving(REST, instance.invoke) as url:
        memory = partial(memory_of, instance.evaluate("os.getpid()"))
        assert [name for name, value in SECRETS.items() if value.encode() in memory()] == []
        hidden_fields(Visitor(url), f"/dev/you?code={code_of()}")
        assert SECRETS["/profile/dev/secret-key"].encode() in memory(), "the search finds what is there"


def memory_of(process: int) -> bytes:
    areas = [line.split() for line in Path(f"/proc/{process}/maps").read_text().splitlines()]
    with Path(f"/proc/{process}/mem").open("rb", 0) as memory:
        return b"".join(
            _read(memory, *(int(end, 16) for end in area[0].split("-"))) for area in areas if "w" in area[1]
        )


def _read(memory: RawIOBase, start: int, end: int) -> bytes:
    memory.seek(start)
    return memory.read(end - start) or b""


def test_first_pages_load_nothing_that_the_snapshot_could_have(take: Take) -> None:
    """Python logs every import."""
    snapshot = take(PYTHONPROFILEIMPORTTIME="1")
    with snapshot.restored() as instance, serving(REST, instance.invoke) as url:
        before = instance.logged
        answered = {path: Visitor(url).get(f"/dev{path}").status for path in FIRST_PAGES}
        asked = Visitor(url).post("/dev/renders", {"code": code_of(), "view": "side"})
        loaded = [line for line in instance.logged.removeprefix(before).splitlines() if "import time:" in line]
    assert answered == {path: 404 if path == "/users/ada" else 200 for path in FIRST_PAGES}
    assert asked.status == 202
    assert [line for line in loaded if "configurator" in line or "botocore" in line] == []


def test_the_log_has_visitors_requests_and_not_those_before_the_snapshot(take: Take) -> None:
    snapshot = take()
    assert lines_of(snapshot.function) == []
    with snapshot.restored() as instance, serving(REST, instance.invoke) as url:
        Visitor(url).get("/dev/health")
        Visitor(url).get("/dev/health")
    assert [(line["Route"], line["start"]) for line in lines_of(instance)] == [
        ("GET /health", "restored"),
        ("GET /health", "warm"),
    ]


def lines_of(function: Function) -> list[dict[str, Any]]:
    return [json.loads(line) for line in function.logged.splitlines() if line.startswith("{")]


def test_a_snapshot_is_taken_while_nothing_answers_and_works_afterwards(take: Take) -> None:
    snapshot = take(AWS_ENDPOINT_URL_DYNAMODB=NOWHERE, AWS_ENDPOINT_URL=NOWHERE, AWS_MAX_ATTEMPTS="1")
    with two_visited(snapshot) as (visitor, _):
        assert visitor.get("/dev/configure").status == 200
        assert "Nothing was lost" in visitor.get("/dev/users/ada").text
