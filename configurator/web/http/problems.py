"""Errors in one shape: RFC 9457 problem details for API clients, a page in the design for people."""

import logging
import traceback
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from configurator.errors import StoreError
from configurator.users.user import Fault
from configurator.web.http.json_response import json_response
from configurator.web.http.page_response import uncached

API_PATHS = ("/users", "/catalogue", "/configurations", "/renders", "/palettes", "/health", "/openapi.json")

HEADINGS = {
    400: "That could not be read",
    404: "Nothing stands here",
    405: "Not this way",
    413: "That is too much at once",
    500: "That was our fault",
    503: "Our store is out of reach",
}
DETAILS = {
    400: "What was sent is incomplete or damaged.",
    404: "There is nothing at this address.",
    500: "Something went wrong on our side.",
    503: "What is saved can't be read or changed just now. Choosing a car and opening a code still work.",
}
WHAT_TO_DO = {
    400: "Go back, check what was sent, and try again.",
    404: "Check the address, or begin at the home page.",
    405: "Go back and use the buttons of the page.",
    413: "Go back and shorten what you wrote.",
    500: "Nothing was lost. Try again in a moment.",
    503: "Nothing was lost. Try again in a moment.",
}

logger = logging.getLogger(__name__)


class Problem(HTTPException):
    """An answer that says what is wrong and what to do, and names every member at fault."""

    def __init__(self, status: int, detail: str, faults: Sequence[Fault] = (), headers: dict[str, str] | None = None):
        super().__init__(detail)
        self.code, self.faults, self.headers = status, tuple(faults), headers or {}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(StoreError, _store_error)
    app.register_error_handler(Exception, _unforeseen)


def is_api_request() -> bool:
    """Whether this is for a program: an API path, or a client that doesn't ask for HTML."""
    return is_api_path() or not any(mimetype == "text/html" for mimetype, _ in request.accept_mimetypes)


def is_api_path() -> bool:
    return f"/{request.path[1:].partition('/')[0]}" in API_PATHS


def _http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    problem = error if isinstance(error, Problem) else None
    detail = problem.description if problem else _detail(error)
    response = _answer(status, detail or "", problem.faults if problem else ())
    for name, value in [*(problem.headers.items() if problem else ()), *_kept_headers(error)]:
        response.headers[name] = value
    return response


def _store_error(error: StoreError) -> Response:
    logger.error("The store can't answer: %s", error)
    to_a_program = "The store can't be reached just now. Nothing was lost; send the same again in a moment."
    response = _answer(500, to_a_program) if is_api_request() else _answer(503, DETAILS[503])
    response.headers["Retry-After"] = "5"
    return response


def _unforeseen(error: Exception) -> Response:
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Unforeseen %s\n%s", type(error).__name__, where)  # its own words may quote what a person sent
    return _answer(500, f"{DETAILS[500]} {WHAT_TO_DO[500]}" if is_api_request() else DETAILS[500])


def _detail(error: HTTPException) -> str:
    if isinstance(error, RequestEntityTooLarge):
        return f"What was sent is larger than the {current_app.config['MAX_CONTENT_LENGTH'] // 1024} KB that are taken."
    if isinstance(error, MethodNotAllowed):
        return f"This address answers {', '.join(sorted(error.valid_methods or ()))} only."
    said_by_us = error.description if error.description != type(error).description else None
    return said_by_us or DETAILS.get(error.code or 500, "")


def _kept_headers(error: HTTPException) -> list[tuple[str, str]]:
    kept = {"Allow", "Retry-After", "WWW-Authenticate"}
    return [(name, value) for name, value in error.get_headers() if name in kept]


def _answer(status: int, detail: str, faults: Sequence[Fault] = ()) -> Response:
    title = HTTPStatus(status).phrase
    if is_api_request():
        return problem_response(status, title, detail, faults)
    page = render_template(
        "errors/error.html",
        status=status,
        title=HEADINGS.get(status, title),
        detail=detail,
        what_to_do=WHAT_TO_DO.get(status, WHAT_TO_DO[400]),
        again_url=_again_url() if status >= 500 and request.method == "GET" else None,
    )
    return uncached(page, status)


def _again_url() -> str:
    """This address. One slash before it, as two would make a stranger's name of what follows."""
    query = request.query_string.decode(errors="replace")
    return f"{request.script_root}/{quote(request.path.lstrip('/'))}{'?' if query else ''}{query}"


def problem_response(status: int, title: str, detail: str, faults: Sequence[Fault] = ()) -> Response:
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if faults:
        document["invalid_params"] = [{"name": fault.name, "reason": fault.reason} for fault in faults]
    response = json_response(document, status, "application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    return response
