"""Reduces botocore's descriptions of AWS to what the app calls. A client reads them with its first client."""

import gzip
import json
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

Operations = Mapping[str, tuple[str, ...]]

OPERATIONS: Operations = {
    "dynamodb": (),
    "lambda": ("Invoke",),
    "s3": ("GetObject", "ListObjectsV2", "PutObject"),
    "ssm": ("GetParameter",),
}
"""For each service, the operations that the app calls with botocore on Lambda. A test compares them with the code.

The client for DynamoDB is ours: of botocore's description it needs only the addresses, for special ones."""


def cut(data: Path, operations: Operations = OPERATIONS) -> None:
    """Deletes everything in botocore's data folder except these operations in the newest version of their services.

    Raises KeyError if botocore no longer has one of the operations.
    """
    for service in [path for path in data.iterdir() if path.is_dir()]:
        *old, newest = sorted(service.iterdir())
        for folder in old if service.name in operations else [service]:
            shutil.rmtree(folder)
        if service.name in operations:
            _cut_service(newest / "service-2.json.gz", operations[service.name])
    _cut_endpoints(data / "endpoints.json", operations)


def _cut_service(path: Path, operations: Iterable[str]) -> None:
    model = json.loads(gzip.decompress(path.read_bytes()))
    model["operations"] = _without_documentation({name: model["operations"][name] for name in operations})
    model["shapes"] = _without_documentation(_reached(model["operations"], model["shapes"]))
    _write(path.with_suffix(""), model)
    path.unlink()


def _cut_endpoints(path: Path, services: Container[str]) -> None:
    model = json.loads(path.read_text(encoding="utf-8"))
    for partition in model["partitions"]:
        partition["services"] = {name: it for name, it in partition["services"].items() if name in services}
    _write(path, model)


def _reached(operations: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    """The shapes that the operations refer to, directly or through other shapes."""
    reached: dict[str, Any] = {}
    named = list(_named(operations))
    while named:
        name = named.pop()
        if name not in reached:
            reached[name] = shapes[name]
            named.extend(_named(shapes[name]))
    return reached


def _named(part: Any) -> Iterator[str]:
    for name, value in part.items() if isinstance(part, dict) else enumerate(part):
        if name == "shape" and isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from _named(value)


def _without_documentation(part: Any) -> Any:
    """Keeps members of a shape that are named documentation: their value is a shape, not a text."""
    if isinstance(part, dict):
        return {
            name: _without_documentation(it)
            for name, it in part.items()
            if name != "documentation" or not isinstance(it, str)
        }
    return [_without_documentation(value) for value in part] if isinstance(part, list) else part


def _write(path: Path, model: Any) -> None:
    path.write_text(json.dumps(model, separators=(",", ":")), encoding="utf-8")
