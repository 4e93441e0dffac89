"""Connections to DynamoDB: kept, renewed, verified, and never believed when an answer is damaged."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from configurator.errors import StoreError
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.failures import Refused
from tests.support.calls import at_once
from tests.support.certificates import certificate
from tests.support.raw_server import RawServer, raw_server
from tests.support.renders import eventually

ADA = {"Item": {"userId": {"S": "ada"}}}
CONTENT = json.dumps(ADA).encode()


def http(content: bytes = CONTENT, status: str = "200 OK", **headers: Any) -> bytes:
    """An answer of DynamoDB's. `headers` replace its own; None leaves one out."""
    own = {
        "Content-Type": "application/x-amz-json-1.0",
        "Content-Length": len(content),
        "X-Amz-Crc32": crc32(content),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in own.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + content


def refusal(status: str, code: str) -> bytes:
    return http(json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}"}).encode(), status)


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "local")


@contextmanager
def connected(answer: Callable[[int], bytes | None], **more: Any) -> Iterator[tuple[RawServer, Callable[[], Any]]]:
    """A server with these answers, and a function that reads a user from it."""
    with raw_server(answer, **more) as server:
        database = DynamoDB("", "us-east-1", server.url)
        yield server, lambda: database.call("GetItem", {"TableName": "users"})
        database.close()


def test_one_connection_serves_many_calls() -> None:
    with connected(lambda _: http()) as (server, read):
        assert [read().members for _ in range(20)] == [ADA] * 20
        assert server.connections == 1


def test_threads_never_share_a_connection_at_the_same_time() -> None:
    def numbered(number: int) -> bytes:
        return http(json.dumps({"number": number}).encode())

    with connected(numbered) as (server, read):
        numbers = [it.members["number"] for it in at_once([read] * 16)]
        numbers += [it.members["number"] for it in at_once([read] * 16)]
        assert sorted(numbers) == list(range(1, 33))
        assert server.connections <= 32


def _has_ended(server: RawServer, number: int) -> bool:
    return server.ended == number


def test_a_connection_that_the_server_closed_is_replaced_before_anything_is_sent() -> None:
    with connected(lambda _: http(), closes_after=1) as (server, read):
        for number in range(1, 6):
            assert read() == (ADA, False)
            eventually(partial(_has_ended, server, number))
        assert server.connections == 5


def test_after_closing_the_next_call_connects_again() -> None:
    with raw_server(lambda _: http()) as server:
        database = DynamoDB("", "us-east-1", server.url)
        for _ in range(2):
            assert database.call("GetItem", {}).members == ADA
            database.close()
        assert server.connections == 2


SHAPES = {
    "in chunks": http(b"%x\r\n%b\r\n4;a=b\r\n    \r\n0\r\nTrailer: x\r\n\r\n" % (len(CONTENT), CONTENT),
                      Content_Length=None, X_Amz_Crc32=None, Transfer_Encoding="chunked"),
    "until the end of the connection": http(Content_Length=None),
    "after an interim answer": b"HTTP/1.1 100 Continue\r\n\r\n" + http(),
    "of HTTP/1.0": http().replace(b"HTTP/1.1", b"HTTP/1.0"),
    "without a checksum": http(X_Amz_Crc32=None),
    "with small letters": http().replace(b"Content-Length", b"content-length"),
}  # fmt: skip


@pytest.mark.parametrize("answer", SHAPES.values(), ids=SHAPES.keys())
def test_an_answer_may_come(answer: bytes) -> None:
    with connected(lambda _: answer, closes_after=1) as (_server, read):
        assert read() == (ADA, False)


DAMAGED = {
    "another checksum": http(X_Amz_Crc32=1),
    "a checksum that is no number": http(X_Amz_Crc32="x"),
    "too short": http(Content_Length=len(CONTENT) + 1),
    "no JSON": http(b"{"),
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "a length that is no number": http(Content_Length="x"),
    "a negative length": http(Content_Length=-1),
    "half a header": http()[:30],
    "nothing": b"",
    "too many headers": http().replace(b"\r\n\r\n", b"\r\n" + b"X-More: 1\r\n" * 200 + b"\r\n"),
}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_answer_is_not_believed_and_asked_for_again(damaged: bytes) -> None:
    with connected(lambda number: damaged if number == 1 else http(), closes_after=1) as (_server, read):
        assert read() == (ADA, True)
    with connected(lambda _: damaged, closes_after=1) as (server, read):
        with pytest.raises(StoreError, match=r"^DynamoDB can't answer: the connection broke or it took too long\.$"):
            read()
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("500 Internal Server Error", "InternalServerError"),
        ("503 Service Unavailable", "ServiceUnavailable"),
        ("400 Bad Request", "ThrottlingException"),
        ("400 Bad Request", "ProvisionedThroughputExceededException"),
    ],
)
def test_a_refusal_for_a_moment_is_repeated_at_most_twice(status: str, code: str) -> None:
    with connected(lambda number: refusal(status, code) if number == 1 else http()) as (_server, read):
        assert read() == (ADA, True)
    with connected(lambda _: refusal(status, code)) as (server, read):
        with pytest.raises(Refused, match=code):
            read()
        assert len(server.requests) == 3


@pytest.mark.parametrize("code", ["AccessDeniedException", "ValidationException", "ExpiredTokenException"])
def test_a_refusal_that_stays_is_not_repeated(code: str) -> None:
    with connected(lambda _: refusal("400 Bad Request", code)) as (server, read):
        with pytest.raises(Refused, match=code):
            read()
        assert len(server.requests) == 1


def test_a_redirection_is_not_followed() -> None:
    moved = http(b"", "307 Temporary Redirect", Location="http://127.0.0.1:1/")
    with connected(lambda _: moved) as (server, read):
        with pytest.raises(Refused, match="307"):
            read()
        assert len(server.requests) == 1


def test_a_trusted_certificate_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    public, tls = certificate(tmp_path)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(public))
    with connected(lambda _: http(), tls=tls) as (server, read):
        assert [read(), read()] == [(ADA, False)] * 2
        assert server.connections == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])
def test_a_certificate_of_nobody_or_of_another_host_is_refused(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, tls = certificate(tmp_path, host)
    if host != "127.0.0.1":
        monkeypatch.setenv("AWS_CA_BUNDLE", str(public))
    with connected(lambda _: http(), tls=tls) as (server, read):
        with pytest.raises(StoreError, match="its TLS certificate is not trusted"):
            read()
        assert server.requests == []


def test_a_bundle_of_certificates_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(tmp_path / "nothing.pem"))
    with (
        connected(lambda _: http(), tls=certificate(tmp_path)[1]) as (_server, read),
        pytest.raises(StoreError) as said,
    ):
        read()
    assert "AWS_CA_BUNDLE" in str(said.value)


def test_a_proxy_in_the_settings_is_asked_for_a_tunnel(monkeypatch: pytest.MonkeyPatch) -> None:
    def proxy(number: int) -> bytes:
        return b"HTTP/1.1 200 Connection established\r\n\r\n" if number == 1 else http()

    with raw_server(proxy) as server:
        monkeypatch.setenv("HTTP_PROXY", server.url)
        database = DynamoDB("", "us-east-1", "http://dynamodb.example.com:8000")
        assert database.call("GetItem", {}).members == ADA
        database.close()
        assert server.requests[0].startswith(b"CONNECT dynamodb.example.com:8000 HTTP/1.")
        assert server.requests[1].startswith(b"POST / HTTP/1.1\r\n")


def test_no_proxy_is_asked_for_a_host_that_is_excluded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with connected(lambda _: http()) as (_server, read):
        assert read() == (ADA, False)
