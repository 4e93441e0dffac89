"""JSON responses."""

from collections.abc import Mapping
from json import JSONEncoder
from typing import TYPE_CHECKING, Any

from flask import Response, request
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

compact_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""The JSON of a document: members in its order, no escapes for non-ASCII text, no spaces."""


class _JsonResponse(Response):
    """Werkzeug copies the headers before it sends them, because it could have to correct them."""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        if self.status_code != 200 or not self.is_sequence:
            return super().get_wsgi_headers(environ)
        self.headers.setdefault("Content-Length", str(sum(map(len, self.iter_encoded()))))
        return self.headers


def json_response(document: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    return json_text(compact_json(document), status, mimetype)


def json_text(
    text: str, status: int = 200, mimetype: str = "application/json", headers: Mapping[str, str] | None = None
) -> Response:
    return _JsonResponse(text, status, headers, content_type=mimetype)


def cached_json(document: Any) -> Response:
    """For what depends on the catalogue only: clients cache it for five minutes, then ask again with its ETag."""
    response = json_response(document)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    return conditional(response)


def conditional(response: Response) -> Response:
    """The same response, or 304 without a body if the client has this ETag already."""
    if "HTTP_IF_NONE_MATCH" in request.environ:
        response.make_conditional(request)
    return response
