"""A schema in words, for the page that people read."""

from typing import Any

from configurator.web.api.openapi.schema_builders import CODE, HEX, Schema

_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
}
_FORMS = {"date-time": "moment, UTC", HEX["pattern"]: "colour as #rrggbb", CODE["pattern"]: "short code"}


def in_words(schema: Schema) -> str:
    """Such as "whole number, 0 to 150, or null"; what refers to a schema by that one's name."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return f"one of {', '.join(map(_literal, schema['enum']))}"
    kinds = schema.get("type", "anything")
    first, *others = kinds if isinstance(kinds, list) else [kinds]
    return ", ".join([_kind(first, schema), *_bounds(schema), *(f"or {other}" for other in others)])


def _kind(kind: str, schema: Schema) -> str:
    if "properties" in schema:
        return f"object with {', '.join(schema['properties'])}"
    form = _FORMS.get(schema.get("format", "")) or _FORMS.get(schema.get("pattern", ""))
    return form or _KINDS.get(kind, kind)


def _bounds(schema: Schema) -> list[str]:
    if "maximum" in schema:
        return [f"{schema['minimum']} to {schema['maximum']}"]
    if "maxLength" in schema:
        least = f"{schema['minLength']} to" if "minLength" in schema else "at most"
        return [f"{least} {schema['maxLength']} characters"]
    return []


def _literal(value: Any) -> str:
    return "null" if value is None else str(value)
