"""Botocore's descriptions of AWS, cut down to what the app calls: a client reads all of them at each cold start."""

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OPERATIONS = {
    "dynamodb": ("DeleteItem", "GetItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem"),
    "lambda": ("Invoke",),
    "s3": ("GetObject", "ListObjectsV2", "PutObject"),
    "ssm": ("GetParameter",),
}
"""By service, what the app calls on Lambda. A test holds it to the code."""

MEMBERS = {"dynamodb": {"AttributeValue": ("S", "N", "BOOL")}}
"""By service and shape, the members that are kept. Of DynamoDB's ten kinds of values these are what our items have
(stores/dynamodb/items.py): botocore looks for each kind in each value that it reads."""


def cut(data: Path) -> None:
    """Leaves in botocore's folder of data the newest descriptions of our services, and of those only our operations.

    Raises KeyError where botocore has no such operation or member any more.
    """
    for service in [path for path in data.iterdir() if path.is_dir()]:
        *old, newest = sorted(service.iterdir())
        for folder in old if service.name in OPERATIONS else [service]:
            shutil.rmtree(folder)
        if service.name in OPERATIONS:
            _cut_service(newest / "service-2.json.gz", service.name)
    _cut_endpoints(data / "endpoints.json")


def _cut_service(path: Path, service: str) -> None:
    model = json.loads(gzip.decompress(path.read_bytes()))
    for shape, kept in MEMBERS.get(service, {}).items():
        members = model["shapes"][shape]["members"]
        model["shapes"][shape]["members"] = {name: members[name] for name in kept}
    model["operations"] = _without_prose({name: model["operations"][name] for name in OPERATIONS[service]})
    model["shapes"] = _without_prose(_reached(model["operations"], model["shapes"]))
    _write(path.with_suffix(""), model)
    path.unlink()


def _cut_endpoints(path: Path) -> None:
    model = json.loads(path.read_text(encoding="utf-8"))
    for partition in model["partitions"]:
        partition["services"] = {name: it for name, it in partition["services"].items() if name in OPERATIONS}
    _write(path, model)


def _reached(operations: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    """The shapes that are named from there, and from those, and so on."""
    found: dict[str, Any] = {}
    named = list(_named(operations))
    while named:
        name = named.pop()
        if name not in found:
            found[name] = shapes[name]
            named.extend(_named(shapes[name]))
    return found


def _named(part: Any) -> Iterator[str]:
    for name, value in part.items() if isinstance(part, dict) else enumerate(part):
        if name == "shape" and isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from _named(value)


def _without_prose(part: Any) -> Any:
    """A member that is called documentation has a shape, no text."""
    if isinstance(part, dict):
        return {
            name: _without_prose(it) for name, it in part.items() if name != "documentation" or not isinstance(it, str)
        }
    return [_without_prose(it) for it in part] if isinstance(part, list) else part


def _write(path: Path, model: Any) -> None:
    path.write_text(json.dumps(model, separators=(",", ":")), encoding="utf-8")
