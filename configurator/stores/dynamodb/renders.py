"""Renders and the ledger in DynamoDB."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from configurator.errors import StoreError
from configurator.renders.render import BUDGET, Budget, LedgerEntry, Render, split_id
from configurator.renders.rows import as_render, to_render_row
from configurator.renders.store import BudgetStatus, Outcome, RenderIndex, index_name
from configurator.stores.dynamodb.client import DynamoDB, translate_errors
from configurator.stores.dynamodb.items import from_item, to_item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import PutTypeDef, TransactWriteItemTypeDef, UpdateTypeDef

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
        key = to_item({"sceneKey": keys[0], "recipeKey": keys[1]})
        with translate_errors():
            answer = self._database.client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return _render(answer["Item"]) if "Item" in answer else None

    def list_by_scene(self, scene_key: str) -> tuple[Render, ...]:
        renders = self._query(
            KeyConditionExpression="sceneKey = :scene",
            ExpressionAttributeValues=to_item({":scene": scene_key}),
            ConsistentRead=True,
        )
        return tuple(sorted(renders, key=lambda render: render.asked_at, reverse=True))

    def create(self, render: Render, spend: LedgerEntry | None = None) -> Outcome:
        return self._write(self._put(render, before=None), spend)

    def replace(self, render: Render, spend: LedgerEntry | None = None) -> Outcome:
        return self._write(self._put(render, before=render.version - 1), spend)

    def remove(self, render: Render) -> bool:
        client = self._database.client
        try:
            with translate_errors():
                client.delete_item(
                    TableName=self._table,
                    Key=to_item({"sceneKey": render.scene_key, "recipeKey": render.recipe_key}),
                    ConditionExpression="version = :version",
                    ExpressionAttributeValues=to_item({":version": render.version}),
                )
        except client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def list_by_index(self, index: RenderIndex, month: str, limit: int = 1000) -> tuple[Render, ...]:
        renders = self._query(
            IndexName=_INDEX,
            KeyConditionExpression="shelf = :shelf",
            ExpressionAttributeValues=to_item({":shelf": index_name(index, month)}),
            ScanIndexForward=False,
            PaginationConfig={"MaxItems": limit},
        )
        return tuple(renders)

    def all(self) -> Iterator[Render]:
        with translate_errors():
            for page in self._database.client.get_paginator("scan").paginate(TableName=self._table):
                yield from map(_render, page["Items"])

    def budget_status(self, day: str, budget: Budget = BUDGET) -> BudgetStatus:
        closed = self._ledger_row(BUDGET, day)
        spent = closed if budget == BUDGET else self._ledger_row(budget, day)
        until = closed.get("until")
        return BudgetStatus(spent.get("used", 0), closed.get("fault", ""), until and datetime.fromisoformat(until))

    def _ledger_row(self, scope: str, day: str) -> dict[str, Any]:
        key = _ledger_key(scope, day)
        with translate_errors():
            answer = self._database.client.get_item(TableName=self._ledger, Key=key, ConsistentRead=True)
        return from_item(answer.get("Item", {}))

    def close(self, day: str, fault: str, until: datetime) -> None:
        with translate_errors():
            self._database.client.update_item(
                TableName=self._ledger,
                Key=_ledger_key(BUDGET, day),
                UpdateExpression="SET #fault = :fault, #until = :until, expiresAt = :expiresAt",
                ExpressionAttributeNames={"#fault": "fault", "#until": "until"},
                ExpressionAttributeValues=to_item(
                    {":fault": fault, ":until": until.isoformat(), ":expiresAt": _expires_at(day)}
                ),
            )

    def ping(self) -> None:
        self.get(_NO_RENDER)

    def _query(self, **query: Any) -> Iterator[Render]:
        with translate_errors():
            for page in self._database.client.get_paginator("query").paginate(TableName=self._table, **query):
                yield from map(_render, page["Items"])

    def _put(self, render: Render, before: int | None) -> "TransactWriteItemTypeDef":
        put: PutTypeDef = {"TableName": self._table, "Item": to_item(to_render_row(render))}
        if before is None:
            put["ConditionExpression"] = "attribute_not_exists(sceneKey)"
        else:
            put["ConditionExpression"] = "version = :before"
            put["ExpressionAttributeValues"] = to_item({":before": before})
        return {"Put": put}

    def _spend(self, spend: LedgerEntry) -> "TransactWriteItemTypeDef":
        values: dict[str, str | int] = {":amount": spend.amount, ":expiresAt": _expires_at(spend.day)}
        update: UpdateTypeDef = {
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

    def _write(self, put: "TransactWriteItemTypeDef", spend: LedgerEntry | None) -> Outcome:
        writes = [put, self._spend(spend)] if spend else [put]
        for attempt in range(_ATTEMPTS):
            outcome = self._try(writes)
            if outcome:
                return outcome
            self._sleep(SystemRandom().uniform(0, min(_MAX_PAUSE, 0.02 * 2**attempt)))
        raise StoreError("DynamoDB can't answer: too many processes write to the same item at once.")

    def _try(self, writes: "list[TransactWriteItemTypeDef]") -> Outcome | None:
        """Returns None if another attempt can succeed.

        With the token, a request that botocore repeats because its answer was lost gets the first one's answer. It is
        neither applied twice nor refused.
        """
        client = self._database.client
        try:
            with translate_errors():
                client.transact_write_items(TransactItems=writes, ClientRequestToken=str(uuid4()))
        except client.exceptions.TransactionCanceledException as cancelled:
            return _outcome([reason.get("Code", "None") for reason in cancelled.response["CancellationReasons"]])
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


def _render(item: Any) -> Render:
    return as_render(item["document"]["S"])


def _ledger_key(scope: str, day: str) -> Any:
    return to_item({"scopeAndDay": f"{scope} {day}"})


def _expires_at(day: str) -> int:
    return int((datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=_LEDGER_DAYS)).timestamp())
