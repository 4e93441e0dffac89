"""Compiles the schema of a request body into a function that names everything wrong with a body.

It supports the keywords that these schemas use. A validator from a library would cost a cold start about 100 ms.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from configurator.json_schema.builders import VISIBLE, Schema, ref_name

REASON = "x-reason"
"""Our own keyword: what a fault says, where the other keywords don't say it to people."""

_OR_NOTHING = ", or leave it out"
UNKNOWN_MEMBER = "is not a known member; leave it out"

_AMBIGUOUS = re.compile(r"\\[bBdDsSwWpPAZz]")

_KEYWORDS = frozenset(
    ("$ref", "additionalProperties", "anyOf", "const", "dependentSchemas", "description", "enum", "items", "maxItems",
     "maxLength", "maxProperties", "maximum", "minLength", "minProperties", "minimum", "not", "pattern", "properties",
     "required", "type", REASON)
)  # fmt: skip


class Fault(NamedTuple):
    """One thing wrong with a request: the member's path in the body, "" for the body itself, and what to send."""

    name: str
    reason: str


Validator = Callable[[Any], tuple[Fault, ...]]
_Accepts = Callable[[Any], bool]
_Explain = Callable[[Any], list[Fault]]


class _Compiled(NamedTuple):
    """Two functions of a value: a fast one for valid values, and one that names the faults of the others.

    Inside, the path of a fault has a dot before each member: ".carConfiguration.model".
    """

    accepts: _Accepts
    explain: _Explain


def validator(schema: Schema, definitions: Mapping[str, Schema]) -> Validator:
    """A function from a parsed body to its faults, in the order of the schema's members; unknown members come last.

    `definitions` has the schemas that `$ref` names. Raises ValueError for a keyword that isn't supported, and for a
    pattern that languages understand differently.
    """
    accepts, explain = _compile(schema, definitions)
    return lambda body: () if accepts(body) else tuple(Fault(path[1:], reason) for path, reason in explain(body))


def _compile(schema: Schema, definitions: Mapping[str, Schema]) -> _Compiled:
    if unsupported := schema.keys() - _KEYWORDS:
        raise ValueError(f"these keywords are not supported: {', '.join(sorted(unsupported))}")
    if "$ref" in schema:
        return _compile(definitions[ref_name(schema)], definitions)
    if "anyOf" in schema:
        return _compile_nullable(schema, definitions)
    if "properties" in schema or "required" in schema:
        return _compile_object({"properties": {}, **schema}, definitions)
    if "items" in schema:
        return _compile_array(schema, definitions)
    faults = [Fault("", _reason(schema))]
    return _Compiled(_accepts(schema), lambda value: faults)  # noqa: ARG005


def _compile_nullable(schema: Schema, definitions: Mapping[str, Schema]) -> _Compiled:
    """From `anyOf`, a schema and null."""
    compiled = _compile(schema["anyOf"][0], definitions)

    def explain(value: Any) -> list[Fault]:
        return [fault if fault.name else Fault("", f"{fault.reason}{_OR_NOTHING}") for fault in compiled.explain(value)]

    return _Compiled(lambda value: value is None or compiled.accepts(value), explain)


class _ObjectSchema(NamedTuple):
    members: Mapping[str, _Compiled]
    required: frozenset[str]
    rules: tuple[_Compiled, ...]
    """Of several members together."""
    is_closed: bool
    """Whether other members are refused."""


def _compile_object(schema: Schema, definitions: Mapping[str, Schema]) -> _Compiled:
    if undescribed := {*schema.get("required", ())} - schema["properties"].keys():
        raise ValueError(f"these required members have no schema: {', '.join(sorted(undescribed))}")
    compiled = _ObjectSchema(
        members={name: _compile(member, definitions) for name, member in schema["properties"].items()},
        required=frozenset(schema.get("required", ())),
        rules=(*_conditions(schema, definitions), *_alternatives(schema)),
        is_closed=schema.get("additionalProperties") is False,
    )
    return _Compiled(_accepts_object(compiled), _explain_object(compiled, _reason(schema)))


def _accepts_object(schema: _ObjectSchema) -> _Accepts:
    # A function of local variables: it runs for every body.
    members = schema.members.items()
    checks = [
        (name, member.accepts)
        for name, member in members
        if member.accepts is not _accepts_anything or name in schema.required
    ]
    required, has_only_known = schema.required, frozenset(schema.members).issuperset
    rules, is_closed = [rule.accepts for rule in schema.rules], schema.is_closed

    def accepts(value: Any) -> bool:
        if not isinstance(value, dict) or (is_closed and not has_only_known(value)):
            return False
        for name, check in checks:
            if not check(value[name]) if name in value else name in required:
                return False
        return not rules or all(rule(value) for rule in rules)

    return accepts


def _explain_object(schema: _ObjectSchema, reason: str) -> _Explain:
    def explain(value: Any) -> list[Fault]:
        if not isinstance(value, dict):
            return [Fault("", reason)]
        given = [(name, value.get(name)) for name in schema.members if name in value or name in schema.required]
        faults = [
            Fault(f".{name}{fault.name}", fault.reason)
            for name, member in given
            if name not in value or not schema.members[name].accepts(member)
            for fault in schema.members[name].explain(member)
        ]
        faults += [fault for rule in schema.rules if not rule.accepts(value) for fault in rule.explain(value)]
        unknown = [Fault(f".{name}", UNKNOWN_MEMBER) for name in value if name not in schema.members]
        return faults + unknown if schema.is_closed else faults

    return explain


def _compile_array(schema: Schema, definitions: Mapping[str, Schema]) -> _Compiled:
    item, accepts_list, faults = _compile(schema["items"], definitions), _accepts(schema), [Fault("", _reason(schema))]

    def accepts(value: Any) -> bool:
        return accepts_list(value) and all(map(item.accepts, value or ()))

    def explain(value: Any) -> list[Fault]:
        if not accepts_list(value):
            return faults
        wrong = ((number, it) for number, it in enumerate(value) if not item.accepts(it))
        return [Fault(f".{number}{fault.name}", fault.reason) for number, it in wrong for fault in item.explain(it)]

    return _Compiled(accepts, explain)


def _conditions(schema: Schema, definitions: Mapping[str, Schema]) -> Iterator[_Compiled]:
    """From `dependentSchemas`, which has for some members a list (`allOf`) of `if` and `then`.

    They count if the member is there. An `allOf` beside `properties` would do, but generators of clients stumble on it.
    """
    for name, rules in schema.get("dependentSchemas", {}).items():
        for rule in rules["allOf"]:
            yield _condition(name, _compile(rule["if"], definitions).accepts, _compile(rule["then"], definitions))


def _condition(name: str, applies: _Accepts, then: _Compiled) -> _Compiled:
    # Most bodies pass the first test, which is the fastest.
    return _Compiled(lambda value: name not in value or then.accepts(value) or not applies(value), then.explain)


def _alternatives(schema: Schema) -> Iterator[_Compiled]:
    """From `minProperties` and `maxProperties`, of which the builder `members_and_one_of` makes "exactly one"."""
    if "minProperties" in schema:
        names = [name for name in schema["properties"] if name not in schema["required"]]
        faults = [Fault(f".{names[-1]}", f"send either {' or '.join(names)}")]
        yield _Compiled(lambda value: sum(name in value for name in names) == 1, lambda value: faults)  # noqa: ARG005


def _accepts(schema: Schema) -> _Accepts:
    accepts, excluded = _accepts_kind(schema), schema.get("not", {}).get("enum")
    return (lambda value: accepts(value) and value not in excluded) if excluded else accepts


def _accepts_kind(schema: Schema) -> _Accepts:
    if "enum" in schema:
        values: list[object] = schema["enum"]
        return values.__contains__
    if "const" in schema:
        constant = schema["const"]
        return lambda value: type(value) is type(constant) and value == constant
    if "type" not in schema:
        return _accepts_anything
    kinds = _kinds(schema)
    accepts = _ACCEPTS[kinds[0]](schema)
    return (lambda value: value is None or accepts(value)) if "null" in kinds else accepts


def _accepts_anything(value: Any) -> bool:  # noqa: ARG001
    return True


def _kinds(schema: Schema) -> list[str]:
    kinds = schema.get("type", "object")
    return kinds if isinstance(kinds, list) else [kinds]


def _accepts_text(schema: Schema) -> _Accepts:
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", float("inf"))
    if "pattern" not in schema:
        return lambda value: isinstance(value, str) and shortest <= len(value) <= longest
    search = _compile_pattern(schema["pattern"]).search
    return lambda value: isinstance(value, str) and shortest <= len(value) <= longest and search(value) is not None


def _accepts_integer(schema: Schema) -> _Accepts:
    least, most = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))
    return lambda value: _is_whole(value) and least <= value <= most


def _compile_pattern(pattern: str) -> re.Pattern[str]:
    r"""In JavaScript's patterns, which JSON Schema uses, $ doesn't match before a line break at the end.

    Languages disagree on \d, \w, \s and \b, so no pattern may have them. Raises ValueError.
    """
    if _AMBIGUOUS.search(pattern):
        raise ValueError(rf"this pattern means different things in different languages: {pattern}")
    return re.compile(pattern.replace("$", r"\Z"))


def _is_whole(value: Any) -> bool:
    """Whether JSON Schema calls it an integer: 36.0 is one."""
    return type(value) is int or (type(value) is float and value.is_integer())


def _accepts_array(schema: Schema) -> _Accepts:
    most = schema.get("maxItems", float("inf"))
    return lambda value: isinstance(value, list) and len(value) <= most


_ACCEPTS: Mapping[str, Callable[[Schema], _Accepts]] = {
    "string": _accepts_text,
    "integer": _accepts_integer,
    "boolean": lambda schema: lambda value: isinstance(value, bool),  # noqa: ARG005
    "array": _accepts_array,
    "object": lambda schema: lambda value: isinstance(value, dict),  # noqa: ARG005
}


def _reason(schema: Schema) -> str:
    """What to send instead, in words: "send a whole number from 0 to 150, or leave it out"."""
    if REASON in schema:
        return str(schema[REASON])
    is_nullable = "null" in _kinds(schema)
    return f"send {_expected(schema)}{_OR_NOTHING if is_nullable else ''}"


def _expected(schema: Schema) -> str:
    if "enum" in schema:
        return f"one of {', '.join(value for value in schema['enum'] if value is not None)}"
    kind = _kinds(schema)[0]
    if kind == "string":
        return _expected_text(schema)
    if kind == "array":
        return f"a list of at most {schema['maxItems']} items"
    if kind == "integer":
        return f"a whole number from {schema['minimum']} to {schema['maximum']}"
    return "true or false" if kind == "boolean" else f"an object{_listed(schema.get('required', ()))}"


def _expected_text(schema: Schema) -> str:
    if "maxLength" not in schema:
        return "a text"
    shortest = f"{schema['minLength']} to" if "minLength" in schema else "at most"
    visible = ", at least one of them visible" if schema.get("pattern") == VISIBLE else ""
    return f"a text of {shortest} {schema['maxLength']} characters{visible}"


def _listed(names: list[str]) -> str:
    """Such as " with model, color and tire"."""
    *first, last = names or [""]
    return f" with {', '.join(first)}{' and ' if first else ''}{last}" if last else ""
