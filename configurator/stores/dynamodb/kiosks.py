"""Kiosks in DynamoDB: three kinds of items in one table, each in a part (partition) of its own.

"kiosks" has one item for each kiosk, "counts" one for each day and kiosk, "notes" one for each name.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from configurator.kiosks.kiosk import Counts, DayCounts, HeartbeatReport, Kiosk, NotEnrolled
from configurator.kiosks.rows import counts_expire_at, revocation, seconds, to_counts, to_kiosk, to_row
from configurator.kiosks.store import Note
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.conditional_put import put_if
from configurator.stores.dynamodb.failures import ConditionFailed
from configurator.stores.dynamodb.items import Item, Plain, from_item, to_item

_KIOSKS, _COUNTS, _NOTES = "kiosks", "counts", "notes"

_IS_ENROLLED = "attribute_exists(kioskId) AND attribute_not_exists(revokedAt)"
_SHRINKS_NO_COUNT = " AND ".join(f"({it} <= :{it})" for it in Counts._fields)
_IS_NOT_SMALLER = f"attribute_not_exists(kioskId) OR ({_SHRINKS_NO_COUNT})"

# No kiosk has this id. Reading it shows whether the table answers.
_NO_KIOSK = "."


class DynamoDBKiosks:
    """The KioskStore of one table. TTL removes what has expired."""

    def __init__(self, database: DynamoDB) -> None:
        self._database = database
        self._table = database.name("kiosks")

    def create(self, kiosk: Kiosk) -> None:
        item = to_item({**_key(_KIOSKS, kiosk.kiosk_id), **to_row(kiosk)})
        put_if(self._database, self._table, item, "attribute_not_exists(kioskId)", {})

    def get(self, kiosk_id: str) -> Kiosk | None:
        item = self._get_item(_KIOSKS, kiosk_id)
        return to_kiosk(from_item(item)) if item else None

    def all(self) -> tuple[Kiosk, ...]:
        values = {":part": _KIOSKS}
        return tuple(to_kiosk(row) for row in self._query("part = :part", values))

    def rename(self, kiosk_id: str, name: str) -> None:
        self._update_enrolled(kiosk_id, {"name": name})

    def revoke(self, kiosk_id: str, at: datetime) -> None:
        try:
            self._update_enrolled(kiosk_id, revocation(at))
        except NotEnrolled:
            if self.get(kiosk_id) is None:
                raise

    def request_reset(self, kiosk_id: str) -> None:
        self._update_enrolled(kiosk_id, {"resetRequest": uuid4().hex})

    def record(self, kiosk_id: str, report: HeartbeatReport, at: datetime) -> bool:
        seen = {"lastSeen": at.isoformat(), "version": report.version, "screen": report.screen}
        before = self._update_enrolled(kiosk_id, {**seen, "waiting": report.waiting})
        if any(report.counts):
            self._count(report.day, kiosk_id, report.counts)
        return bool(before["resetRequest"]) and self._take_reset(kiosk_id, before["resetRequest"])

    def counts(self, first: str, last: str) -> tuple[DayCounts, ...]:
        if first > last:
            return ()
        # A space sorts before every id, and ~ after it.
        values = {":part": _COUNTS, ":first": f"{first} ", ":last": f"{last} ~"}
        rows = self._query("part = :part AND #item BETWEEN :first AND :last", values, {"#item": "item"})
        return tuple(DayCounts(row["item"].partition(" ")[0], row["kioskId"], to_counts(row)) for row in rows)

    def read(self, name: str) -> Note | None:
        item = self._get_item(_NOTES, name)
        return Note(item["text"]["S"], item["revision"]["S"]) if item else None

    def write(self, name: str, text: str, before: str | None, expires_at: datetime | None = None) -> bool:
        revision, end = uuid4().hex, seconds(expires_at) if expires_at else None
        item = to_item({**_key(_NOTES, name), "text": text, "revision": revision, "expiresAt": end})
        if before is None:
            stored = put_if(self._database, self._table, item, "attribute_not_exists(revision)", {})
        else:
            stored = put_if(self._database, self._table, item, "revision = :before", {":before": before})
        return stored is None or stored == item

    def ping(self) -> None:
        self._get_item(_KIOSKS, _NO_KIOSK)

    def purge(self, now: datetime) -> int:  # noqa: ARG002 - TTL does it
        return 0

    def _get_item(self, part: str, item: str) -> Item | None:
        request = {"TableName": self._table, "Key": to_item(_key(part, item)), "ConsistentRead": True}
        found: Item | None = self._database.call("GetItem", request).members.get("Item")
        return found

    def _query(
        self, condition: str, values: Mapping[str, Plain], names: Mapping[str, str] | None = None
    ) -> Iterator[dict[str, Any]]:
        request = {
            "TableName": self._table,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": to_item(values),
            "ConsistentRead": True,
            **({"ExpressionAttributeNames": names} if names else {}),
        }
        for page in self._database.pages("Query", request):
            yield from map(from_item, page)

    def _update_enrolled(self, kiosk_id: str, values: Mapping[str, Plain]) -> dict[str, Any]:
        """Sets values of a kiosk and returns the row before. Raises NotEnrolled."""
        refused, row = self._update(_key(_KIOSKS, kiosk_id), values, _IS_ENROLLED)
        if refused:
            raise NotEnrolled
        return row

    def _count(self, day: str, kiosk_id: str, counts: Counts) -> None:
        """Stores the larger one of each count. One write, unless a report arrives late and has smaller counts."""
        key, end = _key(_COUNTS, f"{day} {kiosk_id}"), counts_expire_at(day)
        refused = True
        while refused:
            values = {**counts._asdict(), "kioskId": kiosk_id, "expiresAt": end}
            refused, row = self._update(key, values, _IS_NOT_SMALLER)
            if refused and to_counts(row).or_larger(counts) == to_counts(row):
                return
            # Each round takes in what another one stored, so the counts grow, and the rounds end.
            counts = to_counts(row).or_larger(counts) if refused else counts

    def _take_reset(self, kiosk_id: str, request: str) -> bool:
        """Whether this call, and no other one, takes the request."""
        taking = {
            "TableName": self._table,
            "Key": to_item(_key(_KIOSKS, kiosk_id)),
            "UpdateExpression": "SET resetRequest = :none",
            "ConditionExpression": "resetRequest = :request",
            "ExpressionAttributeValues": to_item({":none": "", ":request": request}),
        }
        try:
            self._database.call("UpdateItem", taking)
        except ConditionFailed as refusal:
            # After a lost answer it was this call, as far as anybody can tell.
            return refusal.was_repeated
        return True

    def _update(
        self, key: dict[str, Plain], values: Mapping[str, Plain], condition: str
    ) -> tuple[bool, dict[str, Any]]:
        """Returns whether the condition refused the update, and the row before; {} if there was none."""
        request = {
            "TableName": self._table,
            "Key": to_item(key),
            "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in values),
            "ConditionExpression": condition,
            "ExpressionAttributeNames": {f"#{name}": name for name in values},
            "ExpressionAttributeValues": to_item({f":{name}": value for name, value in values.items()}),
            "ReturnValues": "ALL_OLD",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        try:
            return False, from_item(self._database.call("UpdateItem", request).members.get("Attributes", {}))
        except ConditionFailed as refusal:
            return True, from_item(refusal.item)


def _key(part: str, item: str) -> dict[str, Plain]:
    return {"part": part, "item": item}
