"""Plain values as DynamoDB writes them: `{"S": "text"}`, `{"N": "1"}`, `{"BOOL": true}`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    Item = dict[str, AttributeValueTypeDef]

Plain = str | int | bool


def to_item(record: Mapping[str, Plain | None]) -> "Item":
    """An item has no attribute for what is None, as a sparse index and TTL want it."""
    return {name: _attribute(value) for name, value in record.items() if value is not None}


def from_item(item: Mapping[str, "AttributeValueTypeDef"]) -> dict[str, Any]:
    """The reverse of `to_item`, but that what was None is missing."""
    return {name: _plain(attribute) for name, attribute in item.items()}


def _attribute(value: Plain) -> "AttributeValueTypeDef":
    if isinstance(value, bool):
        return {"BOOL": value}
    return {"S": value} if isinstance(value, str) else {"N": str(value)}


def _plain(attribute: "AttributeValueTypeDef") -> Plain:
    if "N" in attribute:
        return int(attribute["N"])
    return attribute["S"] if "S" in attribute else attribute["BOOL"]
