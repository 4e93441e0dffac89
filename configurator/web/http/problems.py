"""Error responses: RFC 9457 problem details for API clients, a page for people."""

import logging
import traceback
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from configurator.errors import StoreBusy, StoreError
from configurator.json_schema.validation import Fault
from configurator.web.http.api_paths import is_api_request
from configurator.web.http.json_response import json_response
from configurator.web.http.page_response import about_nobody, uncached
from configurator.web.http.request_ids import is_logged

HEADINGS = {
    400: "Invalid request",
    404: "Page not found",
    405: "This action isn't supported here",
    413: "Too much text",
    429: "Please wait a moment",
    500: "Something went wrong",
    503: "Saved data is unavailable",
}
DETAILS = {
    400: "The request is incomplete or invalid.",
    404: "There is no page at this address.",
    429: "More was sent from your internet connection than we accept at once.",
    500: "The error is on our side.",
    503: "Right now we can't read or change what you saved. You can still configure a car and open a code.",
}
WHAT_TO_DO = {
    400: "Go back, check what you sent, and try again.",
    404: "Check the address, or start at the home page.",
    405: "Go back and use the buttons on the page.",
    413: "Go back and shorten your text.",
    429: "Wait a little, then try again.",
    500: "Nothing was lost. Try again in a moment.",
    503: "Nothing was lost. Try again in a moment.",
}

MAX_FAULTS = 50
MAX_NAME_LENGTH = 300
"""Limits of an answer. Without them a body of 64 KB could cause one of 200 MB."""

PROBLEM_TYPE = "application/problem+json"

_KEPT = "Nothing was lost: this page keeps what you sent."
_NOT_FOUND_FOR_PROGRAMS = "There is nothing at this path. The API's paths are listed in /openapi.json."
_BUSY_FOR_PROGRAMS = (
    "The store is too slow at present, so it wasn't asked. Nothing was lost; send the same request again in a moment."
)
_UNAVAILABLE = HTTPStatus.SERVICE_UNAVAILABLE
_PAUSE = 5
"""Seconds after which the same request may be sent again, unless somebody knows better."""
_OUTAGE_FOR_PROGRAMS = "The store can't be reached. Nothing was lost; send the same request again in a moment."

logger = logging.getLogger(__name__)


class Problem(HTTPException):
    """An error response: what is wrong, what to do, and the faults of invalid members, of which it keeps the first.

    `members` are further members of the problem for programs, such as its `type`; `for_people` is what a page says
    instead of the detail.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        faults: Iterable[Fault] = (),
        headers: dict[str, str] | None = None,
        *,
        members: Mapping[str, Any] | None = None,
        for_people: str = "",
    ):
        others = iter(faults)
        first = islice(others, MAX_FAULTS)
        self.faults = tuple(Fault(_shortened(fault.name), fault.reason) for fault in first)
        total = len(self.faults) + sum(1 for _ in others)
        note = f" These are the first {MAX_FAULTS} of {total} faults." if total > MAX_FAULTS else ""
        super().__init__(f"{detail}{note}")
        self.code, self.headers = status, headers or {}
        self.members, self.for_people = members or {}, for_people or detail


def _shortened(name: str) -> str:
    return name if len(name) <= MAX_NAME_LENGTH else f"{name[:MAX_NAME_LENGTH]}…"


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _handle_http_error)
    app.register_error_handler(StoreError, _handle_store_error)
    app.register_error_handler(Exception, _handle_unexpected_error)
    app.after_request(_say_when)


def _say_when(response: Response) -> Response:
    """Each 503 has Retry-After, also that of a page which brings a form back."""
    if response.status_code == _UNAVAILABLE and "Retry-After" not in response.headers:
        response.headers["Retry-After"] = str(_PAUSE)
    return response


def _handle_http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    problem = error if isinstance(error, Problem) else None
    detail = problem.description if problem else _detail(error)
    faults, members = (problem.faults, problem.members) if problem else ((), {})
    if problem and not is_api_request():
        detail = problem.for_people
    response = _error_response(status, detail or "", faults, members)
    for name, value in [*(problem.headers.items() if problem else ()), *_protocol_headers(error)]:
        response.headers[name] = value
    return response


def _handle_store_error(error: StoreError) -> Response:
    """For programs, 500 if the store was asked and failed, 503 if it is so slow that it wasn't asked."""
    if not is_logged():  # the stores' guards log their own failures; a key in Parameter Store has no guard
        logger.error("The store can't answer: %s", error)
    busy = error if isinstance(error, StoreBusy) else None
    if not is_api_request():
        response = _error_response(503, DETAILS[503])
    elif busy:
        response = _error_response(503, _BUSY_FOR_PROGRAMS)
    else:
        response = _error_response(500, _OUTAGE_FOR_PROGRAMS)
    response.headers["Retry-After"] = str(busy.retry_after if busy else _PAUSE)
    return response


def log_unexpected(error: Exception) -> None:
    """Logs the error's type and where it happened. Its message may quote a visitor's data, so that isn't logged."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("Unexpected %s\n%s", type(error).__name__, where)


def _handle_unexpected_error(error: Exception) -> Response:
    log_unexpected(error)
    return _error_response(500, f"{DETAILS[500]} {WHAT_TO_DO[500]}" if is_api_request() else DETAILS[500])


def _detail(error: HTTPException) -> str:
    if isinstance(error, RequestEntityTooLarge):
        return f"The request body is larger than {current_app.config['MAX_CONTENT_LENGTH'] // 1024} KB, the limit."
    if isinstance(error, MethodNotAllowed):
        return f"This address supports {', '.join(sorted(error.valid_methods or ()))} only."
    # Werkzeug's own descriptions speak of URLs and servers; those given to abort() are ours.
    if error.description and error.description != type(error).description:
        return error.description
    if error.code == 404 and is_api_request():
        return _NOT_FOUND_FOR_PROGRAMS
    return DETAILS.get(error.code or 500, "")


def _protocol_headers(error: HTTPException) -> list[tuple[str, str]]:
    return [header for header in error.get_headers() if header[0] in ("Allow", "Retry-After", "WWW-Authenticate")]


def _error_response(
    status: int, detail: str, faults: Sequence[Fault] = (), members: Mapping[str, Any] | None = None
) -> Response:
    title = HTTPStatus(status).phrase
    if is_api_request():
        return problem_response(status, title, detail, faults, members)
    sent = sent_form() if status == 429 else ()
    page = render_template(
        "errors/error.html",
        status=status,
        title=HEADINGS.get(status, title),
        detail=detail,
        what_to_do=_KEPT if sent else WHAT_TO_DO.get(status, WHAT_TO_DO[400]),
        again_url=request_url() if sent or _may_ask_again(status) else None,
        sent=sent,
    )
    response = uncached(page, status)
    return response if sent else about_nobody(response)


def _may_ask_again(status: int) -> bool:
    """Whether the same request can succeed later, and asks only for a page."""
    return (status == 429 or status >= 500) and request.method in ("GET", "HEAD")


def sent_form() -> Sequence[tuple[str, str]]:
    """The fields of the form that this request has sent. A page that keeps them can send it again."""
    try:
        return tuple(request.form.items(multi=True))
    except HTTPException:  # such as a body that is too large
        return ()


def request_url() -> str:
    """This request's URL without its host. It begins with one slash: after two, a browser would read a host name."""
    query = request.query_string.decode(errors="replace")
    return f"{request.script_root}/{quote(request.path.lstrip('/'))}{'?' if query else ''}{query}"


def problem_response(
    status: int, title: str, detail: str, faults: Sequence[Fault] = (), members: Mapping[str, Any] | None = None
) -> Response:
    response = json_response(problem_document(status, title, detail, faults, members), status, PROBLEM_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def problem_document(
    status: int, title: str, detail: str, faults: Sequence[Fault] = (), members: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    document |= members or {}
    if faults:
        document["invalid_params"] = [{"name": fault.name, "reason": fault.reason} for fault in faults]
    return document
