"""The store on AWS. It is imported only with STORE=dynamodb."""

from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.kiosks import DynamoDBKiosks
from configurator.stores.dynamodb.renders import DynamoDBRenders
from configurator.stores.dynamodb.users import DynamoDBUsers


def dynamodb_stores(
    table_prefix: str, *, at_once: bool = False
) -> tuple[DynamoDBUsers, DynamoDBRenders, DynamoDBKiosks]:
    """The stores of users, renders and kiosks, with one client: prepared on first use, or now with `at_once`."""
    database = DynamoDB(table_prefix)
    if at_once:
        database.connect()
    return DynamoDBUsers(database), DynamoDBRenders(database), DynamoDBKiosks(database)
