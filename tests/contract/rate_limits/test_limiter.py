"""A client's quota in a window: never exceeded by however many processes, with few writes to the store."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event

import pytest

from configurator.errors import StoreError
from configurator.rate_limits import limiter as module
from configurator.rate_limits.counters import Counters, Window
from configurator.rate_limits.limit import Limit
from configurator.rate_limits.limiter import Limiter, Standing
from tests.support.calls import at_once
from tests.support.patience import PATIENCE, wait_until
from tests.support.stores import Place

NOW = 1_795_500_015.5
PROCESSES = 4
LIMITS = {"create": Limit(5, 60), "read": Limit(200, 60)}


@dataclass
class Counted:
    """Counters that know how often they were asked, and can be out of reach, or wait until it `answers`."""

    counters: Counters
    asked: int = 0
    is_away: bool = False
    answers: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.answers.set()

    def add(self, key: str, amount: int, window: Window) -> int:
        self.asked += 1
        self.answers.wait(PATIENCE)
        if self.is_away:
            raise StoreError("The store is away.")
        return self.counters.add(key, amount, window)


@pytest.fixture
def counted(place: Place) -> Counted:
    return Counted(place.open_counters())


def allowed(limiter: Limiter, name: str, client: str, times: int, now: float = NOW) -> int:
    return sum(is_allowed(limiter.count(name, client, now)) for _ in range(times))


def is_allowed(standing: Standing | None) -> bool:
    assert standing
    return standing.is_allowed


def test_the_quota_and_no_more(counted: Counted) -> None:
    limiter = Limiter(counted, LIMITS)
    assert allowed(limiter, "create", "ada", 12) == 5
    assert allowed(limiter, "create", "bob", 12) == 5
    assert allowed(limiter, "read", "ada", 210) == 200


def test_a_new_window_begins_with_the_whole_quota(counted: Counted) -> None:
    limiter = Limiter(counted, LIMITS)
    assert allowed(limiter, "create", "ada", 6) == 5
    assert allowed(limiter, "create", "ada", 6, NOW + 44) == 0
    assert allowed(limiter, "create", "ada", 6, NOW + 45) == 5


def test_a_client_is_told_what_is_left_and_when_the_window_ends(counted: Counted) -> None:
    limiter = Limiter(counted, LIMITS)
    standings = [limiter.count("create", "ada", NOW + second) for second in range(7)]
    assert [it and (it.is_allowed, it.left, it.reset) for it in standings] == [
        (True, 4, 45),
        (True, 3, 44),
        (True, 2, 43),
        (True, 1, 42),
        (True, 0, 41),
        (False, 0, 40),
        (False, 0, 39),
    ]


def test_processes_share_one_quota(place: Place) -> None:
    limiters = [Limiter(place.open_counters(), LIMITS) for _ in range(PROCESSES)]
    for limiter in limiters:
        limiter.count("read", "bob", NOW)  # connects before the race
    assert sum(at_once([partial(allowed, it, "create", "ada", 5) for it in limiters])) == 5
    passed = at_once([partial(allowed, it, "read", "ada", 200) for it in limiters])
    assert sum(passed) == 200


def test_threads_of_a_process_share_one_quota(counted: Counted) -> None:
    limiter = Limiter(counted, LIMITS)
    assert sum(at_once([partial(allowed, limiter, "read", "ada", 60)] * PROCESSES)) == 200


def test_a_large_quota_is_taken_in_blocks_and_a_flood_writes_nothing(counted: Counted) -> None:
    limiter = Limiter(counted, {"read": Limit(1200, 60)})
    assert allowed(limiter, "read", "ada", 1200) == 1200
    assert counted.asked < 120
    before = counted.asked
    assert allowed(limiter, "read", "ada", 5000) == 0
    assert counted.asked == before


def test_a_process_forgets_the_oldest_client_but_not_what_the_store_has(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_CLIENTS", 3)
    limiter = Limiter(counted, LIMITS)
    assert allowed(limiter, "create", "ada", 6) == 5
    for number in range(3):
        limiter.count("create", f"other {number}", NOW)
    assert allowed(limiter, "create", "ada", 6) == 0


def test_an_outage_lets_requests_pass_and_is_logged_once_a_minute(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    limiter = Limiter(counted, LIMITS)
    counted.is_away = True
    with caplog.at_level(logging.ERROR):
        standings = [limiter.count("create", "ada", NOW + second) for second in range(45)]
    assert standings == [None] * 45
    assert [record.message for record in caplog.records] == [
        "Requests aren't limited while the store of the limits can't answer: The store is away."
    ]
    assert counted.asked == 5
    limiter.count("create", "ada", NOW + 61)
    assert len(caplog.records) == 2


def test_after_an_outage_it_limits_again(counted: Counted) -> None:
    limiter = Limiter(counted, LIMITS)
    counted.is_away = True
    assert limiter.count("create", "ada", NOW) is None
    counted.is_away = False
    assert limiter.count("create", "ada", NOW + 1) is None
    assert allowed(limiter, "create", "ada", 9, NOW + 10) == 5


def test_in_an_outage_who_was_refused_stays_refused(counted: Counted) -> None:
    limiter = Limiter(counted, LIMITS)
    allowed(limiter, "create", "ada", 6)
    counted.is_away = True
    limiter.count("create", "bob", NOW)
    assert allowed(limiter, "create", "ada", 3) == 0


def test_the_store_gets_neither_an_address_nor_a_name_that_lasts(counted: Counted, place: Place) -> None:
    keys: list[str] = []

    class Listening(Counted):
        def add(self, key: str, amount: int, window: Window) -> int:
            keys.append(key)
            return super().add(key, amount, window)

    limiter = Limiter(Listening(counted), LIMITS)
    for now in (NOW, NOW + 60):
        limiter.count("create", "network 203.0.113.7", now)
    assert [key.split()[:2] for key in keys] == [["create", "1795500000"], ["create", "1795500060"]]
    hashes = {key.split()[2] for key in keys}
    assert len(hashes) == 2
    assert {len(it) for it in hashes} == {6}


def test_while_the_store_hangs_one_request_of_a_client_waits_and_the_others_pass(counted: Counted) -> None:
    limiter = Limiter(counted, LIMITS)
    counted.answers.clear()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(limiter.count, "create", "somebody", NOW)
        wait_until(lambda: counted.asked == 1)
        assert limiter.count("create", "somebody", NOW) is None
        assert not waiting.done()
        counted.answers.set()
        standing = waiting.result(PATIENCE)
    assert standing is not None
    assert standing.is_allowed
