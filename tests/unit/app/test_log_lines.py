"""The lines of a server's log: their shape, how floods are summed up, and that no line is lost silently."""

import io
import logging
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from configurator.app.log_lines import MOST_DIFFERENT, MOST_EQUAL, CondensingHandler, LineFormatter
from tests.support.patience import wait_until

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (WARNING|ERROR|INFO) \[(.+?)\] (.+)")
LONG = 3600.0


@dataclass
class Log:
    """A logger of the test's own, with a clock that moves when the test moves it."""

    window: float = 60.0
    now: float = 1000.0
    stream: io.StringIO = field(default_factory=io.StringIO)

    def __post_init__(self) -> None:
        self.handler = CondensingHandler(self.window, self.stream, lambda: self.now)
        self.handler.setFormatter(LineFormatter("server"))
        self.logger = logging.getLogger(f"test.{id(self)}")
        self.logger.propagate = False
        self.logger.addHandler(self.handler)

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()

    @property
    def messages(self) -> list[str]:
        return [found[3] for line in self.lines if (found := LINE.fullmatch(line))]


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    yield log
    log.handler.close()


def total(messages: list[str]) -> int:
    """All lines that were logged: those that were written, and those that were only counted."""
    counted = [int(found[1]) for it in messages if (found := re.match(r"… and (\d+) more in the last minute: ", it))]
    return len(messages) - len(counted) + sum(counted)


def test_a_line_has_time_level_place_and_message(log: Log) -> None:
    log.logger.error("The store can't answer: %s", "it is away")
    (line,) = log.lines
    found = LINE.fullmatch(line)
    assert found
    assert found.groups() == ("ERROR", "server", "The store can't answer: it is away")


def test_the_time_is_utc() -> None:
    record = logging.makeLogRecord({"msg": "x", "levelname": "ERROR", "created": 0.25})
    assert LineFormatter("server").format(record) == "1970-01-01T00:00:00.250Z ERROR [server] x"


def test_an_error_is_told_by_its_type_and_place_without_its_message(log: Log) -> None:
    name = "Zo" + "rah"
    try:
        int(name)
    except ValueError:
        log.logger.exception("Render waits")
    said = log.stream.getvalue()
    assert "ValueError" in said
    assert "test_log_lines.py" in said
    assert "Zorah" not in said


@pytest.mark.parametrize(
    "message",
    [
        "Exception while serving /users/zorah",
        "Client disconnected while serving /users/zorah",
        "Malformed proxy header 'x' from '192.0.2.7': zorah",
        "Unknown Forwarded token: zorah",
    ],
)
def test_what_a_client_sent_is_not_quoted(log: Log, message: str) -> None:
    for _ in range(MOST_EQUAL + 2):
        log.logger.error(message)
    log.handler.close()
    assert log.lines
    assert "zorah" not in log.stream.getvalue()


def test_equal_lines_are_written_a_few_times_and_then_counted(log: Log) -> None:
    for _ in range(400):
        log.logger.error("The store can't answer")
    assert log.messages == ["The store can't answer"] * MOST_EQUAL
    log.now += 60
    log.logger.error("The store can't answer")
    summary = f"… and {400 - MOST_EQUAL} more in the last minute: The store can't answer"
    assert log.messages == [*["The store can't answer"] * MOST_EQUAL, summary, "The store can't answer"]


def test_lines_that_differ_only_in_the_request_are_equal(log: Log) -> None:
    for number in range(20):
        record = logging.makeLogRecord(
            {"name": "x", "levelno": logging.ERROR, "levelname": "ERROR", "msg": f"Request {number}: It is away"}
        )
        record.template, record.route = "It is away", "GET /users"
        log.logger.handle(record)
    assert log.messages == [f"Request {number}: It is away" for number in range(MOST_EQUAL)]


def test_another_reason_is_not_hidden_by_a_flood(log: Log) -> None:
    for _ in range(100):
        log.logger.error("Unexpected %s", "KeyError")
    log.logger.error("Unexpected %s", "TypeError")
    assert "Unexpected TypeError" in log.messages


def test_the_memory_is_limited_and_no_line_goes_uncounted(log: Log) -> None:
    for number in range(5000):
        log.logger.error("Render %s waits", number)
    assert len(log.handler._counts) <= MOST_DIFFERENT + 1
    log.handler.close()
    assert len(log.lines) == MOST_DIFFERENT + MOST_EQUAL + 1
    assert total(log.messages) == 5000


def test_the_sum_comes_when_the_process_ends(log: Log) -> None:
    for _ in range(MOST_EQUAL + 3):
        log.logger.error("It is away\nin %s", "these lines")
    log.handler.close()
    assert log.messages[-1] == "… and 3 more in the last minute: It is away"


def test_the_sum_comes_although_nothing_else_is_logged() -> None:
    log = Log(window=0.2)
    for _ in range(MOST_EQUAL + 3):
        log.logger.error("It is away")
    wait_until(lambda: len(log.lines) > MOST_EQUAL)
    assert log.messages[-1] == "… and 3 more in the last minute: It is away"
    log.handler.close()


def write(log: Log) -> None:
    for _ in range(500):
        log.logger.error("It is away")


def test_threads_lose_no_line() -> None:
    log = Log(window=LONG)
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=write, args=(log,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(switch)
    log.handler.close()
    assert total(log.messages) == 2000
