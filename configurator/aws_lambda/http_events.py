"""The HTTP adapter: turns API Gateway's events into WSGI requests, and the app's responses into results.

Zappa's handler does this too, but takes twice as long: it sends each request through a test client, copies all headers
once per header, repeats cookies two or four times, and logs addresses and ids.
"""

import base64
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask import Flask, Request

from configurator.aws_lambda import request_log
from configurator.aws_lambda.wsgi_environ import Event, environ_of

Headers = list[tuple[str, str]]

TEXT_TYPES = ("text/", "application/json", "application/problem+json", "image/svg+xml")


class Answer(NamedTuple):
    """The result for API Gateway, the status, and the request as the app saw it, or None if it saw none."""

    result: Event
    status: int
    seen: Request | None


def is_request(event: Event) -> bool:
    return "httpMethod" in event or "http" in (event.get("requestContext") or {})


def respond(app_for: Callable[[str], Flask], stage: str, event: Event, context: Any, start: str) -> Event:
    """The result for an event of a REST API (format 1.0), an HTTP API (2.0) or a function URL (2.0).

    `app_for` returns the app that answers a path. `start` is for the log: "cold" for the first event of a new instance,
    "restored" for the first of one that began with a snapshot, "warm" for any other.
    """
    started = time.perf_counter()
    result, status, seen = answer(app_for, stage, event)
    request_id = getattr(context, "aws_request_id", "")
    request_log.write(seen, stage, status, time.perf_counter() - started, request=request_id, start=start)
    return result


def answer(app_for: Callable[[str], Flask], stage: str, event: Event) -> Answer:
    """The answer of the path's app to an event. It is not logged."""
    environ = environ_of(event, stage)
    status, headers, seen, body = _call(app_for(environ["PATH_INFO"]), environ)
    result = {"statusCode": status, **_body(dict(headers), body)}
    result |= _headers_2(headers) if event.get("version") == "2.0" else _headers_1(headers)
    return Answer(result, status, seen)


def _call(app: Flask, environ: dict[str, Any]) -> tuple[int, Headers, Request | None, bytes]:
    responses: list[tuple[int, Headers, Request | None]] = []

    def start_response(status: str, headers: Headers, _error: Any = None) -> Callable[[bytes], Any]:
        # Flask removes its request from the environ once it has responded.
        responses.append((int(status[:3]), headers, environ.get("werkzeug.request")))
        return responses.append  # type: ignore[return-value]  # WSGI's write(), which Flask doesn't use

    body = _joined(app(environ, start_response))
    return *responses[-1], body


def _joined(chunks: Iterable[bytes]) -> bytes:
    try:
        return b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()


def _body(headers: dict[str, str], body: bytes) -> Event:
    if "Content-Encoding" in headers or not headers.get("Content-Type", "text/").startswith(TEXT_TYPES):
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return {"body": body.decode(), "isBase64Encoded": False}


def _headers_1(headers: Headers) -> Event:
    values: dict[str, list[str]] = {}
    for name, value in headers:
        values.setdefault(name, []).append(value)
    return {"multiValueHeaders": values}


def _headers_2(headers: Headers) -> Event:
    joined: dict[str, str] = {}
    for name, value in headers:
        if name != "Set-Cookie":
            joined[name] = f"{joined[name]},{value}" if name in joined else value
    return {"headers": joined, "cookies": [value for name, value in headers if name == "Set-Cookie"]}
