"""Users in DynamoDB."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from configurator.clock import Clock, utc_now
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.conditional_put import put_if
from configurator.stores.dynamodb.failures import ConditionFailed
from configurator.stores.dynamodb.items import Item, Plain, from_item, to_item
from configurator.users.rows import to_row, to_user
from configurator.users.store import VersionConflict
from configurator.users.user import User, is_user_id

_IS_ABSENT = "attribute_not_exists(userId) OR expiresAt <= :now"
_IS_UNEXPIRED = "(attribute_not_exists(expiresAt) OR expiresAt > :now)"

# The version alone would also match a new user with the id of an erased one.
_IS_STATE = "version = :version AND createdAt = :createdAt"

# No user has this id. Reading it shows whether the table answers.
_NO_USER = "."


class DynamoDBUsers:
    """The UserStore of one table. `clock` decides what has expired, because TTL removes it days later."""

    def __init__(self, database: DynamoDB, clock: Clock = utc_now) -> None:
        self._database = database
        self._table = database.name("users")
        self._clock = clock

    def disconnect(self) -> None:
        """Closes the connections, which all stores share, and forgets their keys. The next use connects again."""
        self._database.close()
        # What needs no connection is prepared already, such as the platform's certificates.
        self._database.connect()

    def get(self, user_id: str) -> User | None:
        return self._read(user_id, latest=False) or self.get_latest(user_id)

    def get_latest(self, user_id: str) -> User | None:
        return self._read(user_id, latest=True)

    def create(self, user: User) -> User | None:
        item = to_item(to_row(user))
        stored = self._put(item, _IS_ABSENT, {})
        return None if stored is None or stored == item else to_user(from_item(stored))

    def replace(self, user: User, expected_version: int) -> None:
        item = to_item(to_row(user))
        stored = self._put(item, f"{_IS_STATE} AND {_IS_UNEXPIRED}", _state(user, expected_version))
        if stored is not None and (stored != item or self._unexpired(stored) is None):
            raise VersionConflict

    def erase(self, user_id: str, expected: User | None = None) -> bool:
        if not is_user_id(user_id):
            return False
        request = {"TableName": self._table, "Key": to_item({"userId": user_id}), "ReturnValues": "ALL_OLD"}
        try:
            answer = self._database.call("DeleteItem", {**request, **self._unless_changed(expected)})
        except ConditionFailed:
            raise VersionConflict from None
        return answer.was_repeated or self._unexpired(answer.members.get("Attributes")) is not None

    def all(self) -> Iterator[User]:
        for page in self._database.pages("Scan", {"TableName": self._table, "ConsistentRead": True}):
            yield from filter(None, map(self._unexpired, page))

    def provision(self) -> tuple[str, ...]:
        # Only an operator's command needs it.
        from configurator.stores.dynamodb.tables import provision

        return provision(self._database)

    def ping(self) -> None:
        self._get_item(_NO_USER, latest=False)

    def purge(self, now: datetime) -> int:  # noqa: ARG002 - TTL does it
        return 0

    def _read(self, user_id: str, *, latest: bool) -> User | None:
        return self._unexpired(self._get_item(user_id, latest=latest)) if is_user_id(user_id) else None

    def _get_item(self, user_id: str, *, latest: bool) -> Item | None:
        request = {"TableName": self._table, "Key": to_item({"userId": user_id}), "ConsistentRead": latest}
        item: Item | None = self._database.call("GetItem", request).members.get("Item")
        return item

    def _put(self, item: Item, condition: str, values: Mapping[str, Plain]) -> Item | None:
        return put_if(self._database, self._table, item, condition, {**values, ":now": self._now()})

    def _unless_changed(self, user: User | None) -> dict[str, Any]:
        if user is None:
            return {}
        values = to_item({**_state(user, user.version), ":now": self._now()})
        return {"ConditionExpression": f"{_IS_ABSENT} OR ({_IS_STATE})", "ExpressionAttributeValues": values}

    def _unexpired(self, item: Item | None) -> User | None:
        user = to_user(from_item(item)) if item else None
        return None if user and user.expires_at and user.expires_at <= self._clock() else user

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _state(user: User, version: int) -> dict[str, Plain]:
    return {":version": version, ":createdAt": user.created_at.isoformat()}
