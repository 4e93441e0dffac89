"""/docs: the API for developers, rendered from its OpenAPI document."""

from functools import lru_cache

from flask import Blueprint, render_template, request
from markupsafe import Markup

from configurator.services import current_services
from configurator.web.api.openapi.route import Described, described_here, openapi_document

api_page = Blueprint("api_page", __name__)


@api_page.get("/docs")
def show() -> str:
    content = _content(described_here(), request.script_root, current_services().settings.images.enabled)
    return render_template("api_docs/page.html", content=content)


@lru_cache(maxsize=2)
def _content(site: Described, root: str, renders: bool) -> Markup:
    """The page below its header. It is 190 KB, takes 40 ms, and is the same for everybody.

    `root` is the prefix of this site's paths. `renders`: whether this server makes any, which costs money.
    """
    # Few visitors open this page, so a start doesn't import what only it needs.
    from configurator.web.api.openapi.descriptions import describe
    from configurator.web.pages.api_docs.effects import effect_of
    from configurator.web.pages.api_docs.operations import as_text, operations_of
    from configurator.web.pages.api_docs.samples import LANGUAGES, escapes, sample

    document = openapi_document(site)
    html = render_template(
        "api_docs/content.html",
        document=document,
        groups=[(tag, operations_of(document, tag["name"])) for tag in document["tags"]],
        schemas=document["components"]["schemas"],
        describe=describe,
        as_text=as_text,
        effect_of=lambda operation: effect_of(operation, renders),
        languages=LANGUAGES,
        sample=sample,
        escapes=escapes(),
        base=site.server,
        root=root,
    )
    return Markup(html)
