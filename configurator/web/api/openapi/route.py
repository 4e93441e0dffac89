"""GET /openapi.json."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Response

from configurator.cars.catalogue import Catalogue
from configurator.services import current_services
from configurator.web.api.documents import Document
from configurator.web.http.json_response import cached_json
from configurator.web.http.urls import api_base

if TYPE_CHECKING:
    from configurator.colour_vision.palettes import Palettes

openapi_api = Blueprint("openapi_api", __name__)


class Described(NamedTuple):
    """What the document depends on. `server` is the API's absolute URL without a slash at its end.

    `contact` is the setting CONTACT, "" if there is none; `palettes` are None for a catalogue without.
    """

    catalogue: Catalogue
    palettes: "Palettes | None"
    server: str
    contact: str


@openapi_api.get("/openapi.json")
def show() -> Response:
    return cached_json(openapi_document(described_here()))


def described_here() -> Described:
    """This site, as this request's client reaches it."""
    services = current_services()
    return Described(services.catalogue, services.palettes, api_base(), services.settings.contact)


@lru_cache(maxsize=4)
def openapi_document(site: Described) -> Document:
    """The API of this site; see `document`."""
    # Only developers request it, so a start doesn't import what builds it.
    from configurator.web.api.openapi.document import document

    return document(site)
