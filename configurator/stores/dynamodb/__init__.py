"""The store on AWS. Nothing outside this package imports botocore for it, and only STORE=dynamodb imports this."""

import os

from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.renders import DynamoDBRenders
from configurator.stores.dynamodb.users import DynamoDBUsers


def dynamodb_stores(table_prefix: str, *, at_once: bool = False) -> tuple[DynamoDBUsers, DynamoDBRenders]:
    """Both by one client: made when it is first needed, or at once."""
    # Lambda and most of AWS's tools name the region so; boto3 itself reads AWS_DEFAULT_REGION.
    database = DynamoDB(table_prefix, os.environ.get("AWS_REGION"))
    if at_once:
        database.connect()
    return DynamoDBUsers(database), DynamoDBRenders(database)
