"""A kiosk's page that failed says so and returns to the start by itself, because nobody is there to press a button."""

from flask import Response, render_template, url_for
from werkzeug.exceptions import HTTPException

from configurator.web.http.page_response import about_nobody, uncached
from configurator.web.http.problems import log_unexpected

_RETRY_SECONDS = 5


def recover(error: Exception) -> Response:
    """The error handler of the kiosk's pages. A refused request gets only its status."""
    if isinstance(error, HTTPException):
        return Response(status=error.code)
    log_unexpected(error)
    response = about_nobody(uncached(render_template("kiosk/failed.html"), 500))
    response.headers["Refresh"] = f"{_RETRY_SECONDS}; url={url_for('kiosk_pages.attract')}"
    return response
