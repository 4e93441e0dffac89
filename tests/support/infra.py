"""The Terraform files of infra/ as data."""

from collections.abc import Iterator
from typing import Any

import hcl2

from tests.support.processes import ROOT

INFRA = ROOT / "infra"


def block(*path: str) -> Any:
    """The values under a path of names in infra/*.tf, strings without their quotes."""
    values: list[Any] = []
    for file in INFRA.glob("*.tf"):
        parts = [_unquoted(hcl2.loads(file.read_text()))]
        for word in path:
            parts = [inner for part in parts for inner in _under(part, word)]
        values += parts
    assert values, path
    return values[0] if len(values) == 1 else values


def _under(part: Any, word: str) -> Iterator[Any]:
    for each in part if isinstance(part, list) else [part]:
        if isinstance(each, dict) and word in each:
            yield each[word]


def _unquoted(part: Any) -> Any:
    if isinstance(part, dict):
        return {name.strip('"'): _unquoted(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_unquoted(value) for value in part]
    return part.strip('"') if isinstance(part, str) else part
