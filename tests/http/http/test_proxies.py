"""Behind reverse proxies: the trusted one says whose request it is and whether it came over TLS, nobody else."""

from collections.abc import Callable, Mapping

import pytest

from tests.support.client import Client
from tests.support.examples import a_user
from tests.support.processes import Server

Start = Callable[..., Server]
PROXY = {"TRUSTED_PROXY": "127.0.0.1", "HOST": "127.0.0.1"}
LIMITED = {**PROXY, "RATE_LIMITS": "on", "RATE_LIMIT_CREATE": "1/day"}
TLS = {**PROXY, "TRUSTED_HOSTS": "cars.example.com"}


def page_link(http: Client, forwarded: Mapping[str, str]) -> str:
    """The link of an answer, which has the scheme that the visitor used."""
    answer = http.get("/configurations/F9F7-EPWE-7JFK", {"Host": "cars.example.com", **forwarded})
    assert answer.status == 200, answer.text
    link: str = answer.json()["links"]["page"]
    return link.partition(":")[0]


@pytest.mark.parametrize(
    ("count", "proto", "scheme"),
    [
        ("1", "https", "https"),
        ("1", "HTTPS", "https"),
        ("1", '"https"', "https"),
        ("1", "http", "http"),
        ("1", "https, http", "http"),
        ("1", "http, https", "https"),
        ("1", "http,https", "https"),
        ("1", "", "http"),
        ("1", "gopher", "http"),
        ("1", "https,", "http"),
        ("1", '"https', "https"),
        ("2", "https, http", "https"),
        ("2", "http, https, http", "https"),
        ("2", "https", "https"),
        ("2", "https, gopher", "https"),
    ],
)
def test_a_chain_of_proxies_is_read_from_its_trusted_end(count: str, proto: str, scheme: str, server: Start) -> None:
    http = server(**TLS, TRUSTED_PROXY_COUNT=count).client()
    assert page_link(http, {"X-Forwarded-Proto": proto}) == scheme


def created(http: Client, address: str) -> int:
    """The status of a request from this address. Each client may create one user a day."""
    return http.post("/users", a_user(), {"X-Forwarded-For": address}).status


def test_behind_one_proxy_the_last_address_is_the_visitors(server: Start) -> None:
    http = server(**LIMITED).client()
    assert created(http, "203.0.113.1") == 200
    assert created(http, "203.0.113.7, 203.0.113.1") == 429
    assert created(http, "203.0.113.1, 203.0.113.2") == 200
    assert created(http, "203.0.113.1:4711") == 429
    assert created(http, "2001:db8::1, 2001:db8:1::1") == 200
    assert created(http, "[2001:db8:1::1]:4711") == 429


def test_behind_two_proxies_it_is_the_last_but_one(server: Start) -> None:
    http = server(**LIMITED, TRUSTED_PROXY_COUNT="2").client()
    assert created(http, "203.0.113.1, 198.51.100.9") == 200
    assert created(http, "203.0.113.2, 198.51.100.9") == 200
    assert created(http, "203.0.113.66, 203.0.113.2, 198.51.100.8") == 429
    assert created(http, "203.0.113.1") == 429


def test_what_is_no_address_does_not_make_a_visitor_anybody_else(server: Start) -> None:
    http = server(**LIMITED, TRUSTED_PROXY_COUNT="2").client()
    assert created(http, "unknown, 203.0.113.1") == 200
    assert created(http, "203.0.113.66, _hidden, 203.0.113.1") == 429
    assert created(http, ", 203.0.113.1") == 429
    assert created(http, "unknown") == 200  # counted for the proxy
    assert created(http, "unknown") == 429


FORWARDED = {"Forwarded": 'for=203.0.113.1;proto=https;host=evil.example.com, for="[2001:db8::1]"'}


def test_forwarded_is_not_read_because_many_proxies_pass_on_what_a_visitor_sent(server: Start) -> None:
    assert page_link(server(**TLS).client(), FORWARDED) == "http"
    assert page_link(server(**TLS).client(), {**FORWARDED, "X-Forwarded-Proto": "https"}) == "https"
    assert page_link(server(**TLS).client(), {"Forwarded": "no=;such,,thing="}) == "http"


@pytest.mark.parametrize("environment", [{}, {"TRUSTED_PROXY": "192.0.2.1"}])
def test_nobody_else_is_believed(environment: dict[str, str], server: Start) -> None:
    http = server(**environment, TRUSTED_HOSTS="cars.example.com").client()
    assert page_link(http, {"X-Forwarded-Proto": "https"}) == "http"
    assert page_link(http, {"X-Forwarded-Proto": "https, https"}) == "http"


def test_an_address_of_a_proxy_may_be_spelled_in_any_way(server: Start) -> None:
    http = server(**{**TLS, "HOST": "::1", "TRUSTED_PROXY": "0:0:0:0::0001"}).client()
    assert page_link(http, {"X-Forwarded-Proto": "https"}) == "https"
