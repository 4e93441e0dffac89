"""Counters in DynamoDB: items of the ledger's table, which is one of counters that expire, too."""

from configurator.rate_limits.counters import Window
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.items import to_item

_ATTEMPTS = 2
"""An idle connection may have ended. More than two attempts would make a request wait that doesn't need the answer."""


class DynamoDBCounters:
    """The Counters of one table. TTL removes those whose window has ended."""

    def __init__(self, database: DynamoDB) -> None:
        self._database = database
        self._table = database.name("budget")

    def add(self, key: str, amount: int, window: Window) -> int:
        request = {
            "TableName": self._table,
            "Key": to_item({"scopeAndDay": f"rate {key}"}),
            "UpdateExpression": "ADD #used :amount SET expiresAt = :expiresAt",
            "ExpressionAttributeNames": {"#used": "used"},
            "ExpressionAttributeValues": to_item({":amount": amount, ":expiresAt": window.end}),
            "ReturnValues": "UPDATED_NEW",
        }
        answer = self._database.call("UpdateItem", request, attempts=_ATTEMPTS)
        return int(answer.members["Attributes"]["used"]["N"])
