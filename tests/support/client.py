"""A plain HTTP client: it follows no redirect, adds no header of its own, and can send any bytes."""

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage, HTTPResponse
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.support.patience import PATIENCE


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.headers["Location"] or ""

    @property
    def is_page(self) -> bool:
        """Whether a person gets to see it."""
        return bool(self.body) and not self.location and (self.headers["Content-Type"] or "").startswith("text/html")

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Client:
    """Speaks to the server at `url`, each request over a connection of its own."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def request(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        where = urlsplit(self.url)
        connection = HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
        try:
            connection.request(method, _target(path), body or None, {**self.headers, **(headers or {})})
            return _read(connection.getresponse())
        finally:
            connection.close()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("GET", path, headers=headers)

    def delete(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("DELETE", path, headers=headers)

    def post(self, path: str, content: object, headers: Mapping[str, str] | None = None) -> Answer:
        return self.send_json("POST", path, content, headers)

    def put(self, path: str, content: object, headers: Mapping[str, str] | None = None) -> Answer:
        return self.send_json("PUT", path, content, headers)

    def patch(self, path: str, content: object, headers: Mapping[str, str] | None = None) -> Answer:
        return self.send_json("PATCH", path, content, headers)

    def send_json(self, method: str, path: str, content: object, headers: Mapping[str, str] | None = None) -> Answer:
        """Send `content` as JSON, or as it is where it is bytes; `headers` may replace the type."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self.request(method, path, body, {"Content-Type": "application/json", **(headers or {})})

    def submit(self, path: str, fields: Mapping[str, Any]) -> Answer:
        """Post an HTML form; a field with several values is given as a list."""
        body = urlencode(fields, doseq=True).encode()
        return self.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def send_raw(self, request: bytes) -> Answer:
        """Send exactly these bytes and read one answer."""
        where = urlsplit(self.url)
        with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            response = HTTPResponse(connection)
            response.begin()
            return _read(response)


@dataclass(slots=True)
class Visitor(Client):
    """A client that asks for pages and keeps cookies, as a browser does, on any path and until told to drop them.

    `check` is run on every page, but not on the part of one that a script asks for with X-Part.
    """

    headers: Mapping[str, str] = field(default_factory=lambda: {"Accept": "text/html"})
    cookies: dict[str, str] = field(default_factory=dict)
    check: Callable[[Answer], None] | None = None

    def request(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        jar = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        # dataclass(slots=True) makes the class anew, which the bare super() does not see.
        answer = Client.request(self, method, path, body, {**(jar if self.cookies else {}), **(headers or {})})
        for line in answer.headers.get_all("Set-Cookie", []):
            self._keep(line)
        if self.check and answer.is_page and "X-Part" not in (headers or {}):
            self.check(answer)
        return answer

    def follow(self, answer: Answer) -> Answer:
        """Where a redirect leads."""
        return self.get(answer.location)

    def _keep(self, line: str) -> None:
        for name, cookie in SimpleCookie(line).items():
            if cookie["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = cookie.coded_value


def _target(address: str) -> str:
    """Path and query of an absolute URL, which may name a host that leads to the server only in production."""
    path = address.partition("#")[0]  # browsers keep a fragment to themselves
    is_absolute = path.startswith(("http://", "https://"))
    return urlsplit(path)._replace(scheme="", netloc="").geturl() if is_absolute else path


def _read(response: HTTPResponse) -> Answer:
    return Answer(response.status, response.headers, response.read())
