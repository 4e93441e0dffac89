"""Builds JSON Schema 2020-12 documents."""

from typing import Any

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """A reference to a schema of the OpenAPI document's components."""
    return {"$ref": f"#/components/schemas/{name}"}


def ref_name(schema: Schema) -> str:
    """The name that `ref` was called with."""
    return str(schema["$ref"]).rpartition("/")[2]


def text(longest: int | None = None, **keywords: Any) -> Schema:
    return {"type": "string", **({"maxLength": longest} if longest else {}), **keywords}


_SPECIAL_BEYOND = (
    "(?![\\ud7ff-\U0001d172])[\\ud7ff-\U0001d17a]|"  # format characters of music
    "(?![\\ud7ff-\U000dfffd])[\\ud7ff-\U000e0fff]"  # tags and selectors of variants
)
"""Matches the invisible characters above U+FFFF: those up to the last, but not up to the one before the first.

A range from the first to the last would be shorter. But JavaScript without the flag u reads each of these characters as
two halves, and a range that begins with a half stops a program that has the pattern. So the ranges begin before all
halves. They begin right before them, because Python takes a microsecond for each character to compile a range.
"""
VISIBLE = (
    f"(?!{_SPECIAL_BEYOND})"
    r"[^\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]"
)
"""Matches a text with a character that people see: not white space, a control or format character, or a filler.

It names code points, because Python and JavaScript disagree on white space and Python knows no Unicode categories.
JavaScript without the flag u lets invisible characters above U+FFFF pass, which the server refuses.
"""


def filled_text(longest: int, **keywords: Any) -> Schema:
    """A text with at least one visible character."""
    return text(longest, minLength=1, pattern=VISIBLE, **keywords)


def or_null(schema: Schema, **keywords: Any) -> Schema:
    """The same schema, which allows null too."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}], **keywords}
    if "type" not in schema or isinstance(schema["type"], list):
        return {**schema, **keywords}
    names = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **names, **keywords}


def enum(*values: str, **keywords: Any) -> Schema:
    return {"type": "string", "enum": list(values), **keywords}


def array(schema: Schema, **keywords: Any) -> Schema:
    return {"type": "array", "items": schema, **keywords}


def members(required: dict[str, Schema], optional: dict[str, Schema] | None = None, **keywords: Any) -> Schema:
    """An object with these members and no others."""
    return members_in_order({**required, **(optional or {})}, required=list(required), **keywords)


def members_in_order(properties: dict[str, Schema], required: list[str], **keywords: Any) -> Schema:
    """The same for an object whose optional members stand between required ones: faults are named in this order."""
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        **keywords,
    }


def members_and_one_of(required: dict[str, Schema], alternatives: dict[str, Schema], **keywords: Any) -> Schema:
    """An object with these members, exactly one of the alternatives, and no others.

    It counts members: generators of clients lose the members of an object that has `oneOf` too.
    """
    count = len(required) + 1
    return members(required, alternatives, minProperties=count, maxProperties=count, **keywords)


def merge_patch(schema: Schema, **nested: Schema) -> Schema:
    """The schema of a JSON merge patch (RFC 7396) for an object of this schema.

    A patch may leave out any member. Null removes a member, so only optional members take it. `nested` has the patches
    of members that are objects themselves.
    """
    properties = schema["properties"] | nested
    optional = (name for name in properties if name not in schema["required"])
    patch = {**schema, "properties": properties | {name: or_null(properties[name]) for name in optional}}
    return {name: value for name, value in patch.items() if name != "required"}


INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
BOOLEAN: Schema = {"type": "boolean"}
TEXT = text()
TEXTS = array(TEXT)
