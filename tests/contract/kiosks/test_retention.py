"""What expires is removed: by a purge in SQLite, by the TTL attribute in DynamoDB."""

from datetime import timedelta
from typing import Any

import pytest

from configurator.kiosks.kiosk import Counts
from configurator.kiosks.service import KioskService
from configurator.stores.dynamodb.kiosks import DynamoDBKiosks
from configurator.stores.sqlite.kiosks import SqliteKiosks
from tests.support.kiosks import TODAY, WRONG_PIN, enrol, report
from tests.support.stores import HandClock

MIDNIGHT = timedelta(hours=12)
"""The test's clock begins at noon; counts expire with their day."""


def ends(kiosks: KioskService) -> dict[str, int | None]:
    """When each row expires, in seconds since 1970, by a word for what it is."""
    store: Any = kiosks.store
    if isinstance(store, SqliteKiosks):
        with store._database.reading() as connection:
            return {
                "kiosk": connection.execute("SELECT expiresAt FROM kiosks").fetchone()[0],
                "counts": connection.execute("SELECT expiresAt FROM kioskCounts").fetchone()[0],
                **dict(map(tuple, connection.execute("SELECT name, expiresAt FROM kioskNotes"))),
            }
    assert isinstance(store, DynamoDBKiosks)
    items = store._database.call("Scan", {"TableName": store._table}).members["Items"]
    words = {"kiosks": "kiosk", "counts": "counts"}
    return {
        words.get(it["part"]["S"], it["item"]["S"]): int(it["expiresAt"]["N"]) if "expiresAt" in it else None
        for it in items
    }


@pytest.fixture
def kiosk_id(kiosks: KioskService) -> str:
    """A kiosk with counts, a pinned car, and a wrong attempt at the PIN."""
    kiosk_id = enrol(kiosks)
    kiosks.heartbeat(kiosk_id, report())
    kiosks.pin("CODE")
    kiosks.verify_pin(WRONG_PIN)
    return kiosk_id


def test_each_row_says_when_it_may_go(kiosks: KioskService, kiosk_id: str, clock: HandClock) -> None:
    def seconds(**later: float) -> int:
        return int((clock.now + timedelta(**later)).timestamp())

    kept_counts = int((clock.now - MIDNIGHT + timedelta(days=400)).timestamp())
    expected = {"kiosk": None, "counts": kept_counts, "pinned": None}
    expected |= {"enrolments": seconds(minutes=10), "attempts everyone": seconds(days=1)}
    assert ends(kiosks) == expected
    kiosks.revoke(kiosk_id)
    assert ends(kiosks) == {**expected, "kiosk": seconds(days=400)}


def test_a_purge_leaves_what_has_not_expired(kiosks: KioskService, kiosk_id: str, clock: HandClock) -> None:
    clock.now += timedelta(days=400) - MIDNIGHT - timedelta(seconds=1)
    kiosks.store.purge(clock.now)
    assert kiosks.get(kiosk_id)
    assert [it.counts for it in kiosks.counts(TODAY)] == [report().counts]
    assert kiosks.pinned() == ("CODE",)


def test_a_purge_of_sqlite_takes_what_has_expired(kiosks: KioskService, kiosk_id: str, clock: HandClock) -> None:
    if isinstance(kiosks.store, DynamoDBKiosks):
        assert kiosks.store.purge(clock.now + timedelta(days=999)) == 0
        return
    kiosks.revoke(kiosk_id)
    clock.pass_by(days=400)
    assert kiosks.store.purge(clock.now) == len(("kiosk", "counts", "enrolments", "attempts"))
    assert (kiosks.names(), kiosks.counts(TODAY)) == ({}, ())
    assert kiosks.pinned() == ("CODE",)


def test_what_was_purged_can_begin_anew(kiosks: KioskService, kiosk_id: str, clock: HandClock) -> None:
    clock.pass_by(days=1)
    kiosks.store.purge(clock.now)
    assert kiosks.verify_pin(WRONG_PIN).attempts_left == 4
    assert enrol(kiosks, "Exit")
    kiosks.heartbeat(kiosk_id, report(counts=Counts(visits=9)))
    assert [it.counts.visits for it in kiosks.counts(TODAY)] == [9]
