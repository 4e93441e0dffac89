"""Writes an item only under a condition, and tells what stands there instead."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from configurator.stores.dynamodb.client import DynamoDB, translate_errors
from configurator.stores.dynamodb.items import Plain, to_item

if TYPE_CHECKING:
    from configurator.stores.dynamodb.items import Item


def put_if(database: DynamoDB, table: str, item: "Item", condition: str, values: Mapping[str, Plain]) -> "Item | None":
    """Writes the item if the condition holds, and returns None.

    Otherwise returns the stored item, or {} if there is none. It equals `item` if an earlier attempt of botocore wrote
    it and the answer was lost. Raises StoreError.
    """
    given: dict[str, Any] = {"ExpressionAttributeValues": to_item(values)} if values else {}
    client = database.client
    try:
        with translate_errors():
            client.put_item(
                TableName=table,
                Item=item,
                ConditionExpression=condition,
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
                **given,
            )
    except client.exceptions.ConditionalCheckFailedException as refusal:
        return stored_item(refusal)
    return None


def stored_item(refusal: ClientError) -> "Item":
    """The item that made a condition fail, as DynamoDB returns it with ReturnValuesOnConditionCheckFailure."""
    return cast("Item", refusal.response.get("Item", {}))
