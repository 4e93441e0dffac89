"""The API in OpenAPI 3.1, for code generators and for the page /docs. Its limits are those that the API checks with,
its examples what the API answers with this catalogue."""

from typing import Any

from configurator.cars.catalogue import Catalogue
from configurator.web.api.openapi.catalogue_schemas import catalogue_schemas, palette_schemas
from configurator.web.api.openapi.operations import paths
from configurator.web.api.openapi.service_schemas import render_schemas, service_schemas
from configurator.web.api.openapi.user_schemas import configuration_schemas, user_schemas

Document = dict[str, Any]

VERSION = "1.0.0"
TAGS = {
    "Users": "Who a car is for, kept with the car.",
    "Catalogue": "What there is to choose from, and what becomes of a choice.",
    "Pictures": "The car drawn at once, and as a DALL-E render where it is asked for.",
    "Colour vision": "Colours in the order that helps, for each way of seeing.",
    "Service": "Whether we are there, and what we can do.",
}


def document(catalogue: Catalogue, server: str) -> Document:
    """`server` is the address under which the API lies, without a slash at its end."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Profile", "version": VERSION, "summary": "A car configurator.", "description": _ABOUT},
        "servers": [{"url": server or "/"}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": paths(catalogue),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "owner": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A user's secret: the `accessToken` of its first answer, or one of the app's own.",
                },
                "staff": {"type": "http", "scheme": "bearer", "description": "The staff's token."},
            },
        },
    }


def _schemas() -> Document:
    made = (user_schemas, configuration_schemas, catalogue_schemas, palette_schemas, render_schemas, service_schemas)
    return {name: schema for schemas in made for name, schema in schemas().items()}


_ABOUT = """Independent, not affiliated with Porsche AG. Demonstration data; a dealer makes the offer.

Bodies are JSON of at most 64 KB. Members of a user or a car that are not known are refused, so that a misspelt one is
noticed; words for a car's parts that are not known are kept and listed as unrecognised. Every error is a problem
(RFC 9457) that names all faults at once."""
