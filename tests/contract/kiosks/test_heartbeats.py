"""Heartbeats: what a screen says about itself is kept, and nothing counts twice."""

from collections.abc import Callable
from functools import partial

import pytest

from configurator.kiosks.kiosk import Counts, DayCounts, InvalidName, InvalidReport, NotEnrolled
from configurator.kiosks.service import KioskService
from tests.support.calls import at_once
from tests.support.kiosks import TODAY, VERSION, YESTERDAY, enrol, report
from tests.support.stores import NOON, HandClock

NOBODY = "0" * 32


@pytest.fixture
def kiosk_id(kiosks: KioskService) -> str:
    return enrol(kiosks)


def counted(kiosks: KioskService, day: str = TODAY) -> list[Counts]:
    return [it.counts for it in kiosks.counts(day)]


def test_a_heartbeat_says_what_the_screen_is_like(kiosks: KioskService, kiosk_id: str, clock: HandClock) -> None:
    before = kiosks.get(kiosk_id)
    assert before
    assert (before.last_seen, before.version, before.screen, before.waiting) == (None, "", "", 0)
    clock.pass_by(seconds=5.5)
    kiosks.heartbeat(kiosk_id, report(screen="1280x800", waiting=7))
    after = kiosks.get(kiosk_id)
    assert after
    assert (after.last_seen, after.version, after.screen, after.waiting) == (clock.now, VERSION, "1280x800", 7)
    assert after.enrolled_at == NOON


def test_a_screen_is_online_until_three_minutes_after_its_last_heartbeat(
    kiosks: KioskService, kiosk_id: str, clock: HandClock
) -> None:
    def is_online() -> bool:
        (listed,) = kiosks.list_kiosks()
        return listed.is_online

    assert not is_online()
    kiosks.heartbeat(kiosk_id, report())
    clock.pass_by(minutes=3)
    assert is_online()
    clock.pass_by(seconds=1)
    assert not is_online()


def test_a_repeated_heartbeat_counts_once(kiosks: KioskService, kiosk_id: str) -> None:
    for _ in range(3):
        kiosks.heartbeat(kiosk_id, report(counts=Counts(5, 3, 2, 1)))
    assert counted(kiosks) == [Counts(5, 3, 2, 1)]


def test_the_larger_one_of_each_number_stays(kiosks: KioskService, kiosk_id: str) -> None:
    for counts in (Counts(5, 3, 2, 1), Counts(4, 4, 0, 9), Counts(1, 1, 1, 1), Counts(0, 0, 3, 0)):
        kiosks.heartbeat(kiosk_id, report(counts=counts))
    assert counted(kiosks) == [Counts(5, 4, 3, 9)]


def test_heartbeats_at_once_lose_no_number(desks: list[KioskService]) -> None:
    kiosk_id = enrol(desks[0])
    reports = [report(counts=Counts(it, 8 - it, it % 3, 1)) for it in range(len(desks))]
    at_once([partial(desk.heartbeat, kiosk_id, it) for desk, it in zip(desks, reports, strict=True)])
    assert counted(desks[0]) == [Counts(7, 8, 2, 1)]


def test_an_unused_screen_has_no_counts(kiosks: KioskService, kiosk_id: str) -> None:
    kiosks.heartbeat(kiosk_id, report(counts=Counts()))
    assert counted(kiosks) == []


def test_counts_belong_to_a_day_and_a_kiosk(kiosks: KioskService) -> None:
    first, second = sorted((enrol(kiosks, "One"), enrol(kiosks, "Two")))
    for kiosk_id, day, visits in ((second, TODAY, 3), (first, TODAY, 2), (first, YESTERDAY, 1)):
        kiosks.heartbeat(kiosk_id, report(day=day, counts=Counts(visits=visits)))
    rows = [
        DayCounts(YESTERDAY, first, Counts(visits=1)),
        DayCounts(TODAY, first, Counts(visits=2)),
        DayCounts(TODAY, second, Counts(visits=3)),
    ]
    assert list(kiosks.counts("2026-01-01", TODAY)) == rows
    assert list(kiosks.counts(TODAY)) == rows[1:]
    assert list(kiosks.counts("2026-11-01", YESTERDAY)) == rows[:1]
    assert list(kiosks.counts(TODAY, YESTERDAY)) == []


def test_a_reset_is_delivered_once_for_each_request(kiosks: KioskService, kiosk_id: str) -> None:
    for _ in range(2):
        kiosks.request_reset(kiosk_id)
        kiosks.request_reset(kiosk_id)
        requested = kiosks.get(kiosk_id)
        assert requested
        assert requested.reset_requested
        assert [kiosks.heartbeat(kiosk_id, report()).reset for _ in range(3)] == [True, False, False]
    delivered = kiosks.get(kiosk_id)
    assert delivered
    assert not delivered.reset_requested


def test_of_heartbeats_at_once_one_gets_the_reset(desks: list[KioskService]) -> None:
    kiosk_id = enrol(desks[0])
    desks[0].request_reset(kiosk_id)
    answers = at_once([partial(desk.heartbeat, kiosk_id, report()) for desk in desks])
    assert [it.reset for it in answers].count(True) == 1


def test_a_kiosk_can_be_renamed(kiosks: KioskService, kiosk_id: str) -> None:
    kiosks.rename(kiosk_id, "  Hall   2 ")
    assert [it.kiosk.name for it in kiosks.list_kiosks()] == ["Hall 2"]
    with pytest.raises(InvalidName):
        kiosks.rename(kiosk_id, "x" * 61)


def test_kiosks_are_listed_by_name(kiosks: KioskService) -> None:
    for name in ("hall", "Entrance", "Exit"):
        enrol(kiosks, name)
    assert [it.kiosk.name for it in kiosks.list_kiosks()] == ["Entrance", "Exit", "hall"]


def test_a_revoked_kiosk_is_refused_and_its_counts_keep_its_name(kiosks: KioskService, kiosk_id: str) -> None:
    kiosks.heartbeat(kiosk_id, report())
    kiosks.revoke(kiosk_id)
    with pytest.raises(NotEnrolled):
        kiosks.heartbeat(kiosk_id, report(counts=Counts(visits=99)))
    assert (kiosks.get(kiosk_id), kiosks.list_kiosks()) == (None, ())
    assert counted(kiosks) == [report().counts]
    assert kiosks.names() == {kiosk_id: "Entrance"}


def test_what_is_not_enrolled_can_not_be_changed(kiosks: KioskService, kiosk_id: str) -> None:
    for missing in (NOBODY, "", "é" * 100, "\ud800"):
        calls: list[Callable[[], object]] = [*changes(kiosks, missing), partial(kiosks.revoke, missing)]
        assert [refused(call) for call in calls] == [True] * len(calls)
        assert kiosks.get(missing) is None
    assert list(kiosks.names()) == [kiosk_id]


def test_a_revoked_kiosk_can_only_be_revoked_again(kiosks: KioskService, kiosk_id: str, clock: HandClock) -> None:
    kiosks.revoke(kiosk_id)
    revoked = kiosks.store.get(kiosk_id)
    clock.pass_by(days=1)
    kiosks.revoke(kiosk_id)
    assert [refused(call) for call in changes(kiosks, kiosk_id)] == [True] * 3
    assert kiosks.store.get(kiosk_id) == revoked


def changes(kiosks: KioskService, kiosk_id: str) -> list[Callable[[], object]]:
    return [
        partial(kiosks.heartbeat, kiosk_id, report()),
        partial(kiosks.rename, kiosk_id, "Exit"),
        partial(kiosks.request_reset, kiosk_id),
    ]


def refused(call: Callable[[], object]) -> bool:
    try:
        call()
    except NotEnrolled:
        return True
    return False


def test_a_report_that_no_screen_sends_changes_nothing(kiosks: KioskService, kiosk_id: str) -> None:
    with pytest.raises(InvalidReport):
        kiosks.heartbeat(kiosk_id, report(waiting=-1))
    kiosk = kiosks.get(kiosk_id)
    assert kiosk
    assert kiosk.last_seen is None
    assert counted(kiosks) == []
