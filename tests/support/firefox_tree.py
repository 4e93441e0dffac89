"""Firefox's accessibility tree in the words of both engines."""

from typing import Any

from tests.support.engine import Node
from tests.support.roles import is_worth_telling, role_of

_STATES = {
    "focusable": "focusable",
    "focused": "focused",
    "checked": "checked",
    "mixed": "mixed",
    "pressed": "pressed",
    "expanded": "expanded",
    "collapsed": "collapsed",
    "unavailable": "disabled",
    "selected": "selected",
    "required": "required",
    "invalid": "invalid",
    "multiselectable": "multiselectable",
    "modal": "modal",
    "busy": "busy",
}


def node_of(found: dict[str, Any], *, keep: bool = False) -> list[Node]:
    """The node, or what is below it if it says nothing itself; `keep` keeps it anyway."""
    role = role_of(found["role"])
    children = tuple(node for child in found["children"] for node in node_of(child))
    if not keep and not is_worth_telling(role, found["name"]):
        return list(children)
    value = "" if role in ("link", "text") else found["value"]
    return [Node(role, found["name"], value, found["description"], frozenset(_states(found, role)), children)]


def _states(found: dict[str, Any], role: str) -> list[str]:
    attributes = found["attributes"]
    states = [_STATES[state] for state in found["states"] if state in _STATES]
    if role == "textbox" and "readonly" in found["states"]:
        states.append("readonly")
    if attributes.get("atomic", str(role in ("status", "alert")).lower()) == "true":
        states.append("atomic")
    if "level" in attributes and role == "heading":
        states.append(f"level {attributes['level']}")
    if attributes.get("live", "off") != "off":
        states.append(f"live {attributes['live']}")
    return states
