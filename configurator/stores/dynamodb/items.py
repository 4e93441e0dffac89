"""Converts rows to DynamoDB's items and back: `{"S": "text"}`, `{"N": "1"}`, `{"BOOL": true}`."""

from collections.abc import Mapping
from typing import Any

Attribute = dict[str, Any]
Item = dict[str, Attribute]
Plain = str | int | bool


def to_item(row: Mapping[str, Plain | None]) -> Item:
    """The item of a row. It has no attribute for None, as sparse indexes and TTL require."""
    return {name: _attribute(value) for name, value in row.items() if value is not None}


def from_item(item: Mapping[str, Attribute]) -> dict[str, Any]:
    """The row of an item. Values that were None are missing."""
    return {name: _plain(attribute) for name, attribute in item.items()}


def _attribute(value: Plain) -> Attribute:
    if isinstance(value, bool):
        return {"BOOL": value}
    return {"S": value} if isinstance(value, str) else {"N": str(value)}


def _plain(attribute: Attribute) -> Plain:
    if "N" in attribute:
        return int(attribute["N"])
    value: str | bool = attribute["S"] if "S" in attribute else attribute["BOOL"]
    return value
