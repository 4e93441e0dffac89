"""The store on AWS. It is imported only with STORE=dynamodb."""

import os

from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.kiosks import DynamoDBKiosks
from configurator.stores.dynamodb.renders import DynamoDBRenders
from configurator.stores.dynamodb.users import DynamoDBUsers


def dynamodb_stores(
    table_prefix: str, *, at_once: bool = False
) -> tuple[DynamoDBUsers, DynamoDBRenders, DynamoDBKiosks]:
    """The stores of users, renders and kiosks, with one client: created on first use, or now with `at_once`."""
    # Lambda and most AWS tools set AWS_REGION; botocore reads only AWS_DEFAULT_REGION.
    database = DynamoDB(table_prefix, os.environ.get("AWS_REGION"))
    if at_once:
        database.connect()
    return DynamoDBUsers(database), DynamoDBRenders(database), DynamoDBKiosks(database)
