"""`provision` creates the tables in tables.json, protects them, and leaves other tables unchanged."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest

from configurator.errors import StoreError
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.tables import definitions, provision


@pytest.fixture
def database(aws_keys: Mapping[str, str]) -> Iterator[DynamoDB]:
    database = DynamoDB(f"test-{uuid4().hex}-", aws_keys["AWS_DEFAULT_REGION"], aws_keys["AWS_ENDPOINT_URL"])
    yield database
    database.close()


def make_users_table(database: DynamoDB, key: str) -> None:
    """A table as somebody might create it by hand."""
    creation = {
        "TableName": database.name("users"),
        "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    database.call("CreateTable", creation)


def description(database: DynamoDB, name: str) -> dict[str, Any]:
    table: dict[str, Any] = database.call("DescribeTable", {"TableName": database.name(name)}).members["Table"]
    return table


def expiry_of(database: DynamoDB, name: str) -> dict[str, Any]:
    answer = database.call("DescribeTimeToLive", {"TableName": database.name(name)}).members
    expiry: dict[str, Any] = answer["TimeToLiveDescription"]
    return expiry


def test_every_table_is_made_with_its_keys_and_protected(database: DynamoDB) -> None:
    provision(database)
    for name, definition in definitions().items():
        table = description(database, name)
        keys = [definition[key] for key in ("partition_key", "sort_key") if key in definition]
        assert [key["AttributeName"] for key in table["KeySchema"]] == keys
        assert table["DeletionProtectionEnabled"]


def test_what_expires_is_removed_by_the_database_itself(database: DynamoDB) -> None:
    provision(database)
    for name, definition in definitions().items():
        answer = expiry_of(database, name)
        assert answer.get("AttributeName") == definition.get("expires_by")
        assert (answer["TimeToLiveStatus"] == "ENABLED") == ("expires_by" in definition)


def test_a_line_for_each_table_says_what_was_done(database: DynamoDB) -> None:
    made, found = provision(database), provision(database)
    assert [line.split(":")[0] for line in made] == [database.name(name) for name in definitions()]
    assert all(": created, " in line for line in made)
    assert all(": exists, " in line for line in found)


def test_a_table_made_by_hand_is_protected_too(database: DynamoDB) -> None:
    make_users_table(database, "userId")
    provision(database)
    assert description(database, "users")["DeletionProtectionEnabled"]
    assert expiry_of(database, "users")["TimeToLiveStatus"] == "ENABLED"


def test_the_table_of_another_program_is_left_alone(database: DynamoDB) -> None:
    make_users_table(database, "email")
    with pytest.raises(StoreError, match="doesn't have our keys: set TABLE_PREFIX"):
        provision(database)
    assert not description(database, "users")["DeletionProtectionEnabled"]
