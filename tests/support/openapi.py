"""Reads the API's OpenAPI document as a test needs it."""

import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from configurator.colour_vision.palettes_reader import load_palettes
from configurator.settings import Settings
from configurator.web.api.openapi.document import document
from configurator.web.api.openapi.route import Described
from tests.support.catalogues import OURS
from tests.support.client import Answer, Client

Document = dict[str, Any]


def described_site(server: str = "http://127.0.0.1:8000", contact: str = "") -> Described:
    """A site with our catalogue."""
    return Described(OURS, load_palettes(OURS, Settings().catalogue), server, contact)


OURS_DESCRIBED = document(described_site())


def has_pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    """A pattern is JavaScript's, where $ is the end. In Python's, a line break may follow."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError(f"{value!r} doesn't match {pattern!r}")


AsInJavaScript: Any = extend(Draft202012Validator, {"pattern": has_pattern})  # type: ignore[no-untyped-call]


def validator(schema: str, described: Document = OURS_DESCRIBED) -> Any:
    """Of a named schema."""
    return AsInJavaScript({"$ref": f"#/components/schemas/{schema}", "components": described["components"]})


def operations(described: Document) -> Iterator[tuple[str, str, Document]]:
    """The path, the method and the description of each."""
    for path, item in described["paths"].items():
        yield from ((path, method, it) for method, it in item.items() if method != "parameters")


def operation(described: Document, operation_id: str) -> tuple[str, str, Document]:
    return next(it for it in operations(described) if it[2]["operationId"] == operation_id)


def responses(described: Document, method: str, path: str) -> Document:
    """Of the operation at this address."""
    for address, item in described["paths"].items():
        if re.fullmatch(re.sub(r"{[^}]*}", "[^/]+", address), path):
            found: Document = item[method.lower()]["responses"]
            return found
    raise AssertionError(f"{path} is not described")


def check(answer: Answer, described_responses: Document, described: Document) -> None:
    """The body is one that the description allows, and the description names the headers that clients read."""
    response = described_responses[str(answer.status)]
    media_type = (answer.headers["Content-Type"] or "").partition(";")[0]
    schema = response["content"][media_type]["schema"]
    Draft202012Validator({**schema, "components": described["components"]}).validate(answer.json())
    sent = {name for name in described["components"]["headers"] if name in answer.headers}
    assert sent <= response["headers"].keys()


def ask(http: Client, path: str, method: str, details: Document) -> Answer:
    """Send the request that the description shows, without a token."""
    item = OURS_DESCRIBED["paths"][path]
    for parameter in (*item.get("parameters", ()), *details.get("parameters", ())):
        path = path.replace(f"{{{parameter['name']}}}", str(parameter.get("example")))
    body = details.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example", {})
    return (
        http.send_json(method.upper(), path, body)
        if method in ("post", "put", "patch")
        else http.request(method.upper(), path)
    )
