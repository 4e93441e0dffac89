"""A kiosk's page that failed says so and returns to the start by itself, because nobody is there to press a button."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from configurator.web.http.fragments import requested_fragment
from configurator.web.http.page_response import about_nobody, uncached
from configurator.web.http.problems import Problem, log_unexpected, request_url, sent_form

_RETRY_SECONDS = 5
_FORM_IDS = {"kiosk_pages.request_render": "photo-views"}


class WaitPage(NamedTuple):
    """A form that can be sent again: its id and address, and the fields that it keeps. `fragment` is the part of the
    page that a script requested, or "" for the whole page."""

    detail: str
    form_id: str
    address: str
    sent: Sequence[tuple[str, str]]
    fragment: str


def recover(error: Exception) -> Response:
    """The error handler of the kiosk's pages. A refused request gets only its status, unless a visitor can send it
    again a little later."""
    if isinstance(error, Problem) and error.code == 429 and sent_form():
        return _wait(error)
    if isinstance(error, HTTPException):
        return Response(status=error.code)
    log_unexpected(error)
    response = about_nobody(uncached(render_template("kiosk/failed.html"), 500))
    response.headers["Refresh"] = f"{_RETRY_SECONDS}; url={url_for('kiosk_pages.attract')}"
    return response


def _wait(error: Problem) -> Response:
    """A page that keeps the form. js/kiosk.js puts it in the form's place, which it finds by its id."""
    form_id = _FORM_IDS.get(request.endpoint or "", "form")
    page = WaitPage(error.for_people, form_id, request_url(), sent_form(), requested_fragment())
    response = uncached(render_template("kiosk/wait.html", page=page), 429)
    response.headers.update(error.headers)
    return response
