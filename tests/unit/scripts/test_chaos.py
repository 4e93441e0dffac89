"""`make chaos`: what counts as a violation."""

import json
from datetime import UTC, datetime
from http.client import HTTPMessage
from pathlib import Path
from typing import Any, cast

import pytest

from configurator.cars.code import encode
from configurator.renders.captions import CarNames
from configurator.renders.faults import FAULTS
from configurator.renders.prompt import prompt
from configurator.renders.render import Render
from configurator.renders.store import BudgetStatus, RenderStore
from scripts.chaos.__main__ import verdict
from scripts.chaos.checks import Refusal, unlogged
from scripts.chaos.connection import Connection
from scripts.chaos.money import BudgetWatch, costs_fault, payment_faults
from scripts.chaos.openai_faults import CLOSING, Delivery
from scripts.chaos.people import Person
from scripts.chaos.record import Record, fault_of_refusal
from scripts.chaos.saver import Saver
from tests.http.renders.test_render_faults import ENDS
from tests.support.catalogues import OURS
from tests.support.client import Answer
from tests.support.renders import TERMS, UnreachableStore, cars

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
CAR = cars()[0].car
PROBLEM = {"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": "Wait."}


def answer(status: int, body: bytes = b"", kind: str = "application/problem+json", request_id: str = "r1") -> Answer:
    headers = HTTPMessage()
    headers["Content-Type"] = kind
    if request_id:
        headers["X-Request-Id"] = request_id
    return Answer(status, headers, body)


def render(**changes: Any) -> Render:
    assert CAR
    usual = Render("a" * 32, "b" * 32, encode(OURS, CAR), "front", CarNames.of(CAR), TERMS.recipe, NOW)
    return usual._replace(state="ready", calls=1, cost=50, **changes)


def call(behaviour: str = "ready", phase: int = 0) -> Delivery:
    assert CAR
    return Delivery(prompt(CAR, "front", reference=False), behaviour, phase)


def faults(*calls: Delivery, of: Render, ledger: int = 50, lossy: tuple[int, ...] = ()) -> str:
    return "; ".join(payment_faults(calls, [of], ledger, lossy))


def test_one_picture_for_one_reservation_is_right() -> None:
    assert faults(call(), of=render()) == ""


def test_a_call_without_a_reservation_is_a_violation() -> None:
    assert "2 calls for 1 reservations" in faults(call("outage"), call(), of=render())


def test_a_picture_that_was_paid_for_twice_is_a_violation() -> None:
    assert "paid 2 times" in faults(call(), call(), of=render()._replace(calls=2, lost=1))


def test_a_picture_that_a_broken_disk_lost_may_be_paid_for_again_if_the_render_says_so() -> None:
    assert faults(call(phase=3), call(), of=render()._replace(calls=2, lost=1), lossy=(3,)) == ""
    assert "only 0 counted as lost" in faults(call(phase=3), call(), of=render()._replace(calls=2), lossy=(3,))


def test_a_picture_that_nobody_asked_for_is_a_violation() -> None:
    assert "no render is about" in faults(call(), call()._replace(prompt="a horse"), of=render())


def test_a_ledger_that_differs_from_the_renders_is_a_violation() -> None:
    assert "the ledger has" in faults(call(), of=render(), ledger=49)


def test_the_command_costs_must_say_the_same() -> None:
    table = "2026-11-29  gpt-image-2.6-flare   1   2   1   0.0001\ntotal   {}   2   1   0.0001\n"
    renders = [render()._replace(calls=2, lost=1, cost=100), render()._replace(state="failed", cost=0)]
    assert costs_fault(table.format(1), renders) == ""
    assert "`costs` says ['2', " in costs_fault(table.format(2), renders)
    assert costs_fault("No render was paid for in 2026-11.", renders[1:]) == ""


class Ledger:
    used = 0

    def budget_status(self, day: str, budget: str) -> BudgetStatus:
        return BudgetStatus(self.used)


def test_a_budget_is_exceeded_at_any_moment() -> None:
    complaints: list[str] = []
    ledger = Ledger()
    watch = BudgetWatch(cast(RenderStore, ledger), 1_000_000, complaints.append)
    for ledger.used in (0, 1_000_000, 1_000_001, 900_000):
        watch.look()
    assert complaints == ["the budget of 1.0000 USD was exceeded: 1.0000 USD"]
    assert (watch.most, watch.looks) == (1_000_001, 4)


def test_a_store_that_is_away_has_no_ledger_to_look_at() -> None:
    watch = BudgetWatch(cast(RenderStore, UnreachableStore()), 1, pytest.fail)
    watch.look()
    assert watch.looks == 0


@pytest.mark.parametrize(
    ("refusal", "is_page", "complaint"),
    [
        (answer(503, json.dumps(PROBLEM).encode()), False, ""),
        (answer(503, b"<h1>Saved data is unavailable</h1>", "text/html; charset=utf-8"), True, ""),
        (answer(503, json.dumps(PROBLEM).encode(), request_id=""), False, "without a request id"),
        (answer(500, json.dumps(PROBLEM).encode()), False, "without a problem: application/problem+json"),
        (answer(502, b"<h1>Bad gateway</h1>", "text/html"), False, "without a problem: text/html"),
        (answer(503, b"Service unavailable", "text/plain"), True, "without a page: text/plain"),
        (answer(503, b"", "text/html"), True, "without a page: text/html"),
    ],
)
def test_a_refusal_says_what_it_lacks(refusal: Answer, is_page: bool, complaint: str) -> None:
    assert fault_of_refusal(refusal, is_page) == complaint


def test_a_refusal_counts_once_and_its_id_is_looked_up_in_the_log(tmp_path: Path) -> None:
    record = Record(lambda: 4)
    for request_id in ("a3f8c2d4e5f60718", "b3f8c2d4e5f60718"):
        record.answer(answer(500, b"oops", "text/plain", request_id))
    assert record.violations == {4: 2}
    log = tmp_path / "log"
    log.write_text("ERROR: Request a3f8c2d4e5f60718: The store can't answer\nsomething else\n")
    assert unlogged(record.refusals, log, []) == ["the log doesn't name request b3f8c2d4e5f60718, which got 5xx"]


def test_a_refusal_may_be_one_of_those_that_the_log_only_counts(tmp_path: Path) -> None:
    log, refusals = tmp_path / "log", [Refusal(f"{number:016}", 100.0) for number in range(4)]
    log.write_text("ERROR Request 0000000000000000: away\n… and 2 more in the last minute: away\n")
    assert unlogged(refusals, log, []) == ["the log doesn't name request 0000000000000003, which got 5xx"]
    assert unlogged(refusals, log, [99.0, 500.0]) == unlogged(refusals, log, [])
    assert unlogged(refusals, log, [110.0]) == []


@pytest.mark.parametrize(
    ("version", "read", "is_kept"),
    [
        (2, answer(200, Person(1, 7).body(2)), True),
        (2, answer(200, Person(1, 7).body(1)), False),
        (2, answer(200, Person(1, 8).body(2)), False),
        (2, answer(404), False),
        (0, answer(404), True),
        (0, answer(200, Person(1, 7).body(2)), False),
    ],
    ids=("kept", "older", "somebody else", "gone", "erased", "erased in vain"),
)
def test_an_acknowledged_user_is_read_in_its_last_version(version: int, read: Answer, is_kept: bool) -> None:
    record = Record(lambda: 0)
    saver = Saver(Connection("http://127.0.0.1:1"), 1, record, lambda: False)
    saver.states[7] = version
    assert saver.check(7, read) == is_kept
    assert bool(record.violations[0]) != is_kept


def test_a_violation_fails_the_run_and_keeps_data_and_logs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    assert verdict(["SQLite: lost: chaos-1-7"], folder) == 1
    assert folder.exists()
    assert "lost: chaos-1-7" in capsys.readouterr().out
    assert verdict([], folder) == 0
    assert not folder.exists()


def test_whatever_closes_renders_has_a_turn_of_its_own() -> None:
    """Nothing that comes after it in the same turn would be tried."""
    assert {name for name, end in ENDS.items() if end.fault and FAULTS[end.fault].closes} == set(CLOSING)
