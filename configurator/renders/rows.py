"""A render as all stores write it down: JSON text, beside the few values that it is found by."""

import json
from datetime import UTC, datetime
from typing import Any

from configurator.renders.cost import Usage
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
        "recipe": render.recipe._asdict(),
        "usage": render.usage._asdict(),
        "picture": render.picture._asdict() if render.picture else None,
    }
    return json.dumps(document, default=datetime.isoformat, ensure_ascii=False, separators=(",", ":"))


def as_render(text: str) -> Render:
    """What a newer version of the program added is passed over."""
    values: dict[str, Any] = {name: value for name, value in json.loads(text).items() if name in _KNOWN}
    for name in _TIMES:
        values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
    values["recipe"] = Recipe(**values["recipe"])
    values["usage"] = Usage(**values["usage"])
    values["picture"] = Picture(**values["picture"]) if values["picture"] else None
    return Render(**values)
