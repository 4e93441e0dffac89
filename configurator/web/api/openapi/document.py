"""The API's OpenAPI 3.1 document, for code generators and the page /docs.

The schemas of request bodies are the ones that the API validates with; the examples are answers for this catalogue.
"""

from configurator.cars.catalogue import Catalogue
from configurator.web.api.documents import Document
from configurator.web.api.openapi.catalogue_schemas import catalogue_schemas, palette_schemas
from configurator.web.api.openapi.operation_links import link_operations
from configurator.web.api.openapi.operations import paths
from configurator.web.api.openapi.service_schemas import render_schemas, service_schemas
from configurator.web.api.openapi.user_schemas import configuration_schemas, user_schemas

VERSION = "1.0.0"
TAGS = {
    "Users": "Users and the cars they configured.",
    "Catalogue": "Models and options, and checks of a configuration.",
    "Pictures": "Drawings of a car, and DALL-E renders.",
    "Colour vision": "Colours sorted for each type of colour vision, with warnings about colours that look alike.",
    "Service": "The state of the service, and this description.",
}


def document(catalogue: Catalogue, server: str) -> Document:
    """`server` is the URL of the API without a slash at its end; "" if the API is at the host's root."""
    operations = paths(catalogue)
    link_operations(operations)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Profile", "version": VERSION, "summary": "A car configurator.", "description": _ABOUT},
        "servers": [{"url": server or "/"}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": operations,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "owner": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The user's token: `accessToken` of the answer to POST /users, or your own secret.",
                },
                "staff": {"type": "http", "scheme": "bearer", "description": "The staff token."},
            },
        },
    }


def _schemas() -> Document:
    builders = (
        user_schemas, configuration_schemas, catalogue_schemas, palette_schemas, render_schemas, service_schemas,
    )  # fmt: skip
    return {name: schema for schemas in builders for name, schema in schemas().items()}


_ABOUT = """Independent; not affiliated with Porsche AG. Prices are demonstration data; only a dealer can make a \
binding offer.

Bodies are JSON of at most 64 KB. A member of a user or a car that is not known is refused, so that you notice \
spelling mistakes. A part that is not in the catalogue is stored and listed in `unrecognised`. An error is a problem \
document (RFC 9457) that names every invalid member."""
