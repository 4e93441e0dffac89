"""A render as every store writes it: JSON text, and the few values by which stores find it.

Stored names never change. The members of the JSON document have the names of Render's fields, with the exceptions in
_STORED_NAMES. A document without `budget` is older than the kiosks' budget: the ordinary one pays.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from configurator.renders.captions import CarNames, caption
from configurator.renders.cost import Usage
from configurator.renders.prompt import VIEW_NAMES, RenderView
from configurator.renders.render import Picture, Recipe, Render
from configurator.renders.store import index_key

RenderRow = dict[str, str | int | None]

_TIMES = ("asked_at", "not_before", "lease_until", "finished_at")
_STORED_NAMES: Mapping[str, str] = MappingProxyType({"requests": "askings", "attempts": "tries"})
_FIELDS: Mapping[str, str] = MappingProxyType({_STORED_NAMES.get(field, field): field for field in Render._fields})
"""The field for each stored name."""


def to_render_row(render: Render) -> RenderRow:
    """The row, by the names of columns and attributes. `since` is UTC with microseconds, so that it sorts as text."""
    shelf, since = index_key(render) or (None, None)
    text = since.astimezone(UTC).isoformat(timespec="microseconds") if since else None
    return {
        "sceneKey": render.scene_key,
        "recipeKey": render.recipe_key,
        "version": render.version,
        "document": as_render_text(render),
        "shelf": shelf,
        "since": text,
    }


def as_render_text(render: Render) -> str:
    """The JSON document of a render."""
    values = {_STORED_NAMES.get(field, field): value for field, value in render._asdict().items()}
    document = {
        **values,
        "names": render.names._asdict(),
        # The previous version requires this member; a rollback brings it back (docs/decisions/render-names.md).
        "caption": caption(render.names, render.view),
        "recipe": render.recipe._asdict(),
        "usage": render.usage._asdict(),
        "picture": render.picture._asdict() if render.picture else None,
    }
    return json.dumps(document, default=datetime.isoformat, ensure_ascii=False, separators=(",", ":"))


def as_render(text: str) -> Render:
    """The render of a JSON document.

    Ignores members that a newer version added, and reads documents of the version that stored a caption and no names.
    """
    document = json.loads(text)
    values: dict[str, Any] = {_FIELDS[name]: value for name, value in document.items() if name in _FIELDS}
    for name in _TIMES:
        values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
    values["names"] = _names(document)
    values["recipe"] = Recipe(**values["recipe"])
    values["usage"] = Usage(**values["usage"])
    values["picture"] = Picture(**values["picture"]) if values["picture"] else None
    return Render(**values)


def _names(document: dict[str, Any]) -> CarNames:
    if "names" in document:
        return CarNames(**document["names"])
    return _parse_caption(document["caption"], document["view"])


def _parse_caption(text: str, view: RenderView) -> CarNames:
    """The names in a caption of the previous version: "<model> in <paint>, <view> view", or "<model> with <interior>,
    interior view"."""
    title = text.removesuffix(f", {VIEW_NAMES[view]} view")
    if view == "interior":
        model, _, interior = title.partition(" with ")
        return CarNames(model, "", interior)
    model, _, paint = title.partition(" in ")
    return CarNames(model, paint, "")
