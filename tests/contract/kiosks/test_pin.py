"""The staff's PIN: five attempts, then growing delays that nobody gets around."""

from datetime import timedelta
from functools import partial

import pytest

from configurator.kiosks.pin_attempts import EVERYONE, FREE_ATTEMPTS, PinOutcome
from configurator.kiosks.service import KioskService
from tests.support.calls import at_once
from tests.support.kiosks import PIN, WRONG_PIN, CountingCheck, enrol, service_on
from tests.support.stores import HandClock, Place


@pytest.fixture
def locked(kiosks: KioskService) -> KioskService:
    for _ in range(FREE_ATTEMPTS):
        kiosks.verify_pin(WRONG_PIN)
    return kiosks


def test_the_right_pin_opens(kiosks: KioskService) -> None:
    assert kiosks.has_pin
    assert kiosks.verify_pin(PIN) == PinOutcome("ok")


def test_each_wrong_pin_says_how_many_attempts_are_left(kiosks: KioskService, clock: HandClock) -> None:
    outcomes = [kiosks.verify_pin(WRONG_PIN) for _ in range(FREE_ATTEMPTS)]
    assert [(it.state, it.attempts_left) for it in outcomes] == [("wrong", left) for left in (4, 3, 2, 1, 0)]
    assert [it.locked_until for it in outcomes] == [None] * 4 + [clock.now + timedelta(seconds=30)]


def test_while_it_is_locked_even_the_right_pin_is_not_looked_at(
    locked: KioskService, clock: HandClock, check: CountingCheck
) -> None:
    until = clock.now + timedelta(seconds=30)
    clock.pass_by(seconds=29.9)
    assert locked.verify_pin(PIN) == PinOutcome("locked", 0, until)
    assert check.compared == FREE_ATTEMPTS
    clock.pass_by(seconds=0.1)
    assert locked.verify_pin(PIN) == PinOutcome("ok")


def test_each_further_failure_doubles_the_delay_up_to_an_hour(locked: KioskService, clock: HandClock) -> None:
    delays = []
    clock.pass_by(seconds=30)
    for _ in range(8):
        outcome = locked.verify_pin(WRONG_PIN)
        assert (outcome.state, outcome.attempts_left) == ("wrong", 0)
        assert outcome.locked_until
        delays.append((outcome.locked_until - clock.now).total_seconds())
        clock.now = outcome.locked_until
    assert delays == [60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_attempts_that_were_refused_make_nobody_wait_longer(locked: KioskService, clock: HandClock) -> None:
    for _ in range(10):
        locked.verify_pin(WRONG_PIN)
    clock.pass_by(seconds=30)
    assert locked.verify_pin(PIN).state == "ok"


def test_the_right_pin_gives_all_attempts_back(kiosks: KioskService) -> None:
    for _ in range(FREE_ATTEMPTS - 1):
        kiosks.verify_pin(WRONG_PIN)
    kiosks.verify_pin(PIN)
    assert kiosks.verify_pin(WRONG_PIN).attempts_left == FREE_ATTEMPTS - 1


def test_a_day_later_old_failures_are_forgotten(locked: KioskService, clock: HandClock) -> None:
    clock.pass_by(hours=24)
    assert locked.verify_pin(WRONG_PIN).attempts_left == FREE_ATTEMPTS - 1


def test_within_a_day_they_are_not(locked: KioskService, clock: HandClock) -> None:
    clock.pass_by(hours=23)
    assert locked.verify_pin(WRONG_PIN).attempts_left == 0


def test_strangers_on_the_internet_do_not_lock_a_screen(locked: KioskService) -> None:
    assert locked.verify_pin(PIN).state == "locked"
    assert locked.verify_pin(PIN, enrol(locked)).state == "ok"
    assert locked.verify_pin(PIN).state == "locked"


def test_a_locked_screen_locks_nobody_else(kiosks: KioskService) -> None:
    one, other = enrol(kiosks, "One"), enrol(kiosks, "Other")
    for _ in range(FREE_ATTEMPTS):
        kiosks.verify_pin(WRONG_PIN, one)
    assert [kiosks.verify_pin(PIN, scope).state for scope in (one, other, EVERYONE)] == ["locked", "ok", "ok"]


def test_an_invented_or_revoked_kiosk_gets_no_attempts_of_its_own(locked: KioskService) -> None:
    revoked = enrol(locked)
    locked.revoke(revoked)
    for scope in (revoked, "0" * 32, "a kiosk", ""):
        assert locked.verify_pin(PIN, scope).state == "locked"


def test_a_restart_unlocks_nothing(place: Place, locked: KioskService, clock: HandClock, check: CountingCheck) -> None:
    after = service_on(place.open_kiosks(), clock, check)
    assert after.verify_pin(PIN).state == "locked"


def test_guesses_at_once_get_no_more_attempts_than_one_after_another(
    desks: list[KioskService], check: CountingCheck, clock: HandClock
) -> None:
    outcomes = at_once([partial(desk.verify_pin, WRONG_PIN) for desk in desks for _ in range(3)])
    assert check.compared == FREE_ATTEMPTS
    assert sorted(it.attempts_left for it in outcomes if it.state == "wrong") == [0, 1, 2, 3, 4]
    clock.pass_by(seconds=30)
    at_once([partial(desk.verify_pin, WRONG_PIN) for desk in desks for _ in range(3)])
    assert check.compared == FREE_ATTEMPTS + 1


def test_an_endless_pin_is_wrong_without_being_hashed(kiosks: KioskService, check: CountingCheck) -> None:
    assert kiosks.verify_pin("1" * 65).attempts_left == FREE_ATTEMPTS - 1
    assert check.compared == 0


def test_without_a_pin_nobody_gets_in(place: Place, clock: HandClock) -> None:
    open_to_nobody = service_on(place.open_kiosks(), clock)
    assert not open_to_nobody.has_pin
    with pytest.raises(LookupError):
        open_to_nobody.verify_pin("")
