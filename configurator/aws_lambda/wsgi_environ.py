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
    method, encoded, query = _request_line(event)
    path = unquote(encoded)
    before = _before_own(event, path)
    return environ | {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": _latin(_script_name(event, before, stage, environ.get("HTTP_HOST", ""))),
        "PATH_INFO": _latin(path.removeprefix(before)),
        "QUERY_STRING": _latin(query),
    }


def _request_line(event: Event) -> tuple[str, str, str]:
    """The method, the path, perhaps encoded and with the stage or a domain's base path, and the encoded query."""
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


def _before_own(event: Event, path: str) -> str:
    """What the event's decoded path has before the app's own: in format 1.0 the base path of a domain, found by what
    API Gateway's resource took of the path; in format 2.0 the name of the stage, at a domain too."""
    if event.get("version") == "2.0":
        start = f"/{event['requestContext'].get('stage')}"
        return start if f"{path}/".startswith(f"{start}/") else ""
    proxy = (event.get("pathParameters") or {}).get("proxy")
    if proxy is None and event.get("resource") != "/":
        return ""
    own, whole = unquote(proxy or "").strip("/"), path.rstrip("/")
    end = f"/{own}" if own else ""
    before = whole.removesuffix(end) if whole.endswith(end) else ""
    # A link that began with two slashes would lead to another site.
    return "" if before.startswith("//") else before.rstrip("/")


def _script_name(event: Event, before: str, stage: str, host: str) -> str:
    """The path that the app's own URLs begin with: the stage at API Gateway's own address, a base path at a domain.

    No event in format 2.0 has the base path: there, PUBLIC_URL has to say it.
    """
    if ".execute-api." in host:
        return before or f"/{stage}"
    return "" if event.get("version") == "2.0" else before


def _latin(text: str) -> str:
    """Text as WSGI has it: each byte of its UTF-8 as one character."""
    return text if text.isascii() else text.encode().decode("latin-1")
