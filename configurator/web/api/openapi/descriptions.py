"""Describes a schema in words, for the page /docs."""

from typing import Any

from configurator.json_schema.builders import Schema, ref_name
from configurator.web.api.openapi.common_schemas import CODE, HEX

_KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
}
_FORMATS = {
    "date-time": "time in UTC",
    "binary": "file",
    "uri": "absolute URL",
    HEX["pattern"]: "colour as #rrggbb",
    CODE["pattern"]: "short code",
}


def describe(schema: Schema) -> str:
    """Such as "whole number, 0 to 150, or null". For a reference it is the name of the schema."""
    if "$ref" in schema:
        return ref_name(schema)
    if "enum" in schema:
        return f"one of {', '.join(map(_literal, schema['enum']))}"
    kinds = schema.get("type", "any value")
    first, *others = kinds if isinstance(kinds, list) else [kinds]
    return ", ".join([_kind(first, schema), *_bounds(schema), *(f"or {other}" for other in others)])


def _kind(kind: str, schema: Schema) -> str:
    if "properties" in schema:
        return f"object with {', '.join(schema['properties'])}"
    if "items" in schema:
        return f"list of {describe(schema['items'])}"
    format_name = _FORMATS.get(schema.get("format", "")) or _FORMATS.get(schema.get("pattern", ""))
    return format_name or _KINDS.get(kind, kind)


def _bounds(schema: Schema) -> list[str]:
    if "maxItems" in schema:
        return [f"at most {schema['maxItems']}"]
    if "maximum" in schema:
        return [f"{schema['minimum']} to {schema['maximum']}"]
    if "maxLength" in schema:
        least = f"{schema['minLength']} to" if "minLength" in schema else "at most"
        return [f"{least} {schema['maxLength']} characters"]
    return []


def _literal(value: Any) -> str:
    return "null" if value is None else str(value)
