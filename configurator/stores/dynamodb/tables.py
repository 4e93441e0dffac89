"""Making the tables that tables.json defines; Terraform reads the same file."""

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
    """By table: its keys, its indexes, and the attribute whose moment, in seconds since 1970, removes an item."""
    tables: dict[str, Definition] = json.loads(files("configurator.stores").joinpath("tables.json").read_text())
    return tables


def provision(database: DynamoDB) -> tuple[str, ...]:
    """Makes each table that is missing, protects it, and returns a line for each. Raises StoreError."""
    with translate_errors():
        return tuple(
            _provision(database.client, database.name(table), definition) for table, definition in definitions().items()
        )


def _provision(client: "DynamoDBClient", name: str, definition: Definition) -> str:
    is_new = _create(client, _creation(name, definition))
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 120})
    _check_keys(client, name, definition)
    _expire(client, name, definition.get("expires_by"))
    protections = "recovery to any moment" if _recover(client, name) else "no recovery: this engine has none"
    return f"{name}: {'made' if is_new else 'was there'}, {protections}."


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
    """And protect a table that somebody made without protection."""
    table = client.describe_table(TableName=name)["Table"]
    if table["KeySchema"] != _keys(definition):
        raise StoreError(f"The table {name} has other keys than ours: set TABLE_PREFIX to another prefix.")
    if not table.get("DeletionProtectionEnabled"):
        client.update_table(TableName=name, DeletionProtectionEnabled=True)


def _expire(client: "DynamoDBClient", name: str, attribute: str | None) -> None:
    """DynamoDB refuses to switch on what is on already."""
    state = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"].get("TimeToLiveStatus")
    if attribute and state not in ("ENABLED", "ENABLING"):
        client.update_time_to_live(
            TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": attribute}
        )


def _recover(client: "DynamoDBClient", name: str) -> bool:
    """Switches point-in-time recovery on; False where a local engine doesn't know it."""
    try:
        client.update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "UnknownOperationException":
            raise
        return False
    return True
