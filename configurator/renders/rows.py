"""A render as all stores write it down: JSON text, beside the few values that it is found by."""

import json
from datetime import UTC, datetime
from typing import Any

from configurator.renders.captions import CarNames, caption
from configurator.renders.cost import Usage
from configurator.renders.prompt import VIEW_NAMES, RenderView
from configurator.renders.render import Picture, Recipe, Render
from configurator.renders.store import index_key

RenderRow = dict[str, str | int | None]

_TIMES = ("asked_at", "not_before", "lease_until", "finished_at")
_KNOWN = frozenset(Render._fields)


def to_render_row(render: Render) -> RenderRow:
    """By the names that items and columns have. `since` sorts as text, being UTC and always equally long."""
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
    document = {
        **render._asdict(),
        "names": render.names._asdict(),
        # The previous version requires this member; a rollback brings it back (docs/decisions/render-names.md).
        "caption": caption(render.names, render.view),
        "recipe": render.recipe._asdict(),
        "usage": render.usage._asdict(),
        "picture": render.picture._asdict() if render.picture else None,
    }
    return json.dumps(document, default=datetime.isoformat, ensure_ascii=False, separators=(",", ":"))


def as_render(text: str) -> Render:
    """Ignores members that a newer version added. Reads rows of the version that stored a caption and no names."""
    document = json.loads(text)
    values: dict[str, Any] = {name: value for name, value in document.items() if name in _KNOWN}
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
