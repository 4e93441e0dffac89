"""Creates the tables that tables.json defines. Terraform reads the same file."""

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from configurator.errors import StoreError
from configurator.stores.dynamodb.client import DynamoDB, translate_errors

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import CreateTableInputTypeDef, KeySchemaElementTypeDef

Definition = dict[str, Any]


def definitions() -> dict[str, Definition]:
    """For each table: its keys, its indexes, and the TTL attribute, which holds seconds since 1970."""
    tables: dict[str, Definition] = json.loads(files("configurator.stores").joinpath("tables.json").read_text())
    return tables


def provision(database: DynamoDB) -> tuple[str, ...]:
    """Creates each missing table and protects all of them. Returns a line for each. Raises StoreError."""
    with translate_errors():
        return tuple(
            _provision(database.client, database.name(table), definition) for table, definition in definitions().items()
        )


def _provision(client: "DynamoDBClient", name: str, definition: Definition) -> str:
    is_new = _create(client, _creation(name, definition))
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 120})
    _check_keys(client, name, definition)
    _expire(client, name, definition.get("expires_by"))
    protections = (
        "point-in-time recovery is on" if _recover(client, name) else "this engine has no point-in-time recovery"
    )
    return f"{name}: {'created' if is_new else 'exists'}, {protections}."


def _create(client: "DynamoDBClient", creation: "CreateTableInputTypeDef") -> bool:
    try:
        client.create_table(**creation)
    except client.exceptions.ResourceInUseException:
        return False
    return True


def _creation(name: str, definition: Definition) -> "CreateTableInputTypeDef":
    indexes = definition.get("indexes", [])
    attributes = {key["AttributeName"] for keyed in (definition, *indexes) for key in _keys(keyed)}
    creation: CreateTableInputTypeDef = {
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


def _keys(keyed: Definition) -> "list[KeySchemaElementTypeDef]":
    keys: list[KeySchemaElementTypeDef] = [{"AttributeName": keyed["partition_key"], "KeyType": "HASH"}]
    if "sort_key" in keyed:
        keys.append({"AttributeName": keyed["sort_key"], "KeyType": "RANGE"})
    return keys


def _check_keys(client: "DynamoDBClient", name: str, definition: Definition) -> None:
    """Raises StoreError for a table with other keys. Protects a table that was created without protection."""
    table = client.describe_table(TableName=name)["Table"]
    if table["KeySchema"] != _keys(definition):
        raise StoreError(f"The table {name} doesn't have our keys: set TABLE_PREFIX to another prefix.")
    if not table.get("DeletionProtectionEnabled"):
        client.update_table(TableName=name, DeletionProtectionEnabled=True)


def _expire(client: "DynamoDBClient", name: str, attribute: str | None) -> None:
    """Switches TTL on, unless it is on: DynamoDB would refuse that."""
    state = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"].get("TimeToLiveStatus")
    if attribute and state not in ("ENABLED", "ENABLING"):
        client.update_time_to_live(
            TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": attribute}
        )


def _recover(client: "DynamoDBClient", name: str) -> bool:
    """Switches point-in-time recovery on. Returns False for a local engine that doesn't have it."""
    try:
        client.update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "UnknownOperationException":
            raise
        return False
    return True
