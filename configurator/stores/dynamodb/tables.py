"""Creates the tables that tables.json defines. Terraform reads the same file."""

import json
import time
from importlib.resources import files
from typing import Any

from configurator.errors import StoreError
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.failures import Refused

Definition = dict[str, Any]

_WAIT_SECONDS = 120


def definitions() -> dict[str, Definition]:
    """For each table: its keys, its indexes, and the TTL attribute, which holds seconds since 1970."""
    tables: dict[str, Definition] = json.loads(files("configurator.stores").joinpath("tables.json").read_text())
    return tables


def provision(database: DynamoDB) -> tuple[str, ...]:
    """Creates each missing table and protects all of them. Returns a line for each. Raises StoreError."""
    return tuple(_provision(database, database.name(table), definition) for table, definition in definitions().items())


def _provision(database: DynamoDB, name: str, definition: Definition) -> str:
    is_new = _create(database, _creation(name, definition))
    _check_and_protect(database, _wait_for(database, name), definition)
    _expire(database, name, definition.get("expires_by"))
    protections = (
        "point-in-time recovery is on" if _recover(database, name) else "this engine has no point-in-time recovery"
    )
    return f"{name}: {'created' if is_new else 'exists'}, {protections}."


def _create(database: DynamoDB, creation: dict[str, Any]) -> bool:
    try:
        database.call("CreateTable", creation)
    except Refused as refusal:
        if refusal.code != "ResourceInUseException":
            raise
        return False
    return True


def _creation(name: str, definition: Definition) -> dict[str, Any]:
    indexes = definition.get("indexes", [])
    attributes = {key["AttributeName"] for keyed in (definition, *indexes) for key in _keys(keyed)}
    creation = {
        "TableName": name,
        "KeySchema": _keys(definition),
        "AttributeDefinitions": [{"AttributeName": it, "AttributeType": "S"} for it in sorted(attributes)],
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": True,
    }
    if indexes:
        creation["GlobalSecondaryIndexes"] = [
            {"IndexName": it["name"], "KeySchema": _keys(it), "Projection": {"ProjectionType": "ALL"}} for it in indexes
        ]
    return creation


def _keys(keyed: Definition) -> list[dict[str, str]]:
    keys = [{"AttributeName": keyed["partition_key"], "KeyType": "HASH"}]
    if "sort_key" in keyed:
        keys.append({"AttributeName": keyed["sort_key"], "KeyType": "RANGE"})
    return keys


def _wait_for(database: DynamoDB, name: str) -> Definition:
    """The table's description as soon as it can be used."""
    for _ in range(_WAIT_SECONDS):
        try:
            table: Definition = database.call("DescribeTable", {"TableName": name}).members["Table"]
            if table["TableStatus"] == "ACTIVE":
                return table
        except Refused as refusal:
            # For a moment, DynamoDB may not know a table that it has just created.
            if refusal.code != "ResourceNotFoundException":
                raise
        time.sleep(1)
    raise StoreError("DynamoDB can't answer: a table is still not ready; run the same command again.")


def _check_and_protect(database: DynamoDB, table: Definition, definition: Definition) -> None:
    """Raises StoreError for a table with other keys. Protects a table that was created without protection."""
    name = table["TableName"]
    if table["KeySchema"] != _keys(definition):
        raise StoreError(f"The table {name} doesn't have our keys: set TABLE_PREFIX to another prefix.")
    if not table.get("DeletionProtectionEnabled"):
        database.call("UpdateTable", {"TableName": name, "DeletionProtectionEnabled": True})


def _expire(database: DynamoDB, name: str, attribute: str | None) -> None:
    """Switches TTL on, unless it is on: DynamoDB would refuse that."""
    answer = database.call("DescribeTimeToLive", {"TableName": name}).members
    state = answer["TimeToLiveDescription"].get("TimeToLiveStatus")
    if attribute and state not in ("ENABLED", "ENABLING"):
        specification = {"Enabled": True, "AttributeName": attribute}
        database.call("UpdateTimeToLive", {"TableName": name, "TimeToLiveSpecification": specification})


def _recover(database: DynamoDB, name: str) -> bool:
    """Switches point-in-time recovery on. Returns False for a local engine that doesn't have it."""
    specification = {"PointInTimeRecoveryEnabled": True}
    request = {"TableName": name, "PointInTimeRecoverySpecification": specification}
    try:
        database.call("UpdateContinuousBackups", request)
    except Refused as refusal:
        if refusal.code != "UnknownOperationException":
            raise
        return False
    return True
