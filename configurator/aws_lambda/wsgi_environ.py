"""A WSGI environ from API Gateway's event: of a REST API (format 1.0), or of an HTTP API or a function URL (2.0)."""

import base64
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlencode

Event = dict[str, Any]


def environ_of(event: Event, stage: str) -> dict[str, Any]:
    """PEP 3333's environ. Its key "lambda.event" has the event; the client's address is only there."""
    body = _body(event)
    environ: dict[str, Any] = {
        "SERVER_NAME": "lambda",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "",
        "HTTPS": "on",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "lambda.event": event,
    }
    for name, value in _headers(event):
        environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    # The event has the whole body, whatever a header says.
    environ |= {"CONTENT_TYPE": environ.get("HTTP_CONTENT_TYPE", ""), "CONTENT_LENGTH": str(len(body))}
    method, path, query = _request_line(event)
    prefix = _prefix(event, stage, environ.get("HTTP_HOST", ""))
    return environ | {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": prefix,
        "PATH_INFO": _latin(unquote(path)).removeprefix(prefix),
        "QUERY_STRING": _latin(query),
    }


def _request_line(event: Event) -> tuple[str, str, str]:
    """The method, the path, perhaps with the stage and encoded, and the encoded query."""
    if event.get("version") == "2.0":
        return event["requestContext"]["http"]["method"], event["rawPath"], event.get("rawQueryString") or ""
    query = event.get("multiValueQueryStringParameters") or event.get("queryStringParameters")
    return event["httpMethod"], event["path"], urlencode(query, doseq=True) if query else ""


def _headers(event: Event) -> Iterator[tuple[str, str]]:
    if event.get("version") == "2.0":
        yield from (event.get("headers") or {}).items()
        if event.get("cookies"):
            yield "cookie", "; ".join(event["cookies"])
        return
    several = event.get("multiValueHeaders") or {}
    for name, value in (event.get("headers") or {}).items():
        if name not in several:
            yield name, value
    for name, values in several.items():
        yield name, values[0] if len(values) == 1 else ("; " if name.lower() == "cookie" else ", ").join(values)


def _body(event: Event) -> bytes:
    body = event.get("body") or ""
    return base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()


def _prefix(event: Event, stage: str, host: str) -> str:
    """The path before the app's own: the stage at API Gateway's own address, none at a domain or a function URL."""
    if event.get("version") == "2.0":
        return f"/{stage}" if f"{event['rawPath']}/".startswith(f"/{stage}/") else ""
    return f"/{stage}" if ".execute-api." in host else ""


def _latin(text: str) -> str:
    """Text as WSGI has it: each byte of its UTF-8 as one character."""
    return text if text.isascii() else text.encode().decode("latin-1")
