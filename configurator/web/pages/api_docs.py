"""/docs: the API for developers, rendered from its OpenAPI document."""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request
from markupsafe import Markup

from configurator.web.api.openapi.route import Described, described_here, openapi_document

api_page = Blueprint("api_page", __name__)

Document = dict[str, Any]


class Operation(NamedTuple):
    """An operation of the API. `parameters` include those of its path."""

    method: str
    path: str
    parameters: tuple[Document, ...]
    details: Document


@api_page.get("/docs")
def show() -> str:
    content = _content(described_here(), request.script_root)
    return render_template("api_docs/page.html", content=content)


@lru_cache(maxsize=2)
def _content(site: Described, _script_root: str) -> Markup:
    """The page below its header. It is 70 KB, takes 12 ms, and is the same for everybody."""
    # Few visitors open this page, so a start doesn't import what only it needs.
    from configurator.web.api.openapi.descriptions import describe

    document = openapi_document(site)
    html = render_template(
        "api_docs/content.html",
        document=document,
        groups=[(tag, _operations(document, tag["name"])) for tag in document["tags"]],
        schemas=document["components"]["schemas"],
        describe=describe,
        as_text=lambda example: json.dumps(example, indent=2, ensure_ascii=False),
    )
    return Markup(html)


def _operations(document: Document, tag: str) -> list[Operation]:
    return [
        Operation(method.upper(), path, (*item.get("parameters", ()), *details.get("parameters", ())), details)
        for path, item in document["paths"].items()
        for method, details in item.items()
        if method != "parameters" and tag in details["tags"]
    ]
