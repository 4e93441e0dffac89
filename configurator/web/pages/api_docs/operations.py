"""The operations of the OpenAPI document, with the fields of the forms that send them."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from configurator.json_schema.builders import ref_name

Document = dict[str, Any]

_SCHEMES = {"owner": "Access token", "staff": "Staff token"}
"""What to call the token of a security scheme."""
_TAG = '"YOUR_ETAG"'
_PLACEHOLDERS = {"If-Match": _TAG, "If-None-Match": _TAG}


class Field(NamedTuple):
    """A field of a form, named as the document names the parameter.

    `place` is path, query, header or token. `example` is what the samples show, `value` what the form begins with.
    """

    name: str
    place: str
    required: bool
    example: str
    pattern: str = ""
    choices: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        return self.example if self.place == "path" else ""

    @property
    def label(self) -> str:
        return _SCHEMES.get(self.name, self.name) if self.place == "token" else self.name


class Operation(NamedTuple):
    """An operation of the API. `parameters` include those of its path.

    `media_type` and `body` are those of the request, "" without a body. `is_picture`: it answers with a picture.
    """

    method: str
    path: str
    parameters: tuple[Document, ...]
    details: Document
    fields: tuple[Field, ...]
    media_type: str
    body: str
    is_picture: bool

    @property
    def links(self) -> str:
        """What its answers know of other operations' parameters, in JSON by the operation's id."""
        links = [link for answer in self.details["responses"].values() for link in answer.get("links", {}).values()]
        return json.dumps({link["operationId"]: link["parameters"] for link in links})


def as_text(example: Any) -> str:
    return json.dumps(example, indent=2, ensure_ascii=False)


def operations_of(document: Document, tag: str) -> list[Operation]:
    known = _known_examples(document)
    return [
        _operation(document, method, path, item, known)
        for path, item in document["paths"].items()
        for method, details in item.items()
        if method != "parameters" and tag in details["tags"]
    ]


def example_of(content: Document) -> Any:
    """The first example of a parameter or of a media type; None without one."""
    named: Document = next(iter(content.get("examples", {}).values()), {})
    return content.get("example", named.get("value"))


def _operation(document: Document, method: str, path: str, item: Document, known: Document) -> Operation:
    details = item[method]
    parameters = tuple(
        _resolved(document, "parameters", it) for it in (*item.get("parameters", ()), *details.get("parameters", ()))
    )
    media_type, content = next(iter(details.get("requestBody", {}).get("content", {}).items()), ("", {}))
    return Operation(
        method=method.upper(),
        path=path,
        parameters=parameters,
        details=details,
        fields=(*(_field(document, it, known) for it in parameters), *_tokens(document, details)),
        media_type=media_type,
        body=as_text(example_of(content)) if media_type else "",
        is_picture=any(kind.startswith("image/") for kind in details["responses"].get("200", {}).get("content", ())),
    )


def _resolved(document: Document, kind: str, part: Document) -> Document:
    return document["components"][kind][ref_name(part)] if "$ref" in part else part


def _field(document: Document, parameter: Document, known: Document) -> Field:
    name, schema = parameter["name"], _resolved(document, "schemas", parameter["schema"])
    choices = tuple(map(str, schema.get("enum", ())))
    candidates = (example_of(parameter), *schema.get("examples", ()), *choices, known.get(name))
    placeholder = _PLACEHOLDERS.get(name, f"YOUR_{name.upper().replace('-', '_')}")
    return Field(
        name=name,
        place=parameter["in"],
        required=parameter.get("required", False),
        example=str(next((it for it in candidates if it is not None), placeholder)),
        pattern=schema.get("pattern", ""),
        choices=choices,
    )


def _tokens(document: Document, details: Document) -> Iterator[Field]:
    """A token isn't required where the document also allows the request without any."""
    allowed: list[Document] = details["security"] if "security" in details else document.get("security", [])
    for scheme in {name: None for each in allowed for name in each}:
        yield Field(scheme, "token", {} not in allowed, "YOUR_TOKEN")


def _known_examples(document: Document) -> Document:
    """Values by name, from the examples of all bodies: a parameter of this name may take them."""
    bodies = [
        body
        for item in document["paths"].values()
        for method, details in item.items()
        if method != "parameters"
        for body in (details.get("requestBody", {}), *details["responses"].values())
    ]
    examples = [example_of(content) for body in bodies for content in body.get("content", {}).values()]
    return {name: value for it in examples if isinstance(it, dict) for name, value in it.items()}
