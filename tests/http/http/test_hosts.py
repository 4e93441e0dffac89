"""We answer to our own names only, so that no stranger's name gets into a link, a cache or a cookie."""

from collections.abc import Callable

import pytest

from tests.support.client import Client
from tests.support.examples import A_BROWSER, problem
from tests.support.processes import Server


def status(http: Client, host: str) -> int:
    return http.get("/catalogue", {"Host": host}).status


def test_loopback_is_always_ours(http: Client, server: Callable[..., Server]) -> None:
    names = ["localhost", "localhost:8000", "LocalHost", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:8000"]
    narrow = server(PUBLIC_URL="https://cars.example.com", TRUSTED_HOSTS="other.example.com").client()
    assert [status(client, name) for client in (http, narrow) for name in names] == [200] * 14


@pytest.mark.parametrize(
    "host", ["evil", "evil.example.com:8000", "localhost.evil.com", "evil-localhost", "[::2]", "127.0.0.2"]
)
@pytest.mark.parametrize("path", ["/catalogue", "/users/a", "/nothing", "/", "/static/x/css/base.css"])
def test_another_name_is_refused_and_told_what_the_operator_can_set(host: str, path: str, http: Client) -> None:
    detail = problem(http.get(path, {"Host": host}), 400)["detail"]
    assert host.removesuffix(":8000") in detail
    assert "PUBLIC_URL" in detail
    assert "TRUSTED_HOSTS" in detail


def test_a_person_is_told_so_by_a_page_that_works(http: Client) -> None:
    answer = http.get("/", {**A_BROWSER, "Host": "evil.example.com"})
    assert answer.status == 400
    assert answer.text.count("<h1") == 1
    assert "TRUSTED_HOSTS" in answer.text
    assert 'href="/static/' in answer.text
    assert "//evil" not in answer.text


NO_NAMES = ["", "ev<il", "a b", "a/b", "localhost:99999", "localhost:x", "@localhost", "ü", "localhost..", "a" * 64]


@pytest.mark.parametrize("host", NO_NAMES)
def test_what_is_no_name_is_refused(host: str, http: Client) -> None:
    problem(http.get("/", {"Host": host}), 400)
    page = http.get("/", {**A_BROWSER, "Host": host})
    assert (page.status, page.text.count("<h1")) == (400, 1)


@pytest.mark.parametrize("path", ["/catalogue", "/users/a", "/", "/nothing", "/openapi.json"])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_request_without_any_name_is_told_to_send_one(path: str, version: str, http: Client) -> None:
    answer = http.send_raw(f"GET {path} HTTP/{version}\r\n\r\n".encode())
    assert "Host header" in problem(answer, 400)["detail"]


PROBES = [
    "10.1.2.3:8000",
    "[fd00::7]",
    "evil.example.com",
    "",
    "ev<il",
    "a b",
    "a/b",
    "localhost:x",
    "localhost..",
    "ü",
]


@pytest.mark.parametrize("host", PROBES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_load_balancer_learns_under_any_name_whether_we_are_alive(method: str, host: str, http: Client) -> None:
    answer = http.request(method, "/health?from=balancer", headers={"Host": host})
    assert (answer.status, answer.body) == (200, b'{"status":"ok"}' if method == "GET" else b"")


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_load_balancer_learns_without_any_name_whether_we_are_alive(version: str, http: Client) -> None:
    assert http.send_raw(f"GET /health HTTP/{version}\r\n\r\n".encode()).json() == {"status": "ok"}


@pytest.mark.parametrize("host", ["evil.example.com", "10.1.2.3:8000", "", "a b"])
def test_whoever_claims_to_be_staff_has_to_use_our_name(host: str, http: Client) -> None:
    problem(http.get("/health", {"Host": host, "Authorization": "Bearer x"}), 400)
    problem(http.get("/health", {"Host": "localhost", "Authorization": "Bearer x"}), 401)


@pytest.mark.parametrize(("method", "path"), [("POST", "/health"), ("OPTIONS", "/health"), ("GET", "/health/x")])
def test_every_other_request_needs_our_name(method: str, path: str, http: Client) -> None:
    problem(http.request(method, path, headers={"Host": "evil.example.com"}), 400)


def test_no_other_header_gives_us_a_name(http: Client) -> None:
    forged = {"X-Forwarded-Host": "evil", "Forwarded": "host=evil", "X-Original-URL": "/evil"}
    answer = http.get("/configurations/F9F7-EPWE-7JFK", forged)
    assert answer.status == 200
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    ("environment", "host"),
    [
        ({"PUBLIC_URL": "https://cars.example.com"}, "cars.example.com"),
        ({"PUBLIC_URL": "http://192.0.2.7:8000"}, "192.0.2.7:8000"),
        ({"PUBLIC_URL": "http://[2001:db8::7]:8000"}, "[2001:db8::7]:8000"),
        ({"TRUSTED_HOSTS": "cars.example.com"}, "cars.example.com:8443"),
        ({"TRUSTED_HOSTS": "a.example.com, Cars.example.com"}, "cars.Example.com"),
        ({"TRUSTED_HOSTS": ".example.com"}, "cars.example.com"),
        ({"TRUSTED_HOSTS": "cars.example.com."}, "cars.example.com"),
        ({"TRUSTED_HOSTS": "cars.example.com"}, "cars.example.com.:80"),
        ({"TRUSTED_HOSTS": "müller.example"}, "XN--mller-kva.example"),
        ({"PUBLIC_URL": "https://müller.example"}, "xn--mller-kva.example"),
        ({"TRUSTED_HOSTS": "192.0.2.7"}, "192.0.2.7:8000"),
        ({"TRUSTED_HOSTS": "2001:DB8::7"}, "[2001:db8:0:0::7]:8000"),
        ({"TRUSTED_HOSTS": "[2001:db8::7]"}, "[2001:db8::7]"),
    ],
)
def test_an_operator_gives_us_names(environment: dict[str, str], host: str, server: Callable[..., Server]) -> None:
    http = server(**environment).client()
    assert status(http, host) == 200
    assert status(http, "evil") == 400
    assert status(http, f"evil{host}") == 400 or environment == {"TRUSTED_HOSTS": ".example.com"}


ENDS_AND_NETWORKS = {
    "*.example.com": (
        ["a.example.com", "A.b.example.com:8000"],
        ["example.com", "evilexample.com", "example.com.evil"],
    ),
    ".example.com": (["a.example.com"], ["example.com", "evilexample.com"]),
    "10.0.0.0/8": (["10.1.2.3", "10.255.0.1:8000"], ["11.0.0.1", "10.evil.com", "10.0.0.1.evil.com", "10.0.0.256"]),
    "2001:db8::/32": (["[2001:DB8:7::1]:8000", "[2001:db8::]"], ["[2001:db9::]", "2001-db8.evil.com"]),
    "192.0.2.0/24, 198.51.100.7": (["192.0.2.9", "198.51.100.7"], ["198.51.100.8", "evil"]),
}


@pytest.mark.parametrize("setting", ENDS_AND_NETWORKS)
def test_many_names_and_addresses_can_be_given_at_once(setting: str, server: Callable[..., Server]) -> None:
    ours, others = ENDS_AND_NETWORKS[setting]
    http = server(TRUSTED_HOSTS=setting).client()
    assert {host: status(http, host) for host in ours} == dict.fromkeys(ours, 200)
    assert {host: status(http, host) for host in others} == dict.fromkeys(others, 400)


def test_where_a_load_balancer_checks_the_name_we_can_answer_to_any(server: Callable[..., Server]) -> None:
    http = server(TRUSTED_HOSTS="*", PUBLIC_URL="https://profile.example.com").client()
    for host in ("evil.example.com", "10.1.2.3:8000", "[::2]", "EVIL"):
        answer = http.get("/configurations/F9F7-EPWE-7JFK", {"Host": host})
        assert answer.status == 200
        assert answer.json()["links"]["page"] == "https://profile.example.com/car/F9F7-EPWE-7JFK"
        assert host.lower() not in http.get("/", {**A_BROWSER, "Host": host}).text.lower()
    for host in NO_NAMES:
        problem(http.get("/catalogue", {"Host": host}), 400)
    problem(http.send_raw(b"GET /catalogue HTTP/1.0\r\n\r\n"), 400)


def test_links_use_the_name_that_was_called_unless_there_is_a_public_one(server: Callable[..., Server]) -> None:
    path, host = "/configurations/F9F7-EPWE-7JFK", {"Host": "cars.example.com"}
    own = server(TRUSTED_HOSTS="cars.example.com").client().get(path, host)
    public = server(TRUSTED_HOSTS="cars.example.com", PUBLIC_URL="https://profile.example.com").client().get(path, host)
    assert own.json()["links"]["page"] == "http://cars.example.com/car/F9F7-EPWE-7JFK"
    assert public.json()["links"]["page"] == "https://profile.example.com/car/F9F7-EPWE-7JFK"
