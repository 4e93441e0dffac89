"""The queue of renders for workers: each render once, a few workers at a time, a limited length."""

import logging
from collections.abc import Callable, Iterator
from queue import Queue
from threading import Event, Lock

import pytest

from configurator.app import runners
from configurator.app.runners import LocalRunner


class Workers:
    """Replaces worker processes. Each keeps its render until the test releases it."""

    def __init__(self) -> None:
        self.begun: Queue[str] = Queue()
        self.most = self._now = 0
        self._go = Event()
        self._lock = Lock()

    def __call__(self, render_id: str) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        self.begun.put(render_id)
        self._go.wait(20)
        with self._lock:
            self._now -= 1

    def go(self) -> None:
        self._go.set()

    def next(self) -> str:
        return self.begun.get(timeout=20)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    made = Workers()
    monkeypatch.setattr(runners, "_run_worker", made)
    yield made
    made.go()


def drained(workers: Workers, last: Callable[[], None]) -> list[str]:
    """All renders that workers get, up to the one that `last` sends."""
    workers.go()
    last()
    seen: list[str] = []
    while not seen or seen[-1] != "last":
        seen.append(workers.next())
    return seen


def test_who_is_in_line_is_there_once(workers: Workers) -> None:
    runner = LocalRunner(workers=1)
    runner.send("first")
    assert workers.next() == "first"
    for _ in range(100):
        runner.send("second")
    assert drained(workers, lambda: runner.send("last")) == ["second", "last"]


def test_who_is_sent_while_at_work_is_looked_at_once_more(workers: Workers) -> None:
    runner = LocalRunner(workers=1)
    runner.send("first")
    assert workers.next() == "first"
    for _ in range(100):
        runner.send("first")
    workers.go()
    assert workers.next() == "first"
    assert drained(workers, lambda: runner.send("last")) == ["last"]


def test_no_more_than_a_few_are_at_work_at_once(workers: Workers) -> None:
    runner = LocalRunner(workers=3)
    for number in range(20):
        runner.send(f"{number}")
    assert sorted(workers.next() for _ in range(3)) == ["0", "1", "2"]
    workers.go()
    assert {workers.next() for _ in range(17)} == {f"{number}" for number in range(3, 20)}
    assert workers.most == 3


def test_a_line_that_is_full_turns_others_away_until_somebody_looks(
    workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    runner = LocalRunner(workers=1, waiting=2)
    runner.send("at work")
    assert workers.next() == "at work"
    with caplog.at_level(logging.WARNING):
        for number in range(3):
            runner.send(f"{number}")
    assert "2 is queued when somebody looks at it" in caplog.text
    workers.go()
    assert [workers.next(), workers.next()] == ["0", "1"]
    runner.send("2")
    assert workers.next() == "2"
