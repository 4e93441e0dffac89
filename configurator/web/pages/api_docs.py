"""/docs: the API for people who build with it, from its own description."""

import json
from typing import Any, NamedTuple

from flask import Blueprint, render_template

from configurator.web.api.openapi.route import described

api_page = Blueprint("api_page", __name__)

Document = dict[str, Any]


class Operation(NamedTuple):
    """One thing to ask for. `parameters` are those of its address too."""

    method: str
    path: str
    parameters: tuple[Document, ...]
    says: Document


@api_page.get("/docs")
def show() -> str:
    # For developers only, as what it reads.
    from configurator.web.api.openapi.descriptions import in_words

    document = described()
    return render_template(
        "api_docs/page.html",
        document=document,
        groups=[(tag, _operations(document, tag["name"])) for tag in document["tags"]],
        schemas=document["components"]["schemas"],
        in_words=in_words,
        as_text=lambda example: json.dumps(example, indent=2, ensure_ascii=False),
    )


def _operations(document: Document, tag: str) -> list[Operation]:
    return [
        Operation(method.upper(), path, (*item.get("parameters", ()), *says.get("parameters", ())), says)
        for path, item in document["paths"].items()
        for method, says in item.items()
        if method != "parameters" and tag in says["tags"]
    ]
