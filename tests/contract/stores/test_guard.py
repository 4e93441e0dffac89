"""Guards: few calls wait for a slow store, the others are refused, and a store that answers again is found."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from configurator.errors import NoAnswer, StoreBusy, StoreError
from configurator.stores import guard
from configurator.stores.circuit_breaker import CircuitBreaker
from configurator.stores.guard import Guard, Guards
from tests.support.patience import PATIENCE

NOW = 1000.0


@pytest.fixture
def full() -> Iterator[tuple[Guard, ExitStack]]:
    """A guard whose places are taken, and the calls that have them."""
    guarded = Guard("Writes of a store", most=3)
    with ExitStack() as calls:
        for _ in range(3):
            calls.enter_context(guarded.admit())
        yield guarded, calls


def time_out(guarded: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls that waited in vain, as often as opens the circuit breaker."""
    monkeypatch.setattr(guard, "_TIMEOUT", 0.0)
    for _ in range(3):
        with suppress(NoAnswer), guarded.admit():
            raise NoAnswer


def test_behind_calls_that_are_stuck_nobody_waits(
    full: tuple[Guard, ExitStack], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "STUCK", 0.0)
    with pytest.raises(StoreBusy, match=r"Writes of a store are too slow, and 3 requests wait for them\.") as refusal:
        full[0].admit().__enter__()
    assert refusal.value.retry_after == 1


def test_behind_quick_calls_one_waits_for_a_place(
    full: tuple[Guard, ExitStack], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "STUCK", PATIENCE)
    guarded, calls = full

    def call() -> str:
        with guarded.admit():
            return "made"

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(call)
        calls.close()
        assert waiting.result(PATIENCE) == "made"


def test_a_call_that_failed_has_given_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "STUCK", 0.0)
    guarded = Guard("Reads of a store", most=1)
    for _ in range(3):
        with pytest.raises(StoreError), guarded.admit():
            raise StoreError
    with guarded.admit():
        pass


def test_refusals_of_the_store_do_not_open_the_breaker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_TIMEOUT", 0.0)
    guarded = Guard("Reads of a store")
    for _ in range(5):
        with suppress(StoreError), guarded.admit():
            raise StoreError
    with guarded.admit():
        pass


def test_a_connection_that_is_refused_at_once_does_not_open_the_breaker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_TIMEOUT", PATIENCE)
    guarded = Guard("Reads of a store")
    for _ in range(5):
        with suppress(NoAnswer), guarded.admit():
            raise NoAnswer
    with guarded.admit():
        pass


def test_in_a_file_reads_go_on_when_writes_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reads, writes = Guards.of_file("a file")
    time_out(writes, monkeypatch)  # type: ignore[arg-type]
    with pytest.raises(StoreBusy), writes.admit():
        pass
    with reads.admit():
        pass


def test_a_server_that_answers_no_writes_is_not_asked_for_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    reads, writes = Guards.of_server("a server")
    time_out(writes, monkeypatch)  # type: ignore[arg-type]
    with pytest.raises(StoreBusy), reads.admit():
        pass


def opened() -> CircuitBreaker:
    breaker = CircuitBreaker("Calls of a store")
    for _ in range(3):
        breaker.note_timeout(NOW)
    return breaker


def test_a_breaker_opens_after_three_timeouts_in_a_row() -> None:
    breaker = CircuitBreaker("Calls of a store")
    for _ in range(2):
        breaker.note_timeout(NOW)
    breaker.note_answer()
    for _ in range(2):
        breaker.note_timeout(NOW)
    breaker.check(NOW)
    breaker.note_timeout(NOW)
    with pytest.raises(StoreBusy, match=r"Calls of a store time out\.") as refusal:
        breaker.check(NOW)
    assert refusal.value.retry_after == 1


def test_after_a_pause_one_call_is_tried_and_the_others_wait_for_its_result() -> None:
    breaker = opened()
    breaker.check(NOW + 1)
    with pytest.raises(StoreBusy):
        breaker.check(NOW + 1)
    breaker.note_answer()
    breaker.check(NOW + 1)
    breaker.check(NOW + 1)


def test_a_trial_that_times_out_begins_another_pause() -> None:
    breaker = opened()
    breaker.check(NOW + 1)
    breaker.note_timeout(NOW + 4)
    with pytest.raises(StoreBusy):
        breaker.check(NOW + 4.5)
    breaker.check(NOW + 5)


def test_a_trial_of_which_nothing_is_heard_is_followed_by_another() -> None:
    breaker = opened()
    breaker.check(NOW + 1)
    breaker.check(NOW + 7)
