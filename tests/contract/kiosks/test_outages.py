"""A store of kiosks that can't answer says so, and a lost answer of DynamoDB is no second write."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from configurator.errors import StoreError
from configurator.kiosks.kiosk import Counts, Kiosk
from configurator.kiosks.pin_attempts import FREE_ATTEMPTS
from configurator.kiosks.service import KioskService
from configurator.kiosks.store import KioskStore
from configurator.stores.sqlite import sqlite_stores
from tests.support.kiosks import PIN, TODAY, WRONG_PIN, CountingCheck, enrol, report, service_on
from tests.support.outages import complaints
from tests.support.proxy import Behaviour, Call, Forward, Proxy, Reply, faithful, losing_each_first
from tests.support.stores import NOON, HandClock, Place

LOVELACE = Kiosk("1" * 32, "Lovelace's screen", NOON)


@pytest.fixture
def kiosks(behind_proxy: Place, clock: HandClock, check: CountingCheck) -> KioskService:
    return service_on(behind_proxy.open_kiosks(), clock, check)


@pytest.fixture
def kiosk_id(kiosks: KioskService) -> str:
    return enrol(kiosks)


def calls(store: KioskStore) -> list[Callable[[], object]]:
    one = LOVELACE.kiosk_id
    return [
        store.ping,
        store.all,
        partial(store.get, one),
        partial(store.create, LOVELACE),
        partial(store.rename, one, "Lovelace's other screen"),
        partial(store.revoke, one, NOON),
        partial(store.request_reset, one),
        partial(store.record, one, report(), NOON),
        partial(store.counts, TODAY, TODAY),
        partial(store.read, "pinned"),
        partial(store.write, "pinned", "Lovelace", None),
    ]


def test_a_folder_that_can_not_be_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    store = sqlite_stores(tmp_path / "taken" / "data")[2]
    sentences = complaints([*calls(store), partial(store.purge, NOON)])
    assert sentences == {f"The data folder {tmp_path}/taken/data can't be used: Not a directory."}


def test_a_refusal_by_dynamodb_is_an_outage_that_ends(kiosks: KioskService, proxy: Proxy) -> None:
    proxy.behaviour = lambda _call, _forward: Reply.refusal(400, "ThrottlingException")
    for sentence in complaints(calls(kiosks.store)):
        assert sentence.startswith("DynamoDB can't answer: ")
        assert "ThrottlingException" in sentence
    proxy.behaviour = faithful
    assert enrol(kiosks)


def test_in_an_outage_no_pin_is_compared(kiosks: KioskService, proxy: Proxy, check: CountingCheck) -> None:
    proxy.behaviour = lambda _call, _forward: None
    with pytest.raises(StoreError):
        kiosks.verify_pin(PIN)
    assert check.compared == 0


def test_enrolment_survives_lost_answers(kiosks: KioskService, proxy: Proxy) -> None:
    proxy.behaviour = losing_each_first("PutItem")
    kiosk_id = enrol(kiosks)
    assert [it.kiosk.kiosk_id for it in kiosks.list_kiosks()] == [kiosk_id]
    # Begin, approve, create the kiosk, and remove the enrolment: each was sent twice.
    assert proxy.operations.count("PutItem") == 2 * 4


def test_an_outage_during_the_collection_costs_the_screen_nothing(kiosks: KioskService, proxy: Proxy) -> None:
    started = kiosks.start_enrolment("here")
    kiosks.approve(started.user_code, "Entrance")
    proxy.behaviour = failing_after_the_first("PutItem")
    with pytest.raises(StoreError):
        kiosks.collect(started.device_code)
    proxy.behaviour = faithful
    collected = kiosks.collect(started.device_code)
    assert [it.kiosk.kiosk_id for it in kiosks.list_kiosks()] == [collected.kiosk_id]


def failing_after_the_first(operation: str) -> Behaviour:
    """The first call of this operation is answered; those after it are refused."""
    answered: list[Call] = []

    def behave(call: Call, forward: Forward) -> Reply | None:
        if call.operation == operation and answered:
            return Reply.refusal(400, "ThrottlingException")
        answered.extend([call] if call.operation == operation else [])
        return forward()

    return behave


def test_a_heartbeat_whose_answers_are_lost_counts_once(kiosks: KioskService, kiosk_id: str, proxy: Proxy) -> None:
    proxy.behaviour = losing_each_first("UpdateItem")
    kiosks.heartbeat(kiosk_id, report(counts=Counts(5, 3, 2, 1)))
    assert proxy.operations.count("UpdateItem") == 2 * 2
    assert [it.counts for it in kiosks.counts(TODAY)] == [Counts(5, 3, 2, 1)]


def test_a_reset_survives_lost_answers(kiosks: KioskService, kiosk_id: str, proxy: Proxy) -> None:
    proxy.behaviour = losing_each_first("UpdateItem")
    kiosks.request_reset(kiosk_id)
    assert kiosks.heartbeat(kiosk_id, report()).reset
    proxy.behaviour = faithful
    assert not kiosks.heartbeat(kiosk_id, report()).reset


def test_a_revocation_whose_answer_is_lost_counts_as_done(kiosks: KioskService, kiosk_id: str, proxy: Proxy) -> None:
    proxy.behaviour = losing_each_first("UpdateItem")
    kiosks.revoke(kiosk_id)
    assert kiosks.list_kiosks() == ()


def test_lost_answers_give_nobody_another_attempt_and_cost_nobody_one(kiosks: KioskService, proxy: Proxy) -> None:
    proxy.behaviour = losing_each_first("PutItem")
    outcomes = [kiosks.verify_pin(WRONG_PIN) for _ in range(FREE_ATTEMPTS)]
    assert [it.attempts_left for it in outcomes] == [4, 3, 2, 1, 0]
    assert kiosks.verify_pin(PIN).state == "locked"


def test_a_heartbeat_is_two_writes_and_without_visits_one(kiosks: KioskService, kiosk_id: str, proxy: Proxy) -> None:
    def operations(counts: Counts) -> list[str]:
        before = len(proxy.calls)
        kiosks.heartbeat(kiosk_id, report(counts=counts))
        return proxy.operations[before:]

    assert operations(Counts()) == ["UpdateItem"]
    assert operations(Counts(visits=1)) == ["UpdateItem", "UpdateItem"]
    assert operations(Counts(visits=2)) == ["UpdateItem", "UpdateItem"]
