"""JSON Schema 2020-12 in few words."""

from typing import Any

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def text(longest: int | None = None, **more: Any) -> Schema:
    return {"type": "string", **({"maxLength": longest} if longest else {}), **more}


def words(longest: int, **more: Any) -> Schema:
    """A text that says something."""
    return text(longest, minLength=1, pattern=r"\S", **more)


def or_null(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def choice(*values: str, **more: Any) -> Schema:
    return {"enum": list(values), **more}


def list_of(schema: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": schema, **more}


def members(required: dict[str, Schema], optional: dict[str, Schema] | None = None, **more: Any) -> Schema:
    """An object with these members and no others."""
    properties = {**required, **(optional or {})}
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


WHOLE: Schema = {"type": "integer"}
AMOUNT = WHOLE | {"description": "In whole units of the currency."}
NUMBER: Schema = {"type": "number"}
BOOL: Schema = {"type": "boolean"}
TEXT = text()
TEXTS = list_of(TEXT)
CODE = text(pattern="^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")
TIME = text(format="date-time")
HEX = text(pattern="^#[0-9a-f]{6}$")
