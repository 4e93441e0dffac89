"""A store that hangs holds up those who need it, and no others: they are refused at once or after a bounded wait."""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.client import Answer
from tests.support.commands import run_command
from tests.support.hanging_stores import locked, silent
from tests.support.patience import PATIENCE, wait_until
from tests.support.processes import Engine, Server, aws_settings, dynamodb_engine, serving
from tests.support.stores import user

BODY = user("ada.lovelace", name="Ada Lovelace").document
AT_ONCE = 40
"""More requests than the server has threads."""

_ONE_THREAD = """
import sys
from configurator.app import server
server._THREADS = 1
from configurator.app.main import main
sys.exit(main())
"""

STORELESS = ("/", "/open", "/catalogue", "/configure?model=911-carrera", "/openapi.json", "/health")


@pytest.fixture
def sqlite(server: Callable[..., Server], tmp_path: Path) -> Server:
    app = server(DATA_DIR=str(tmp_path / "data"))
    assert app.client().post("/users", BODY).status == 200
    return app


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "engine").mkdir()
    with dynamodb_engine(tmp_path / "engine") as engine:
        yield engine


@pytest.fixture
def dynamodb(engine: Engine, server: Callable[..., Server], tmp_path: Path) -> Server:
    settings = {**aws_settings(engine.url), "STORE": "dynamodb", "AWS_REGION": "eu-central-1"}
    assert run_command("provision", environment={**settings, "DATA_DIR": str(tmp_path / "data")}).code == 0
    app = server(**settings)
    assert app.client().post("/users", BODY).status == 200
    return app


@contextmanager
def creating(app: Server, count: int = AT_ONCE) -> Iterator[Sequence[Future[Answer]]]:
    """So many requests for new users at once."""
    with ThreadPoolExecutor(count) as pool:
        ids = [f"lovelace.{number}" for number in range(count)]
        yield [pool.submit(app.client().post, "/users", {**BODY, "userId": each}) for each in ids]


def assert_refused_unasked(answer: Answer) -> None:
    assert answer.status == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "send the same request again" in answer.json()["detail"]
    assert 1 <= int(answer.headers["Retry-After"]) <= 6
    assert "lovelace" not in answer.text.lower()


def works_again(app: Server) -> bool:
    return app.client().post("/users", {**BODY, "userId": "lovelace.later"}).status == 200


def test_writes_that_cannot_wait_are_refused_while_others_still_wait(sqlite: Server, tmp_path: Path) -> None:
    with locked(tmp_path / "data" / "profile.sqlite"), creating(sqlite) as writes:
        ended, waiting = wait(writes, PATIENCE, FIRST_COMPLETED)
        assert_refused_unasked(ended.pop().result())
        assert waiting
        answers = [write.result(PATIENCE) for write in writes]
    assert {answer.status for answer in answers} == {500, 503}
    assert all("Retry-After" in answer.headers for answer in answers)


def test_reads_and_pages_go_on_while_writes_wait(sqlite: Server, tmp_path: Path) -> None:
    with locked(tmp_path / "data" / "profile.sqlite"), creating(sqlite) as writes:
        client = sqlite.client()
        assert [client.get(path).status for path in (*STORELESS, "/users/ada.lovelace")] == [200] * 7
        assert not all(write.done() for write in writes)


@pytest.mark.parametrize(
    ("settings", "path"), [({}, "/health"), ({"PUBLIC_URL": "https://example.com/cars"}, "/cars/health")]
)
def test_health_is_answered_even_while_every_thread_waits(settings: dict[str, str], path: str, tmp_path: Path) -> None:
    with serving(tmp_path, settings, (sys.executable, "-c", _ONE_THREAD)) as app:
        assert app.client().post("/users", BODY).status == 200
        with locked(tmp_path / "data" / "profile.sqlite"), creating(app, 1) as writes:
            # The first may arrive before the write does.
            assert [app.client().get(path).json() for _ in range(5)] == [{"status": "ok"}] * 5
            assert not writes[0].done()


def test_no_refused_write_is_stored_and_the_next_one_succeeds(sqlite: Server, tmp_path: Path) -> None:
    with locked(tmp_path / "data" / "profile.sqlite"), creating(sqlite) as writes:
        wait(writes, PATIENCE)
    wait_until(lambda: works_again(sqlite))
    client = sqlite.client()
    assert {client.get(f"/users/lovelace.{number}").status for number in range(AT_ONCE)} == {404}
    assert client.get("/users/lovelace.later").status == 200


def test_after_timeouts_writes_are_refused_at_once_until_the_lock_is_gone(sqlite: Server, tmp_path: Path) -> None:
    refused = "Writes of the database time out. Until one gets through again, requests for them are refused."
    with locked(tmp_path / "data" / "profile.sqlite"):
        with creating(sqlite) as writes:
            wait(writes, PATIENCE)
        assert sqlite.output.count(refused) == 1
        wait_until(lambda: sqlite.client().post("/users", {**BODY, "userId": "lovelace.1"}).status == 503)
    wait_until(lambda: works_again(sqlite))
    assert "Writes of the database are answered again." in sqlite.output
    assert "lovelace" not in sqlite.output.lower()


def test_a_silent_dynamodb_holds_up_no_page_and_no_health_check(dynamodb: Server, engine: Engine) -> None:
    with silent(engine), creating(dynamodb) as writes:
        client = dynamodb.client()
        assert [client.get(path).status for path in STORELESS] == [200] * 6
        assert not all(write.done() for write in writes)
        answers = [write.result(PATIENCE) for write in writes]
    assert {answer.status for answer in answers} == {500, 503}


def test_a_silent_dynamodb_is_asked_seldom_and_found_again(dynamodb: Server, engine: Engine) -> None:
    with silent(engine):
        with creating(dynamodb) as writes:
            wait(writes, PATIENCE)
        assert "Calls of DynamoDB time out." in dynamodb.output
        # Who doesn't answer writes isn't asked for reads either.
        wait_until(lambda: dynamodb.client().get("/users/ada.lovelace").status == 503)
    wait_until(lambda: works_again(dynamodb))
    assert dynamodb.client().get("/users/ada.lovelace").json()["name"] == "Ada Lovelace"
    assert "Calls of DynamoDB are answered again." in dynamodb.output


def test_a_page_about_a_person_says_what_to_do_while_the_store_is_not_asked(dynamodb: Server, engine: Engine) -> None:
    visitor = dynamodb.visitor()
    visitor.cookies["owner"] = f"lovelace.{'secret' * 8}"
    with silent(engine):
        with creating(dynamodb) as writes:
            wait(writes, PATIENCE)
        page = visitor.get("/saved", {"Accept": "text/html"})
        assert page.status == 503
        assert "Nothing was lost" in page.text
        assert int(page.headers["Retry-After"]) >= 1
    wait_until(lambda: visitor.get("/saved", {"Accept": "text/html"}).status == 200)


def test_each_refusal_has_a_line_that_says_why(sqlite: Server, tmp_path: Path) -> None:
    with locked(tmp_path / "data" / "profile.sqlite"), creating(sqlite) as writes:
        wait(writes, PATIENCE)
    assert "WARNING [POST /users]" in sqlite.output
    assert "The store is too slow: Writes of the database" in sqlite.output
    assert "ERROR [POST /users]" in sqlite.output
    assert "The store can't answer: The database" in sqlite.output
