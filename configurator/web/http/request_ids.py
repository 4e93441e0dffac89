"""Gives each request an id, which its answer and the lines that it logs as warnings or errors have too. Lines also know
the request's route.

The id is the client's X-Request-Id if that can be used, on Lambda else API Gateway's id, else a new one.
"""

import logging
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

HEADER = "X-Request-Id"
LONGEST_REQUEST_ID = 128
_KEY = "profile.request_id"
_LOGGED = "profile.logged"
"""The key, in a request's environ, of whether a warning or an error was logged meanwhile."""

logger = logging.getLogger(__name__)

_is_usable = re.compile(rf"[A-Za-z0-9._-]{{1,{LONGEST_REQUEST_ID}}}").fullmatch


def init_app(app: Flask) -> None:
    """From now on, lines that are logged while a request is answered name it, and each 5xx has a line."""
    logging.setLogRecordFactory(_Record)
    app.after_request(_log_fault)


def name_request(environ: "WSGIEnvironment") -> str:
    """The id of this request, which is kept for the log."""
    request_id = environ[_KEY] = _request_id(environ)
    return request_id


def request_id_of(sent: str | None) -> str:
    """The client's id, or a new one if it sent none that can be used."""
    # As random as a UUID, in a quarter of the time. A snapshot of the process doesn't make them repeat.
    return sent if sent and _is_usable(sent) else os.urandom(16).hex()


def _request_id(environ: Mapping[str, Any]) -> str:
    sent = environ.get("HTTP_X_REQUEST_ID")
    if "lambda.event" in environ and not (sent and _is_usable(sent)):
        sent = str((environ["lambda.event"].get("requestContext") or {}).get("requestId") or "")
        # An HTTP API's ids may have other characters, such as =.
        return sent or request_id_of(None)
    return request_id_of(sent)


def route_pattern(seen: Request) -> str:
    """The method and the route's pattern, such as GET /users/<user_id>, or "none". Never a value of the address."""
    if seen.url_rule is None:
        return "none"
    if seen.method == "OPTIONS":
        return "OPTIONS"
    return f"{'GET' if seen.method == 'HEAD' else seen.method} {seen.url_rule}"


def is_logged() -> bool:
    """Whether this request has caused a warning or an error in the log."""
    return _LOGGED in request.environ


def _log_fault(response: Response) -> Response:
    if response.status_code >= 500 and not is_logged():
        logger.warning("Answered with %d.", response.status_code)
    return response


class _Record(logging.LogRecord):
    """Names the request that is being answered. The id has no character that a log could mistake for anything else.

    `route` is the request's route, `template` the message without the id.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.route, self.template = "", self.msg
        if not has_request_context():
            return
        self.route = route_pattern(request)
        if self.levelno >= logging.WARNING and _KEY in request.environ:
            request.environ[_LOGGED] = True
            self.msg = f"Request {request.environ[_KEY]}: {self.msg}"
