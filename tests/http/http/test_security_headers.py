"""Safe by default, on every answer: what a page may load, who may embed it, which cookies are set and how."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from tests.support.client import Answer, Client
from tests.support.examples import A_BROWSER
from tests.support.processes import Server

CODE = "F9F7-EPWE-7JFK"
SECURE = {"PUBLIC_URL": "https://cars.example.com"}
PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": "k" * 40}


@dataclass(frozen=True, slots=True)
class Asked:
    status: int
    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


ASKED = {
    "page": Asked(200, "/", headers=A_BROWSER),
    "api": Asked(200, "/catalogue"),
    "health": Asked(200, "/health"),
    "static": Asked(200, "/static/any/css/base.css"),
    "preflight": Asked(
        200, "/users", "OPTIONS", {"Origin": "https://x.example", "Access-Control-Request-Method": "POST"}
    ),
    "redirect": Asked(303, f"/open?code={CODE}"),
    "not modified": Asked(304, "/catalogue", headers={"If-None-Match": "*"}),
    "bad request": Asked(400, "/users", "POST", {"Content-Type": "application/json"}, b"{}"),
    "strange host": Asked(400, "/", headers={"Host": "evil"}),
    "strange host for a person": Asked(400, "/", headers={**A_BROWSER, "Host": "evil"}),
    "not found": Asked(404, "/nothing"),
    "not found for a person": Asked(404, "/nothing", headers=A_BROWSER),
    "wrong method": Asked(405, "/catalogue", "DELETE"),
    "too large": Asked(413, "/users", "POST", {"Content-Type": "application/json"}, b" " * 70_000),
    "wrong type": Asked(415, "/users", "POST", body=b"{}"),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_every_answer_carries_the_whole_set(asked: Asked, http: Client) -> None:
    answer = http.request(asked.method, asked.path, asked.body, asked.headers)
    assert answer.status == asked.status
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert {"base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(policy.split("; "))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_no_answer_tells_what_we_are_made_of(asked: Asked, http: Client) -> None:
    answer = http.request(asked.method, asked.path, asked.body, asked.headers)
    assert not [name for name in ("Server", "X-Powered-By", "Via") if answer.headers[name]]
    told = f"{answer.headers} {answer.text}".lower()
    assert not [word for word in ("werkzeug", "flask", "waitress", "traceback", "python/") if word in told]


def test_what_is_no_http_is_refused_as_safely(http: Client) -> None:
    answer = http.send_raw(b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\nBroken\r\n\r\n")
    assert answer.status == 400
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "waitress" not in answer.text


def test_a_pages_own_styles_and_scripts_carry_a_nonce_of_this_answer_only(http: Client) -> None:
    pages = [http.get("/", A_BROWSER) for _ in range(2)]
    nonces = [set(re.findall(r'nonce="([^"]+)"', page.text)) for page in pages]
    assert [len(found) for found in nonces] == [1, 1]
    assert nonces[0] != nonces[1]
    for page, (nonce,) in zip(pages, nonces, strict=True):
        assert f"script-src 'self' 'nonce-{nonce}'" in page.headers["Content-Security-Policy"]
        assert f"style-src 'self' 'nonce-{nonce}'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/configure", "/open", f"/car/{CODE}", f"/car/{CODE}/compare", "/nothing"])
def test_no_cache_shows_one_visitors_light_to_another(path: str, http: Client) -> None:
    assert "Cookie" in (http.get(path, A_BROWSER).headers["Vary"] or "").split(", ")


@pytest.mark.parametrize(("trusted", "promised"), [("127.0.0.1", "max-age=31536000"), ("192.0.2.1", None), ("", None)])
def test_tls_is_promised_where_a_trusted_proxy_speaks_it(
    trusted: str, promised: str | None, server: Callable[..., Server]
) -> None:
    http = server(PUBLIC_URL="https://cars.example.com", TRUSTED_PROXY=trusted, HOST="127.0.0.1").client()
    over_tls = {**A_BROWSER, "X-Forwarded-Proto": "https"}
    assert http.get("/", over_tls).headers["Strict-Transport-Security"] == promised
    assert http.get("/", A_BROWSER).headers["Strict-Transport-Security"] is None


def test_plain_http_promises_no_tls(http: Client) -> None:
    assert http.get("/", A_BROWSER).headers["Strict-Transport-Security"] is None


def session_cookie(answer: Answer) -> tuple[str, set[str]]:
    (cookie,) = [line for line in answer.headers.get_all("Set-Cookie", []) if "profile=" in line]
    return cookie.partition("=")[0], set(cookie.split("; ")[1:])


@pytest.mark.parametrize(
    ("environment", "is_secure"),
    [
        ({}, False),
        ({"PUBLIC_URL": "http://192.0.2.7:8000"}, False),
        (SECURE, True),
        (PRODUCTION, True),
        ({**PRODUCTION, **SECURE}, True),
        ({**PRODUCTION, "PUBLIC_URL": "http://192.0.2.7:8000"}, False),
    ],
    ids=["at home", "in a local network", "TLS", "production", "production and TLS", "production in a local network"],
)
def test_the_session_is_out_of_reach_of_scripts_other_sites_and_with_tls_of_the_wire(
    environment: dict[str, str], is_secure: bool, server: Callable[..., Server]
) -> None:
    # Sets a session, whatever comes of it.
    answer = server(**environment).client().submit("/saved/erase", {})
    expected = {"HttpOnly", "SameSite=Lax", "Path=/"} | ({"Secure"} if is_secure else set())
    assert session_cookie(answer) == ("__Host-profile" if is_secure else "profile", expected)
