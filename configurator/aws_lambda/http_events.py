"""From API Gateway's events to the app and back, by the shortest way.

Zappa's own handler does this too, in twice the time: it wraps every answer in a request of its own test client, copies
each header once for each header, passes cookies on twice or four times, and logs addresses and ids.
"""

import base64
import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Request
from zappa.wsgi import create_wsgi_request

from configurator.aws_lambda import request_log

Event = dict[str, Any]
Headers = list[tuple[str, str]]

TEXTS = ("text/", "application/json", "application/problem+json", "image/svg+xml")


def is_request(event: Event) -> bool:
    return "httpMethod" in event or "http" in (event.get("requestContext") or {})


def respond(app: Flask, stage: str, event: Event, context: Any, start: str) -> Event:
    """What API Gateway wants for a request: of a REST API (1.0), an HTTP API (2.0) or a function URL (2.0).

    `start` is for the log: "cold" for the first event that this instance has, "warm" for any other.
    """
    began = time.perf_counter()
    environ = create_wsgi_request(event, script_name=_prefix(stage, event), trailing_slash=False, binary_support=True)
    environ |= {"HTTPS": "on", "wsgi.url_scheme": "https", "lambda.event": event}
    status, headers, asked, body = _ask(app, environ)
    result = {"statusCode": status, **_body(dict(headers), body)}
    result |= _single(headers) if event.get("version") == "2.0" else _multiple(headers)
    request_id = getattr(context, "aws_request_id", "")
    request_log.write(asked, stage, status, time.perf_counter() - began, request=request_id, start=start)
    return result


def _ask(app: Flask, environ: dict[str, Any]) -> tuple[int, Headers, Request | None, bytes]:
    answered: list[tuple[int, Headers, Request | None]] = []

    def start_response(status: str, headers: Headers, _error: Any = None) -> Callable[[bytes], Any]:
        # Flask takes its request out of the environ as soon as it has answered.
        answered.append((int(status[:3]), headers, environ.get("werkzeug.request")))
        return answered.append  # type: ignore[return-value]  # WSGI's old way, which Flask doesn't go

    body = _whole(app(environ, start_response))
    return *answered[-1], body


def _prefix(stage: str, event: Event) -> str:
    """At API Gateway's own address everything lies under the stage's name; at a domain, or a function URL, nothing."""
    if event.get("version") == "2.0":
        return f"/{stage}" if f"{event['rawPath']}/".startswith(f"/{stage}/") else ""
    headers = event.get("headers") or {}
    return f"/{stage}" if ".execute-api." in (headers.get("Host") or headers.get("host") or "") else ""


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()


def _body(headers: dict[str, str], body: bytes) -> Event:
    if "Content-Encoding" in headers or not headers.get("Content-Type", "text/").startswith(TEXTS):
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return {"body": body.decode(), "isBase64Encoded": False}


def _multiple(headers: Headers) -> Event:
    several: dict[str, list[str]] = {}
    for name, value in headers:
        several.setdefault(name, []).append(value)
    return {"multiValueHeaders": several}


def _single(headers: Headers) -> Event:
    joined: dict[str, str] = {}
    for name, value in headers:
        if name != "Set-Cookie":
            joined[name] = f"{joined[name]},{value}" if name in joined else value
    return {"headers": joined, "cookies": [value for name, value in headers if name == "Set-Cookie"]}
