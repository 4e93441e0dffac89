"""GET /openapi.json: the API as code generators read it."""

from functools import lru_cache

from flask import Blueprint, Response, request

from configurator.catalogue import Catalogue
from configurator.services import services
from configurator.web.documents import Document
from configurator.web.json_response import conditional, json_response

openapi_api = Blueprint("openapi_api", __name__)


@openapi_api.get("/openapi.json")
def show() -> Response:
    server = services().settings.public_url or request.script_root
    response = json_response(_document(services().catalogue, server))
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    return conditional(response)


@lru_cache(maxsize=4)
def _document(catalogue: Catalogue, server: str) -> Document:
    # For developers only: no visitor's start should pay for it.
    from configurator.web.openapi import document

    return document(catalogue, server)
