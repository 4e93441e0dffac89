"""The store on AWS. It is imported only with STORE=dynamodb."""

from typing import TYPE_CHECKING

from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.kiosks import DynamoDBKiosks
from configurator.stores.dynamodb.renders import DynamoDBRenders
from configurator.stores.dynamodb.users import DynamoDBUsers
from configurator.stores.guard import UNGUARDED, Guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from configurator.rate_limits.counters import Counters


def dynamodb_stores(
    table_prefix: str, *, at_once: bool = False, guarded: bool = False
) -> "tuple[DynamoDBUsers, DynamoDBRenders, DynamoDBKiosks, Callable[[], Counters]]":
    """The stores of users, renders and kiosks, and a function that creates the one of counters, which not every
    installation needs. They have one client: prepared on first use, or now with `at_once`. If they
    are `guarded`, they refuse calls while DynamoDB is too slow."""
    database = DynamoDB(table_prefix, guards=Guards.of_server("DynamoDB") if guarded else UNGUARDED)
    if at_once:
        database.connect()

    def counters() -> "Counters":
        from configurator.stores.dynamodb.counters import DynamoDBCounters

        return DynamoDBCounters(database)

    return DynamoDBUsers(database), DynamoDBRenders(database), DynamoDBKiosks(database), counters
