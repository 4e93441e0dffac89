"""GET /openapi.json."""

from functools import lru_cache

from flask import Blueprint, Response

from configurator.cars.catalogue import Catalogue
from configurator.services import current_services
from configurator.web.api.documents import Document
from configurator.web.http.json_response import cached_json
from configurator.web.http.urls import public_base

openapi_api = Blueprint("openapi_api", __name__)


@openapi_api.get("/openapi.json")
def show() -> Response:
    return cached_json(openapi_document(current_services().catalogue, public_base()))


@lru_cache(maxsize=4)
def openapi_document(catalogue: Catalogue, server: str) -> Document:
    """The API under this URL; see `document`."""
    # Only developers request it, so a start doesn't import what builds it.
    from configurator.web.api.openapi.document import document

    return document(catalogue, server)
