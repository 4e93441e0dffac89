"""Writes an item only under a condition, and tells what stands there instead."""

from collections.abc import Mapping
from typing import Any

from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.failures import ConditionFailed
from configurator.stores.dynamodb.items import Item, Plain, to_item


def put_if(database: DynamoDB, table: str, item: Item, condition: str, values: Mapping[str, Plain]) -> Item | None:
    """Writes the item if the condition holds, and returns None.

    Otherwise returns the stored item, or {} if there is none. It equals `item` if an earlier attempt of this call wrote
    it and the answer was lost. Raises StoreError.
    """
    given: dict[str, Any] = {"ExpressionAttributeValues": to_item(values)} if values else {}
    request = {"TableName": table, "Item": item, "ConditionExpression": condition, **given}
    try:
        database.call("PutItem", {**request, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"})
    except ConditionFailed as refusal:
        return refusal.item
    return None
