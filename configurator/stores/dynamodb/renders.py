"""Renders and the ledger in DynamoDB."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import SystemRandom
from typing import Any
from uuid import uuid4

from configurator.errors import StoreError
from configurator.renders.render import BUDGET, Budget, LedgerEntry, Render, split_id
from configurator.renders.rows import as_render, to_render_row
from configurator.renders.store import BudgetStatus, Outcome, RenderIndex, index_name
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.failures import ConditionFailed, TransactionCancelled
from configurator.stores.dynamodb.items import Item, from_item, to_item

Write = dict[str, dict[str, Any]]
"""A write of a transaction."""

_INDEX = "byShelf"
_LEDGER_DAYS = 3
_ATTEMPTS = 10
_MAX_PAUSE = 1.0
_TEMPORARY = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
"""Reasons why DynamoDB cancels a transaction that can succeed a moment later."""

# No render has this id. Reading it shows whether the table answers.
_NO_RENDER = f"{'0' * 32}-{'0' * 32}"


class DynamoDBRenders:
    """The RenderStore of two tables. TTL removes a day's ledger after three days. `sleep` waits between attempts."""

    def __init__(self, database: DynamoDB, sleep: Callable[[float], None] = time.sleep) -> None:
        self._database = database
        self._table = database.name("renders")
        self._ledger = database.name("budget")
        self._sleep = sleep

    def get(self, render_id: str) -> Render | None:
        keys = split_id(render_id)
        if keys is None:
            return None
        item = self._get_item(self._table, to_item({"sceneKey": keys[0], "recipeKey": keys[1]}))
        return _render(item) if item else None

    def list_by_scene(self, scene_key: str) -> tuple[Render, ...]:
        query = {
            "KeyConditionExpression": "sceneKey = :scene",
            "ExpressionAttributeValues": to_item({":scene": scene_key}),
            "ConsistentRead": True,
        }
        return tuple(sorted(self._query(query), key=lambda render: render.asked_at, reverse=True))

    def create(self, render: Render, spend: LedgerEntry | None = None) -> Outcome:
        return self._write(self._put(render, before=None), spend)

    def replace(self, render: Render, spend: LedgerEntry | None = None) -> Outcome:
        return self._write(self._put(render, before=render.version - 1), spend)

    def remove(self, render: Render) -> bool:
        request = {
            "TableName": self._table,
            "Key": to_item({"sceneKey": render.scene_key, "recipeKey": render.recipe_key}),
            "ConditionExpression": "version = :version",
            "ExpressionAttributeValues": to_item({":version": render.version}),
        }
        try:
            self._database.call("DeleteItem", request)
        except ConditionFailed:
            return False
        return True

    def list_by_index(self, index: RenderIndex, month: str, limit: int = 1000) -> tuple[Render, ...]:
        query = {
            "IndexName": _INDEX,
            "KeyConditionExpression": "shelf = :shelf",
            "ExpressionAttributeValues": to_item({":shelf": index_name(index, month)}),
            "ScanIndexForward": False,
            "Limit": limit,
        }
        return tuple(islice(self._query(query), limit))

    def all(self) -> Iterator[Render]:
        for page in self._database.pages("Scan", {"TableName": self._table}):
            yield from map(_render, page)

    def budget_status(self, day: str, budget: Budget = BUDGET) -> BudgetStatus:
        closed = self._ledger_row(BUDGET, day)
        spent = closed if budget == BUDGET else self._ledger_row(budget, day)
        until = closed.get("until")
        return BudgetStatus(spent.get("used", 0), closed.get("fault", ""), until and datetime.fromisoformat(until))

    def _ledger_row(self, scope: str, day: str) -> dict[str, Any]:
        return from_item(self._get_item(self._ledger, _ledger_key(scope, day)) or {})

    def close(self, day: str, fault: str, until: datetime) -> None:
        values: dict[str, str | int] = {":fault": fault, ":until": until.isoformat(), ":expiresAt": _expires_at(day)}
        request = {
            "TableName": self._ledger,
            "Key": _ledger_key(BUDGET, day),
            "UpdateExpression": "SET #fault = :fault, #until = :until, expiresAt = :expiresAt",
            "ExpressionAttributeNames": {"#fault": "fault", "#until": "until"},
            "ExpressionAttributeValues": to_item(values),
        }
        self._database.call("UpdateItem", request)

    def ping(self) -> None:
        self.get(_NO_RENDER)

    def _get_item(self, table: str, key: Item) -> Item | None:
        request = {"TableName": table, "Key": key, "ConsistentRead": True}
        item: Item | None = self._database.call("GetItem", request).members.get("Item")
        return item

    def _query(self, query: dict[str, Any]) -> Iterator[Render]:
        for page in self._database.pages("Query", {"TableName": self._table, **query}):
            yield from map(_render, page)

    def _put(self, render: Render, before: int | None) -> Write:
        put: dict[str, Any] = {"TableName": self._table, "Item": to_item(to_render_row(render))}
        if before is None:
            put["ConditionExpression"] = "attribute_not_exists(sceneKey)"
        else:
            put["ConditionExpression"] = "version = :before"
            put["ExpressionAttributeValues"] = to_item({":before": before})
        return {"Put": put}

    def _spend(self, spend: LedgerEntry) -> Write:
        values: dict[str, str | int] = {":amount": spend.amount, ":expiresAt": _expires_at(spend.day)}
        update: dict[str, Any] = {
            "TableName": self._ledger,
            "Key": _ledger_key(spend.scope, spend.day),
            "UpdateExpression": "ADD #used :amount SET expiresAt = :expiresAt",
            "ExpressionAttributeNames": {"#used": "used"},
        }
        if spend.limit is not None:
            values[":most"] = spend.limit - spend.amount
            # The first entry of a day has no sum to compare with.
            first = "attribute_not_exists(#used) OR " if spend.amount <= spend.limit else ""
            update["ConditionExpression"] = f"{first}#used <= :most"
        return {"Update": {**update, "ExpressionAttributeValues": to_item(values)}}

    def _write(self, put: Write, spend: LedgerEntry | None) -> Outcome:
        writes = [put, self._spend(spend)] if spend else [put]
        for attempt in range(_ATTEMPTS):
            outcome = self._try(writes)
            if outcome:
                return outcome
            self._sleep(SystemRandom().uniform(0, min(_MAX_PAUSE, 0.02 * 2**attempt)))
        raise StoreError("DynamoDB can't answer: too many processes write to the same item at once.")

    def _try(self, writes: list[Write]) -> Outcome | None:
        """Returns None if another attempt can succeed.

        With the token, a request that is repeated because its answer was lost gets the first one's answer. It is
        neither applied twice nor refused.
        """
        try:
            self._database.call("TransactWriteItems", {"TransactItems": writes, "ClientRequestToken": str(uuid4())})
        except TransactionCancelled as cancelled:
            return _outcome(cancelled.reasons)
        return "done"


def _outcome(reasons: list[str]) -> Outcome | None:
    """`reasons` has one entry for the render's write, then one for the ledger's."""
    if reasons[0] == "ConditionalCheckFailed":
        return "changed"
    if _TEMPORARY.intersection(reasons):
        return None
    if reasons[-1] == "ConditionalCheckFailed":
        return "over"
    raise StoreError(f"DynamoDB can't answer: a transaction was cancelled with {', '.join(reasons)}.")


def _render(item: Item) -> Render:
    return as_render(item["document"]["S"])


def _ledger_key(scope: str, day: str) -> Item:
    return to_item({"scopeAndDay": f"{scope} {day}"})


def _expires_at(day: str) -> int:
    return int((datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=_LEDGER_DAYS)).timestamp())
