"""The API's OpenAPI 3.1 document, for code generators and the page /docs.

The schemas of request bodies are the ones that the API validates with; the examples are answers for this catalogue.
"""

from configurator.web.api.documents import Document
from configurator.web.api.openapi.catalogue_schemas import catalogue_schemas
from configurator.web.api.openapi.common_schemas import choice_schemas
from configurator.web.api.openapi.configuration_schemas import configuration_schemas
from configurator.web.api.openapi.examples import Examples
from configurator.web.api.openapi.headers import HEADERS
from configurator.web.api.openapi.operation_links import link_operations
from configurator.web.api.openapi.operations import paths
from configurator.web.api.openapi.palette_schemas import palette_schemas
from configurator.web.api.openapi.render_schemas import render_schemas
from configurator.web.api.openapi.route import Described
from configurator.web.api.openapi.service_schemas import service_schemas
from configurator.web.api.openapi.user_schemas import user_schemas

VERSION = "1.0.0"
TAGS = {
    "Users": "Users and the cars they configured.",
    "Catalogue": "Models and options, and checks of a configuration.",
    "Pictures": "Drawings of a car, and DALL-E renders.",
    "Colour vision": "Colours sorted for each type of colour vision, with warnings about colours that look alike.",
    "Service": "The state of the service, and this description.",
}


def document(site: Described) -> Document:
    """The whole document, for the site as a client reaches it."""
    info = {"title": "Profile", "version": VERSION, "summary": "A car configurator."}
    head = {"openapi": "3.1.0", "info": info}
    operations = paths(Examples(site), head)
    link_operations(operations)
    return {
        **head,
        "info": {**info, "description": _ABOUT, "contact": _contact(site), "license": _LICENCE},
        "servers": [{"url": site.server}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": operations,
        "components": {"schemas": _schemas(), "headers": HEADERS, "securitySchemes": _SECURITY},
    }


def _contact(site: Described) -> Document:
    """Whom the operator names, or else the page that explains the API."""
    if site.contact.startswith("mailto:"):
        return {"email": site.contact.removeprefix("mailto:")}
    return {"url": site.contact or f"{site.server}/docs"}


def _schemas() -> Document:
    builders = (
        user_schemas, configuration_schemas, catalogue_schemas, palette_schemas, render_schemas, service_schemas,
        choice_schemas,
    )  # fmt: skip
    return {name: schema for schemas in builders for name, schema in schemas().items()}


_SECURITY = {
    "owner": {
        "type": "http",
        "scheme": "bearer",
        "description": "The user's token: `accessToken` of the answer to POST /users, or your own secret.",
    },
    "staff": {"type": "http", "scheme": "bearer", "description": "The staff token."},
}
_LICENCE = {"name": "All rights reserved", "identifier": "LicenseRef-All-Rights-Reserved"}
"""What package.json says too: nobody has published a licence. Anybody may call the API of a site."""

_ABOUT = """Independent; not affiliated with Porsche AG. Prices are demonstration data; only a dealer can make a \
binding offer.

Bodies are JSON of at most 64 KB. A member of a user or a car that is not known is refused, so that you notice \
spelling mistakes. A part that is not in the catalogue is stored and listed in `unrecognised`. An error is a problem \
document (RFC 9457) that names every invalid member."""
