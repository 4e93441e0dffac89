"""A proxy between our client and a DynamoDB engine. It loses, delays or invents answers for a test."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from tests.support.http_server import http_server
from tests.support.patience import PATIENCE

JSON = "application/x-amz-json-1.0"


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the operation, such as `GetItem`, and its parameters."""

    operation: str
    parameters: dict[str, Any]
    authorization: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    content_type: str = JSON

    @classmethod
    def of(cls, document: Any) -> "Reply":
        return cls(200, json.dumps(document).encode())

    @classmethod
    def refusal(cls, status: int, code: str, **members: Any) -> "Reply":
        """A refusal like DynamoDB's. Its message quotes the request, as AWS's messages can."""
        kind = f"com.amazonaws.dynamodb.v20120810#{code}"
        return cls(status, json.dumps({"__type": kind, "message": "Ada Lovelace was refused", **members}).encode())


Forward = Callable[[], Reply]
Behaviour = Callable[[Call, Forward], Reply | None]


def faithful(_call: Call, forward: Forward) -> Reply:
    return forward()


def losing_each_first(operation: str) -> Behaviour:
    """The engine has written, but the answer to each first attempt is lost."""
    lost: list[str] = []

    def behave(call: Call, forward: Forward) -> Reply | None:
        reply, what = forward(), str(call.parameters)
        if call.operation == operation and what not in lost:
            lost.append(what)
            return None
        return reply

    return behave


@dataclass(slots=True)
class Proxy:
    """`behaviour` gets each call, and a function for the engine's answer. None as its result drops the connection."""

    url: str = ""
    behaviour: Behaviour = faithful
    calls: list[Call] = field(default_factory=list)

    @property
    def operations(self) -> list[str]:
        return [call.operation for call in self.calls]


@contextmanager
def proxying(engine: str) -> Iterator[Proxy]:
    """Runs a proxy to the engine at this address."""
    proxy = Proxy()
    with http_server(_handler(proxy, engine)) as proxy.url:
        yield proxy


def _handler(proxy: Proxy, engine: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            operation = self.headers["X-Amz-Target"].partition(".")[2]
            call = Call(operation, json.loads(body), self.headers["Authorization"])
            proxy.calls.append(call)
            headers = dict(self.headers.items())
            reply = proxy.behaviour(call, lambda: _forwarded(engine, body, headers))
            self.close_connection = True
            if reply:
                self._answer(reply)

        def _answer(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name in the base class
            """Logs nothing."""

    return Handler


def _forwarded(engine: str, body: bytes, headers: dict[str, str]) -> Reply:
    where = urlsplit(engine)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
    try:
        connection.request("POST", "/", body, headers)
        answer = connection.getresponse()
        return Reply(answer.status, answer.read(), answer.headers["Content-Type"])
    finally:
        connection.close()
