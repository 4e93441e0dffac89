"""A small version of API Gateway: an HTTP server that turns requests into events and a handler's results into answers.

It creates the events of REST APIs (format 1.0), HTTP APIs (2.0) and function URLs (2.0), as AWS documents them.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote

EXECUTE_API = "abcdef1234.execute-api.us-east-1.amazonaws.com"
FUNCTION_URL = "abcdef1234.lambda-url.us-east-1.on.aws"
SOURCE = "203.0.113.9"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived. `target` is path and query, still encoded."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("#")[0].partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("#")[0].partition("?")[2]


@dataclass(frozen=True, slots=True)
class Front:
    """The address of a function: the Host header `host`, and the path `prefix` of all its addresses: the stage at API
    Gateway's own, the base path of a mapping at a domain."""

    host: str
    prefix: str
    event: Callable[["Front", Asked], dict[str, Any]]

    @property
    def stage(self) -> str:
        return "dev"

    @property
    def is_domain(self) -> bool:
        return self.host not in (EXECUTE_API, FUNCTION_URL)

    def own(self, asked: Asked) -> str:
        """The path as the API's resources match it, still encoded."""
        return asked.path.removeprefix(self.prefix) or "/"


def rest_event(front: Front, asked: Asked) -> dict[str, Any]:
    """Format 1.0: the path has no stage but the base path of a domain, and headers appear twice."""
    own, proxy = front.own(asked), unquote(front.own(asked)).strip("/")
    headers = _headers(front, asked)
    query = parse_qs(asked.query, keep_blank_values=True)
    return {
        "resource": "/{proxy+}" if proxy else "/",
        "path": asked.path if front.is_domain else own,
        "pathParameters": {"proxy": proxy} if proxy else None,
        "httpMethod": asked.method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "requestContext": {
            "stage": front.stage,
            "path": asked.path,
            "resourcePath": "/{proxy+}" if proxy else "/",
            "domainName": front.host,
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "identity": {"sourceIp": SOURCE},
        },
        **_body(asked),
    }


def http_event(front: Front, asked: Asked) -> dict[str, Any]:
    """Format 2.0: the path includes the stage, at a domain instead of its base path, and cookies are separate."""
    path = f"/{front.stage}{front.own(asked)}"
    headers = {name.lower(): value for name, value in _headers(front, asked).items()}
    cookies = headers.pop("cookie", "")
    event = {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": asked.query,
        "headers": headers,
        "requestContext": {
            "stage": front.stage,
            "domainName": front.host,
            "requestId": "JKJaXmPLvHcESHA=",
            "http": {"method": asked.method, "path": path, "sourceIp": SOURCE},
        },
        **_body(asked),
    }
    return {**event, "cookies": cookies.split("; ")} if cookies else event


def url_event(front: Front, asked: Asked) -> dict[str, Any]:
    """The event of a function URL: format 2.0 without a stage."""
    event = http_event(front, asked)
    event["requestContext"] |= {"stage": "$default"}
    event["requestContext"]["http"]["path"] = event["rawPath"] = asked.path
    return event


REST = Front(EXECUTE_API, "/dev", rest_event)
REST_DOMAIN = Front("cars.example.com", "", rest_event)
HTTP = Front(EXECUTE_API, "/dev", http_event)
REST_PATH = Front("cars.example.com", "/cars", rest_event)
REST_LONG_PATH = Front("cars.example.com", "/showroom/cars", rest_event)
HTTP_DOMAIN = Front("cars.example.com", "", http_event)
HTTP_PATH = Front("cars.example.com", "/cars", http_event)
URL = Front(FUNCTION_URL, "", url_event)


_REMAPPED = {"www-authenticate": "x-amzn-Remapped-WWW-Authenticate"}
"""Headers that API Gateway renames."""


@contextmanager
def serving(front: Front, invoke: Callable[[dict[str, Any]], Any]) -> Iterator[str]:
    """Runs a front and yields its address, without the prefix. `invoke` calls the function."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, dict(self.headers.items()), body)
            status, headers, content = answer(invoke(front.event(front, asked)))
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else content)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815

        def log_message(self, *_arguments: object) -> None:
            """Logs nothing: a failed test shows the function's log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def answer(result: Mapping[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body. Multi-value headers replace single ones; cookies come last."""
    several = result.get("multiValueHeaders") or {}
    known = {name.lower() for name in several}
    headers = [(name, value) for name, values in several.items() for value in values]
    headers += [(name, value) for name, value in result.get("headers", {}).items() if name.lower() not in known]
    headers += [("Set-Cookie", cookie) for cookie in result.get("cookies", ())]
    body = result.get("body") or ""
    content = base64.b64decode(body) if result.get("isBase64Encoded") else body.encode()
    passed = [(_REMAPPED.get(name.lower(), name), value) for name, value in headers if name.lower() != "content-length"]
    return result["statusCode"], passed, content


def _headers(front: Front, asked: Asked) -> dict[str, str]:
    kept = {name: value for name, value in asked.headers.items() if name.lower() not in ("host", "connection")}
    forwarded = ", ".join(filter(None, (kept.pop("X-Forwarded-For", ""), SOURCE, "198.51.100.7")))
    return {
        **kept,
        "Host": front.host,
        "X-Forwarded-For": forwarded,
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
    }


def _body(asked: Asked) -> dict[str, Any]:
    """The body in base 64, because our API treats every type as binary (binaryMediaTypes */*)."""
    if not asked.body:
        return {"body": None, "isBase64Encoded": False}
    return {"body": base64.b64encode(asked.body).decode(), "isBase64Encoded": True}
