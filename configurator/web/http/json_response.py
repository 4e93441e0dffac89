"""JSON responses."""

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, request


def json_response(document: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    return json_text(current_app.json.dumps(document), status, mimetype)


def json_text(
    text: str, status: int = 200, mimetype: str = "application/json", headers: Mapping[str, str] | None = None
) -> Response:
    return Response(text, status, headers, mimetype)


def cached_json(document: Any) -> Response:
    """For what depends on the catalogue only: clients cache it for five minutes, then ask again with its ETag."""
    response = json_response(document)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    return conditional(response)


def conditional(response: Response) -> Response:
    """The same response, or 304 without a body if the client has this ETag already."""
    if "If-None-Match" in request.headers:
        response.make_conditional(request)
    return response
