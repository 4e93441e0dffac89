"""Gives each request an id, which its answer and the lines that it logs as warnings or errors have too.

The id is the client's X-Request-Id if that can be used, on Lambda else API Gateway's id, else a new one.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from flask import Flask, has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    Headers = list[tuple[str, str]]

HEADER = "X-Request-Id"
LONGEST_REQUEST_ID = 128
_KEY = "profile.request_id"
_is_usable = re.compile(rf"[A-Za-z0-9._-]{{1,{LONGEST_REQUEST_ID}}}").fullmatch


def init_app(app: Flask) -> None:
    app.wsgi_app = _with_request_id(app.wsgi_app)  # type: ignore[assignment, method-assign]
    logging.setLogRecordFactory(_Record)


def request_id_of(sent: str | None) -> str:
    """The client's id, or a new one if it sent none that can be used."""
    return sent if sent and _is_usable(sent) else uuid4().hex


def _with_request_id(wsgi_app: "WSGIApplication") -> "WSGIApplication":
    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request_id = environ[_KEY] = _request_id(environ)

        def start(status: str, headers: "Headers", *error: Any) -> Any:
            headers.append((HEADER, request_id))
            return start_response(status, headers, *error)

        return wsgi_app(environ, start)

    return call


def _request_id(environ: Mapping[str, Any]) -> str:
    sent = environ.get("HTTP_X_REQUEST_ID")
    if "lambda.event" in environ and not (sent and _is_usable(sent)):
        sent = str((environ["lambda.event"].get("requestContext") or {}).get("requestId") or "")
        # An HTTP API's ids may have other characters, such as =.
        return sent or request_id_of(None)
    return request_id_of(sent)


class _Record(logging.LogRecord):
    """Names the request that is being answered. The id has no character that a log could mistake for anything else."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if self.levelno >= logging.WARNING and has_request_context() and _KEY in request.environ:
            self.msg = f"Request {request.environ[_KEY]}: {self.msg}"
