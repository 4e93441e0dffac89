"""GET /openapi.json: the API as code generators read it."""

from functools import lru_cache

from flask import Blueprint, Response, request

from configurator.cars.catalogue import Catalogue
from configurator.services import current_services
from configurator.web.api.documents import Document
from configurator.web.http.json_response import cached_json

openapi_api = Blueprint("openapi_api", __name__)


@openapi_api.get("/openapi.json")
def show() -> Response:
    return cached_json(described())


def described() -> Document:
    """The API of this installation, under the address that it is known by."""
    return _document(current_services().catalogue, current_services().settings.public_url or request.script_root)


@lru_cache(maxsize=4)
def _document(catalogue: Catalogue, server: str) -> Document:
    # For developers only: no visitor's start should pay for it.
    from configurator.web.api.openapi import document

    return document(catalogue, server)
