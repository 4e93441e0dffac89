"""Answering with JSON."""

from typing import Any

from flask import Response, current_app, request


def json_response(document: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    return Response(current_app.json.dumps(document), status, mimetype=mimetype)


def conditional(response: Response) -> Response:
    """The same, or 304 without a body where the client has this ETag already."""
    response.make_conditional(request)
    return response
