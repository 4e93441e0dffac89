"""Counters that several processes share: each value is given out once, and old counters go."""

import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import pytest

from configurator.errors import StoreError
from configurator.rate_limits.counters import Counters, Window
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.sqlite import sqlite_stores
from tests.support.calls import at_once
from tests.support.counting import WINDOW
from tests.support.programs import running
from tests.support.proxy import Proxy, losing_each_first
from tests.support.stores import Place

THREADS = 8
ROUNDS = 10
TIMES = 60
NEXT = Window(WINDOW.end, WINDOW.end + 60)


@pytest.fixture
def counters(place: Place) -> Counters:
    return place.open_counters()


def test_a_counter_begins_at_nothing_and_adds_what_it_is_told(counters: Counters) -> None:
    assert [counters.add("ada", amount, WINDOW) for amount in (1, 30, 2)] == [1, 31, 33]


def test_each_counts_alone(counters: Counters) -> None:
    assert [counters.add(key, 1, WINDOW) for key in ("ada", "bob", "ada")] == [1, 1, 2]


def test_it_lasts_longer_than_a_process(counters: Counters, place: Place) -> None:
    counters.add("ada", 5, WINDOW)
    assert place.open_counters().add("ada", 1, WINDOW) == 6


def test_threads_and_processes_never_get_the_same_value(place: Place) -> None:
    opened = [place.open_counters() for _ in range(THREADS)]
    for _ in range(ROUNDS):
        at_once([partial(counters.add, "ada", 1, WINDOW) for counters in opened])
    assert opened[0].add("ada", 1, WINDOW) == THREADS * ROUNDS + 1


def test_programs_never_get_the_same_value(place: Place, tmp_path: Path) -> None:
    with ExitStack() as stack:
        programs = [
            stack.enter_context(
                running("tests.support.counting", ["ada", TIMES], place.environment, tmp_path / f"{number}.txt")
            )
            for number in range(3)
        ]
        values = [int(line) for program in programs for line in program.finish()]
    assert sorted(values) == list(range(1, 3 * TIMES + 1))


def test_sqlite_removes_counters_whose_window_has_ended(tmp_path: Path) -> None:
    counters = sqlite_stores(tmp_path)[3]()
    counters.add("ada", 1, WINDOW)
    counters.add("day", 1, Window(WINDOW.start, NEXT.end))
    counters.add("bob", 1, NEXT)
    assert rows(tmp_path) == {"day", "bob"}


def test_sqlite_keeps_counters_to_their_owner_and_apart_from_people(tmp_path: Path) -> None:
    users, _, _, counters = sqlite_stores(tmp_path)
    users.ping()
    counters().add("ada", 1, WINDOW)
    assert (tmp_path / "counters.sqlite").stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(tmp_path / "profile.sqlite")) as database:
        assert not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'counters'").fetchall()


def rows(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "counters.sqlite")) as database:
        return {key for (key,) in database.execute("SELECT key FROM counters")}


def test_dynamodb_is_told_when_to_remove_a_counter(place_of: object, aws_keys: Mapping[str, str]) -> None:
    place: Place = place_of("dynamodb")  # type: ignore[operator]
    place.open().provision()
    place.open_counters().add("ada", 3, WINDOW)
    database = DynamoDB(place.environment["TABLE_PREFIX"], "us-east-1", aws_keys["AWS_ENDPOINT_URL"])
    (items,) = database.pages("Scan", {"TableName": database.name("budget")})
    database.close()
    expected = {"scopeAndDay": {"S": "rate ada"}, "used": {"N": "3"}, "expiresAt": {"N": str(WINDOW.end)}}
    assert items == [expected]


def test_a_lost_answer_is_asked_for_again(behind_proxy: Place, proxy: Proxy) -> None:
    counters = behind_proxy.open_counters()
    proxy.behaviour = losing_each_first("UpdateItem")
    assert counters.add("ada", 1, WINDOW) in (1, 2)


def test_an_outage_is_reported_after_two_attempts(behind_proxy: Place, proxy: Proxy) -> None:
    counters = behind_proxy.open_counters()
    proxy.behaviour = lambda _call, _forward: None
    with pytest.raises(StoreError):
        counters.add("ada", 1, WINDOW)
    assert [call.operation for call in proxy.calls].count("UpdateItem") == 2


def test_a_folder_that_can_not_be_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    counters = sqlite_stores(tmp_path / "taken" / "data")[3]()
    with pytest.raises(StoreError, match="can't be used"):
        counters.add("ada", 1, WINDOW)
