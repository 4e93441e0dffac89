"""Answers get lost and servers are killed: a client that repeats its request has a user that it can change."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.client import HTTPException
from itertools import count
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from tests.support.client import Answer, Client
from tests.support.examples import a_user, bearer
from tests.support.lossy_proxy import LossyProxy, lossy_proxy
from tests.support.patience import wait_until
from tests.support.processes import Server, closed_port, serving
from tests.support.stores import Place

Headers = dict[str, str]
Owned = tuple[str, Headers]
"""The path of a user, and what its owner sends with each change."""

USERS = 12
WRITERS = 6
KILLS = 3


def own_secret() -> Headers:
    return bearer(f"the-secret-{uuid4()}")


def key() -> Headers:
    return {"Idempotency-Key": str(uuid4())}


def persistently(send: Callable[[], Answer]) -> Answer:
    """Repeats the request until it is answered, however many answers are lost."""
    answers = list[Answer]()

    def is_answered() -> bool:
        with suppress(OSError, HTTPException):
            answers.append(send())
        return bool(answers)

    wait_until(is_answered)
    assert answers[0].status == 200, answers[0].text
    return answers[0]


def create(http: Client, sent: Headers) -> Owned:
    body = a_user()
    answer = persistently(partial(http.post, "/users", body, sent))
    headers = sent if "Authorization" in sent else bearer(answer.json()["accessToken"])
    return f"/users/{body['userId']}", headers


def is_changed_by(http: Client, owned: Owned) -> bool:
    path, headers = owned
    return http.patch(path, {"age": 37}, {**headers, "If-Match": "*"}).status == 200


@pytest.fixture
def app(place: Place, server: Callable[..., Server]) -> Server:
    return server(**place.environment)


@pytest.fixture
def lossy(app: Server) -> Iterator[LossyProxy]:
    """It loses two answers of three."""
    with lossy_proxy(int(app.url.rpartition(":")[2])) as proxy:
        turns = count()
        proxy.loses = lambda _method, _path: next(turns) % 3 < 2
        yield proxy


@pytest.mark.parametrize("way", [own_secret, key])
def test_every_user_whose_first_answers_are_lost_has_an_owner(
    way: Callable[[], Headers], app: Server, lossy: LossyProxy
) -> None:
    created = [create(Client(lossy.url), way()) for _ in range(USERS)]
    assert lossy.count("POST", "/users") == 3 * USERS
    assert [owned for owned in created if not is_changed_by(app.client(), owned)] == []


def test_with_neither_secret_nor_key_a_repetition_gets_no_token(app: Server, lossy: LossyProxy) -> None:
    body = a_user()
    answer = persistently(partial(Client(lossy.url).post, "/users", body))
    assert "accessToken" not in answer.json()
    assert app.client().get(f"/users/{body['userId']}").status == 200


@pytest.mark.parametrize("way", [own_secret, key])
def test_every_user_whose_new_token_is_lost_at_first_has_an_owner(
    way: Callable[[], Headers], app: Server, lossy: LossyProxy
) -> None:
    http = app.client()
    for _ in range(USERS):
        path, old = create(http, own_secret())
        wish = way()
        body = {"accessToken": wish["Authorization"].removeprefix("Bearer ")} if way is own_secret else {}
        answer = persistently(partial(Client(lossy.url).post, f"{path}/token", body, {**wish, **old}))
        assert is_changed_by(http, (path, bearer(answer.json()["accessToken"])))
        assert not is_changed_by(http, (path, old))


@pytest.mark.parametrize("way", [own_secret, key])
def test_every_user_created_while_servers_are_killed_has_an_owner(
    way: Callable[[], Headers], place: Place, tmp_path: Path
) -> None:
    settings, created, is_over = {**place.environment, "PORT": str(closed_port())}, list[Owned](), Event()

    def write() -> None:
        while not is_over.is_set():
            created.append(create(Client(f"http://127.0.0.1:{settings['PORT']}"), way()))

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write) for _ in range(WRITERS)]
        for number in range(KILLS):
            with serving(tmp_path / f"server-{number}", settings) as server:
                enough = len(created) + 2 * WRITERS
                wait_until(lambda enough=enough: len(created) >= enough)  # type: ignore[misc]
                server.kill()
        with serving(tmp_path / "last-server", settings) as server:
            is_over.set()
            for writer in writers:
                writer.result()
            assert [owned for owned in created if not is_changed_by(server.client(), owned)] == []
