"""Limits on how many requests of a class one client may send. A day's windows, so that none ends during a test."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from configurator.app.build import build_services
from configurator.app.factory import create_web_app
from configurator.settings import Settings
from tests.support.client import Answer, Client
from tests.support.examples import A_SECRET, a_user, bearer
from tests.support.pages import code_of
from tests.support.processes import Server, closed_port
from tests.support.stores import HandClock, dynamodb_place

CODE = code_of()
LIMITED = {
    "RATE_LIMITS": "on",
    "RATE_LIMIT_CREATE": "3/day",
    "RATE_LIMIT_READ": "4/day",
    "RATE_LIMIT_RENDER": "2/day",
    "RATE_LIMIT_DRAW": "5/day",
    "TRUSTED_PROXY": "127.0.0.1",
}
QUOTAS = {"create": 3, "read": 4, "render": 2, "draw": 5}
DAY = 86_400

Start = Callable[..., Server]


def create(http: Client) -> Answer:
    return http.post("/users", a_user(userId=uuid4().hex))


REQUESTS: Mapping[str, tuple[Callable[[Client], Answer], ...]] = {
    "create": (
        create,
        lambda http: http.put("/users/nobody", a_user(), {**bearer(A_SECRET), "If-Match": '"1"'}),
        lambda http: http.patch("/users/nobody", {"age": 1}, {**bearer(A_SECRET), "If-Match": '"1"'}),
        lambda http: http.delete("/users/nobody", {**bearer(A_SECRET), "If-Match": '"1"'}),
    ),
    "read": (
        lambda http: http.get("/users/nobody"),
        lambda http: http.get("/catalogue"),
        lambda http: http.get("/palettes"),
        lambda http: http.get("/palettes/any"),
        lambda http: http.get(f"/configurations/{CODE}"),
        lambda http: http.post("/configurations", {"carConfiguration": a_user()["carConfiguration"]}),
        lambda http: http.get(f"/renders/{'0' * 32}-{'0' * 32}"),
        lambda http: http.request("HEAD", "/catalogue"),
    ),
    "render": (lambda http: http.post("/renders", {"code": CODE, "view": "front"}),),
    "draw": (lambda http: http.get(f"/drawings/{CODE}/side.svg"),),
}
UNLIMITED = (
    "/health",
    "/openapi.json",
    "/",
    "/configure?model=911-carrera",
    f"/car/{CODE}",
    "/docs",
    "/saved",
    "/nowhere",
)


def of(name: str) -> list[Callable[[Client], Answer]]:
    """As many requests of the class as its quota allows, and three more."""
    requests = REQUESTS[name]
    return [requests[number % len(requests)] for number in range(QUOTAS[name] + 3)]


def at(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


@pytest.mark.parametrize("name", QUOTAS)
def test_each_class_has_a_quota_of_its_own(name: str, server: Start) -> None:
    http = server(**LIMITED).client(**at("203.0.113.7"))
    answers = [request(http) for request in of(name)]
    assert [answer.status == 429 for answer in answers] == [False] * QUOTAS[name] + [True] * 3
    others = [QUOTAS.keys() - {name}]
    assert all(REQUESTS[other][0](http).status != 429 for other in others[0])


@pytest.mark.parametrize("name", QUOTAS)
def test_every_answer_says_what_is_left_and_when_it_comes_back(name: str, server: Start) -> None:
    http, quota = server(**LIMITED).client(**at("203.0.113.7")), QUOTAS[name]
    answers = [request(http) for request in of(name)]
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {f'"{name}";q={quota};w={DAY}'}
    fields = [answer.headers["RateLimit"].split(";") for answer in answers]
    assert [field[:2] for field in fields] == [[f'"{name}"', f"r={max(0, quota - n)}"] for n in range(1, quota + 4)]
    assert all(1 <= int(field[2].removeprefix("t=")) <= DAY for field in fields)


def test_a_refusal_is_a_problem_that_says_when_to_try_again(server: Start) -> None:
    http = server(**LIMITED).client(**at("203.0.113.7"))
    answer = [create(http) for _ in range(4)][-1]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    wait = answer.headers["Retry-After"]
    assert answer.headers["RateLimit"] == f'"create";r=0;t={wait}'
    refusal = answer.json()
    assert refusal.pop("detail").startswith(
        'Too many requests of the class "create": 3 per day are allowed. Try again in '
    )
    assert refusal == {
        "type": "https://iana.org/assignments/http-problem-types#quota-exceeded",
        "title": "Too Many Requests",
        "status": 429,
        "violated-policies": ["create"],
    }


def test_a_refused_request_changes_nothing_and_can_be_repeated_elsewhere(server: Start) -> None:
    running = server(**LIMITED)
    http, other = running.client(**at("203.0.113.7")), running.client(**at("203.0.113.8"))
    for _ in range(3):
        create(http)
    refused = a_user(userId=uuid4().hex)
    assert http.post("/users", refused).status == 429
    assert other.get(f"/users/{refused['userId']}").status == 404
    assert other.post("/users", refused).status == 200


def test_an_answer_that_has_not_changed_counts_too(server: Start) -> None:
    http = server(**LIMITED).client(**at("203.0.113.7"))
    etag = http.get("/catalogue").headers["ETag"]
    again = [http.get("/catalogue", {"If-None-Match": etag}) for _ in range(4)]
    assert [answer.status for answer in again] == [304, 304, 304, 429]
    assert [answer.headers["RateLimit"].split(";")[1] for answer in again] == ["r=2", "r=1", "r=0", "r=0"]


def test_what_only_shows_and_what_browsers_ask_first_is_never_limited(server: Start) -> None:
    running = server(**LIMITED)
    http, visitor = running.client(**at("203.0.113.7")), running.visitor()
    for _ in range(6):
        answers = [visitor.get(path) for path in UNLIMITED]
        preflight = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
        answers += [http.request("OPTIONS", path, headers=preflight) for path in ("/users", "/renders")]
        assert all(answer.status != 429 and answer.headers["RateLimit"] is None for answer in answers)


def test_addresses_of_one_household_are_one_client(server: Start) -> None:
    running = server(**LIMITED)
    for host in ("1", "2", "ffff:ffff:ffff:ffff"):
        assert (
            create(running.client(**at(f"2001:db8:0:1::{host}" if len(host) == 1 else f"2001:db8:0:1:{host}"))).status
            == 200
        )
    assert create(running.client(**at("2001:db8:0:1::3"))).status == 429
    assert create(running.client(**at("2001:db8:0:2::1"))).status == 200


def test_only_a_trusted_proxy_can_say_whose_request_it_is(server: Start) -> None:
    running = server(**{**LIMITED, "TRUSTED_PROXY": "192.0.2.1"})
    statuses = [create(running.client(**at(f"203.0.113.{number}"))).status for number in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_two_servers_with_the_same_data_share_the_quota(server: Start, tmp_path: Path) -> None:
    settings = {**LIMITED, "DATA_DIR": str(tmp_path / "shared")}
    clients = [server(**settings).client(**at("203.0.113.7")) for _ in range(2)]
    assert [create(clients[number % 2]).status for number in range(5)] == [200, 200, 200, 429, 429]


def test_two_servers_with_the_same_tables_share_the_quota(
    server: Start, aws_keys: dict[str, str], tmp_path: Path
) -> None:
    place = dynamodb_place(aws_keys, tmp_path)
    place.open().provision()
    clients = [server(**{**LIMITED, **place.environment}).client(**at("203.0.113.7")) for _ in range(2)]
    assert [create(clients[number % 2]).status for number in range(5)] == [200, 200, 200, 429, 429]
    place.close()


def test_an_outage_of_the_store_limits_nobody(server: Start) -> None:
    away = {
        "STORE": "dynamodb",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{closed_port()}",
    }
    running = server(**LIMITED, **away, AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none")
    http = running.client(**at("203.0.113.7"))
    answers = [http.get("/catalogue") for _ in range(6)]
    assert [(answer.status, answer.headers["RateLimit"]) for answer in answers] == [(200, None)] * 6
    assert running.output.count("Requests aren't limited while") == 1
    assert "203.0.113.7" not in running.output


def test_no_address_is_written_anywhere(server: Start) -> None:
    running = server(**LIMITED)
    for _ in range(5):
        create(running.client(**at("203.0.113.7")))
    stored = b"".join(file.read_bytes() for file in (running.folder / "data").rglob("*") if file.is_file())
    assert b"203.0.113.7" not in stored + running.output.encode()


def test_nothing_is_limited_unless_the_operator_says_so(server: Start) -> None:
    running = server(RATE_LIMIT_CREATE="3/day")
    answers = [create(running.client()) for _ in range(5)]
    assert [(answer.status, answer.headers["RateLimit"]) for answer in answers] == [(200, None)] * 5
    assert not (running.folder / "data/counters.sqlite").exists()


def test_production_limits_clients_but_not_the_machine_itself(server: Start) -> None:
    """A reverse proxy that TRUSTED_PROXY doesn't name sends all visitors' requests from this machine."""
    without = {name: value for name, value in LIMITED.items() if name != "RATE_LIMITS"}
    running = server(**without, ENVIRONMENT="production", SECRET_KEY="k" * 32)
    assert [create(running.client()).status for _ in range(5)] == [200] * 5
    far = running.client(**at("203.0.113.7"))
    assert [create(far).status for _ in range(5)] == [200, 200, 200, 429, 429]


def test_on_means_the_machine_itself_too(server: Start) -> None:
    http = server(**LIMITED).client()
    assert [create(http).status for _ in range(5)] == [200, 200, 200, 429, 429]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def timed(tmp_path: Path, clock: HandClock) -> Flask:
    """The whole app with a clock that the test moves."""
    environment = {"RATE_LIMITS": "on", "RATE_LIMIT_CREATE": "2/minute", "DATA_DIR": str(tmp_path)}
    services = build_services(Settings.from_environment(environment))
    return create_web_app(replace(services, clock=clock))


def test_a_client_that_waits_as_long_as_it_was_told_may_go_on(timed: Flask, clock: HandClock) -> None:
    clock.pass_by(seconds=15)
    client = timed.test_client()

    def status() -> int:
        return client.post("/users", json=a_user(userId=uuid4().hex)).status_code

    assert [status() for _ in range(3)] == [200, 200, 429]
    refusal = client.post("/users", json=a_user(userId=uuid4().hex))
    assert refusal.headers["Retry-After"] == "45"
    assert refusal.json
    assert refusal.json["detail"].endswith("Try again in 45 seconds.")
    clock.pass_by(seconds=44)
    assert status() == 429
    clock.pass_by(seconds=1)
    assert [status() for _ in range(3)] == [200, 200, 429]
