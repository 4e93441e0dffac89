"""Enrolling a screen: it shows a code, staff approve it, and the screen collects its kiosk id once."""

import json
from functools import partial

import pytest

from configurator.kiosks.enrolment import MOST_PENDING, MOST_PENDING_PER_CLIENT, TooManyEnrolments, UnknownUserCode
from configurator.kiosks.kiosk import InvalidName
from configurator.kiosks.service import KioskService
from tests.support.calls import at_once
from tests.support.kiosks import enrol
from tests.support.stores import HandClock, Place


def test_a_screen_waits_until_staff_approve_it_and_gets_its_id_once(kiosks: KioskService) -> None:
    started = kiosks.start_enrolment("here")
    assert kiosks.collect(started.device_code).state == "pending"
    kiosks.approve(started.user_code, "Entrance left")
    collected = kiosks.collect(started.device_code)
    assert (collected.state, collected.name) == ("enrolled", "Entrance left")
    assert kiosks.collect(started.device_code).state == "gone"
    (listed,) = kiosks.list_kiosks()
    assert (listed.kiosk.kiosk_id, listed.kiosk.name) == (collected.kiosk_id, "Entrance left")


def test_the_code_can_be_typed_in_any_spelling(kiosks: KioskService) -> None:
    started = kiosks.start_enrolment("here")
    kiosks.approve(f" {started.user_code.lower().replace('-', ' ')}", "Entrance")
    assert kiosks.collect(started.device_code).state == "enrolled"


def test_a_code_that_no_screen_shows_is_unknown(kiosks: KioskService) -> None:
    kiosks.start_enrolment("here")
    for code in ("CCCC-CCCC", "", "é", "x" * 1000):
        with pytest.raises(UnknownUserCode):
            kiosks.approve(code, "Entrance")


def test_a_screen_needs_a_name(kiosks: KioskService) -> None:
    started = kiosks.start_enrolment("here")
    with pytest.raises(InvalidName):
        kiosks.approve(started.user_code, "  ")
    assert kiosks.collect(started.device_code).state == "pending"


def test_approving_again_is_a_retry_but_not_under_another_name(kiosks: KioskService) -> None:
    started = kiosks.start_enrolment("here")
    kiosks.approve(started.user_code, "Entrance")
    kiosks.approve(started.user_code, "Entrance")
    with pytest.raises(UnknownUserCode):
        kiosks.approve(started.user_code, "Exit")
    assert kiosks.collect(started.device_code).name == "Entrance"


def test_only_the_screen_itself_collects(kiosks: KioskService) -> None:
    started = kiosks.start_enrolment("here")
    kiosks.approve(started.user_code, "Entrance")
    assert kiosks.collect(started.user_code).state == "gone"
    assert kiosks.collect("").state == "gone"


def test_after_ten_minutes_nobody_can_approve_or_collect(kiosks: KioskService, clock: HandClock) -> None:
    waiting, approved = kiosks.start_enrolment("here"), kiosks.start_enrolment("here")
    kiosks.approve(approved.user_code, "Entrance")
    clock.pass_by(minutes=10)
    with pytest.raises(UnknownUserCode):
        kiosks.approve(waiting.user_code, "Exit")
    assert [kiosks.collect(it.device_code).state for it in (waiting, approved)] == ["gone", "gone"]
    assert kiosks.list_kiosks() == ()


def test_the_secret_and_the_ids_are_not_stored_in_clear(kiosks: KioskService) -> None:
    started = kiosks.start_enrolment("here")
    note = kiosks.store.read("enrolments")
    assert note
    assert started.user_code.replace("-", "") in note.text
    assert started.device_code not in note.text


def test_strangers_can_not_fill_the_store(kiosks: KioskService, clock: HandClock) -> None:
    for number in range(MOST_PENDING):
        kiosks.start_enrolment(f"network {number}")
    with pytest.raises(TooManyEnrolments):
        kiosks.start_enrolment("one more")
    note = kiosks.store.read("enrolments")
    assert note
    assert len(json.loads(note.text)) == MOST_PENDING
    clock.pass_by(minutes=10)
    assert enrol(kiosks, client="one more")


def test_one_stranger_can_not_take_every_place(kiosks: KioskService) -> None:
    for _ in range(MOST_PENDING_PER_CLIENT):
        kiosks.start_enrolment("stranger")
    with pytest.raises(TooManyEnrolments):
        kiosks.start_enrolment("stranger")
    assert enrol(kiosks, client="showroom")


def test_a_place_is_free_again_once_a_screen_is_enrolled(kiosks: KioskService) -> None:
    for number in range(2 * MOST_PENDING_PER_CLIENT):
        enrol(kiosks, f"Screen {number}", client="showroom")
    assert len(kiosks.list_kiosks()) == 2 * MOST_PENDING_PER_CLIENT


def test_enrolments_begun_at_once_all_count(desks: list[KioskService]) -> None:
    started = at_once([partial(desk.start_enrolment, f"network {it}") for it, desk in enumerate(desks)])
    assert {desks[0].collect(it.device_code).state for it in started} == {"pending"}


def test_of_approvals_at_once_under_different_names_one_wins(desks: list[KioskService]) -> None:
    started = desks[0].start_enrolment("here")

    def approve(desk: KioskService, name: str) -> str | None:
        try:
            desk.approve(started.user_code, name)
        except UnknownUserCode:
            return None
        return name

    answers = at_once([partial(approve, desk, f"Name {it}") for it, desk in enumerate(desks)])
    (winner,) = filter(None, answers)
    assert desks[0].collect(started.device_code).name == winner
    assert len(desks[0].list_kiosks()) == 1


def test_of_polls_at_once_one_gets_the_id(desks: list[KioskService]) -> None:
    started = desks[0].start_enrolment("here")
    desks[0].approve(started.user_code, "Entrance")
    collected = at_once([partial(desk.collect, started.device_code) for desk in desks])
    assert sorted(it.state for it in collected) == ["enrolled"] + ["gone"] * (len(desks) - 1)
    assert len(desks[0].list_kiosks()) == 1


def test_enrolments_survive_a_restart(place: Place, kiosks: KioskService, clock: HandClock) -> None:
    started = kiosks.start_enrolment("here")
    after = KioskService(place.open_kiosks(), clock)
    after.approve(started.user_code, "Entrance")
    assert after.collect(started.device_code).state == "enrolled"
