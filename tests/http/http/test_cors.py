"""Scripts of other sites may read the API as anybody may, never with somebody's cookies."""

from collections.abc import Callable

import pytest

from tests.support.client import Answer, Client
from tests.support.examples import a_user, registered
from tests.support.processes import Server

ELSEWHERE = {"Origin": "https://app.example.com"}
ALLOWED = {"authorization", "content-type", "if-match", "if-none-match", "prefer", "idempotency-key", "x-request-id"}
TRACING = {"traceparent", "tracestate"}
EXPOSED = {"etag", "location", "retry-after", "ratelimit", "ratelimit-policy", "x-request-id", "allow"}
API = [
    "/users/nobody",
    "/catalogue",
    "/configurations/nothing",
    "/health",
    "/renders/nothing",
    "/drawings/nothing/side.svg",
]


def preflight(http: Client, path: str, method: str, headers: str = "content-type") -> Answer:
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
    return http.request("OPTIONS", path, headers={**ELSEWHERE, **asked})


def words(value: str | None) -> set[str]:
    return {word.strip() for word in (value or "").lower().split(",")}


def cors_headers(answer: Answer) -> list[str]:
    return [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("path", API)
def test_every_origin_may_read_every_answer_errors_included(path: str, http: Client) -> None:
    answer = http.get(path, ELSEWHERE)
    assert answer.headers.get_all("Access-Control-Allow-Origin") == ["*"]
    assert words(answer.headers["Access-Control-Expose-Headers"]) == EXPOSED


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_preflight_allows_all_that_a_client_needs(method: str, http: Client) -> None:
    answer = preflight(http, "/users/somebody", method, ", ".join([*ALLOWED, *TRACING, "x-tracking"]))
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert words(answer.headers["Access-Control-Allow-Headers"]) == ALLOWED | TRACING
    assert words(answer.headers["Access-Control-Allow-Methods"]) == {"get", "head", "options", "put", "patch", "delete"}
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


@pytest.mark.parametrize("path", ["/users", "/configurations"])
def test_a_preflight_allows_posting_json(path: str, http: Client) -> None:
    answer = preflight(http, path, "POST")
    assert words(answer.headers["Access-Control-Allow-Headers"]) == ALLOWED | TRACING
    assert "post" in words(answer.headers["Access-Control-Allow-Methods"])


@pytest.mark.parametrize("path", ["/users/somebody", "/catalogue"])
def test_options_without_a_preflights_question_gives_no_leave(path: str, http: Client) -> None:
    answer = http.request("OPTIONS", path, headers=ELSEWHERE)
    assert answer.status == 200
    assert sorted(cors_headers(answer)) == ["Access-Control-Allow-Origin", "Access-Control-Expose-Headers"]


def test_credentials_are_never_allowed(http: Client) -> None:
    path, _ = registered(http)
    answers = [preflight(http, path, "PUT"), http.get(path, ELSEWHERE), http.post("/users", a_user(), ELSEWHERE)]
    assert not [answer for answer in answers if answer.headers["Access-Control-Allow-Credentials"]]


def test_a_304_may_be_read_too(http: Client) -> None:
    tag = http.get("/catalogue").headers["ETag"]
    answer = http.get("/catalogue", {**ELSEWHERE, "If-None-Match": tag})
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.parametrize(
    "path", ["/", "/open", "/you", "/saved", "/nothing", "/usersandmore", "/static/x/css/base.css"]
)
def test_pages_are_for_ourselves(path: str, http: Client) -> None:
    assert cors_headers(http.get(path, ELSEWHERE)) == []


def test_a_named_origin_may_be_an_address_of_ipv6(server: Callable[..., Server]) -> None:
    http = server(CORS_ORIGINS="http://[::1]:3000").client()
    assert http.get("/catalogue", {"Origin": "http://[::1]:3000"}).headers["Access-Control-Allow-Origin"]
    for stranger in ("http://1:3000", "http://[::1]:30000"):
        assert cors_headers(http.get("/catalogue", {"Origin": stranger})) == []


@pytest.mark.parametrize("setting", ["https://app.example.com", "https://other.example.com, https://app.example.com/"])
def test_an_operator_may_name_the_origins(setting: str, server: Callable[..., Server]) -> None:
    http = server(CORS_ORIGINS=setting).client()
    named, stranger = http.get("/catalogue", ELSEWHERE), http.get("/catalogue", {"Origin": "https://evil.example.com"})
    nobody = http.get("/catalogue")
    assert named.headers["Access-Control-Allow-Origin"] == ELSEWHERE["Origin"]
    assert preflight(http, "/users", "POST").headers["Access-Control-Allow-Origin"] == ELSEWHERE["Origin"]
    assert cors_headers(stranger) == cors_headers(nobody) == []
    assert ["origin" in words(answer.headers["Vary"]) for answer in (named, stranger, nobody)] == [True] * 3


@pytest.mark.parametrize(
    "origin", ["capacitor://localhost", "ionic://localhost", "http://localhost", "http://localhost:3000", "acme://app"]
)
def test_an_apps_web_view_can_be_named(origin: str, server: Callable[..., Server]) -> None:
    http = server(CORS_ORIGINS=f"https://app.example.com,{origin}").client()
    asked = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "traceparent"}
    for answer in (
        http.get("/catalogue", {"Origin": origin}),
        http.request("OPTIONS", "/users/ada", headers={"Origin": origin, **asked}),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert cors_headers(http.get("/catalogue", {"Origin": "null"})) == []


def test_a_stranger_who_calls_himself_everybody_is_none_of_the_named(server: Callable[..., Server]) -> None:
    answer = server(CORS_ORIGINS="https://app.example.com").client().get("/catalogue", {"Origin": "*"})
    assert cors_headers(answer) == []
    assert "origin" in words(answer.headers["Vary"])
