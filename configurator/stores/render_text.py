"""A render as JSON text, which both stores keep as it is beside the few values that they search by."""

import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from configurator.render_cost import Usage
from configurator.renders import Picture, Recipe, Render

_TIMES = ("asked_at", "not_before", "lease_until", "finished_at")
_KNOWN = frozenset(field.name for field in fields(Render))


def as_render_text(render: Render) -> str:
    return json.dumps(asdict(render), default=datetime.isoformat, ensure_ascii=False, separators=(",", ":"))


def as_render(text: str) -> Render:
    """What a newer version of the program added is passed over."""
    values: dict[str, Any] = {name: value for name, value in json.loads(text).items() if name in _KNOWN}
    for name in _TIMES:
        values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
    values["recipe"] = Recipe(**values["recipe"])
    values["usage"] = Usage(**values["usage"])
    values["picture"] = Picture(**values["picture"]) if values["picture"] else None
    return Render(**values)
