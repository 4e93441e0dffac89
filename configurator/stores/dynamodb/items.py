"""Converts rows to DynamoDB's items and back: `{"S": "text"}`, `{"N": "1"}`, `{"BOOL": true}`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    Item = dict[str, AttributeValueTypeDef]

Plain = str | int | bool


def to_item(row: Mapping[str, Plain | None]) -> "Item":
    """The item of a row. It has no attribute for None, as sparse indexes and TTL require."""
    return {name: _attribute(value) for name, value in row.items() if value is not None}


def from_item(item: Mapping[str, "AttributeValueTypeDef"]) -> dict[str, Any]:
    """The row of an item. Values that were None are missing."""
    return {name: _plain(attribute) for name, attribute in item.items()}


def _attribute(value: Plain) -> "AttributeValueTypeDef":
    if isinstance(value, bool):
        return {"BOOL": value}
    return {"S": value} if isinstance(value, str) else {"N": str(value)}


def _plain(attribute: "AttributeValueTypeDef") -> Plain:
    if "N" in attribute:
        return int(attribute["N"])
    return attribute["S"] if "S" in attribute else attribute["BOOL"]
