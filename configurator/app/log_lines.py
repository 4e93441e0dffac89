"""The log of a server and its workers: lines on stderr with time, level, route and request id; floods are summed up.

On Lambda, the platform adds the time, and there is a line per request: see aws_lambda/request_log.py.
"""

import logging
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Timer
from typing import Any, NamedTuple

MOST_EQUAL = 5
"""So many equal lines are written in a minute. The others are counted."""

MOST_DIFFERENT = 100
"""So many different lines are told apart in a minute. The others are one kind for each logger, level and route."""

_WINDOW = 60.0
_QUOTING = (
    "Exception while serving",
    "Client disconnected while serving",
    "Malformed proxy header",
    "Unknown Forwarded token",
)
"""Lines of waitress that go on with something that a client sent."""


def init_log(place: str, level: int = logging.WARNING) -> None:
    """From now on, this process logs lines of this level and above. `place` stands in lines outside of requests."""
    handler = CondensingHandler(_WINDOW)
    handler.setFormatter(LineFormatter(place))
    logging.basicConfig(handlers=[handler], level=level)


class LineFormatter(logging.Formatter):
    """Formats a line such as `2026-11-29T12:00:00.123Z ERROR [GET /users/<user_id>] Request 5f2a: message`."""

    def __init__(self, place: str) -> None:
        super().__init__("%(asctime)s %(levelname)s [%(route)s] %(message)s")
        self._place = place

    def formatTime(self, record: logging.LogRecord, _datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        record.route = getattr(record, "route", "") or self._place
        record.message = _without_quotes(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """Type and place of the error. Its message may quote a visitor's data."""
        return f"{''.join(traceback.format_tb(ei[2]))}{ei[0].__name__}"


class _Kind(NamedTuple):
    """Lines that count as equal. Without a text, they are all others of the logger, level and route."""

    name: str
    level: int
    route: str
    text: str

    def summary(self, count: int) -> logging.LogRecord:
        what = self.text.partition("\n")[0] or f"other lines of {self.name}"
        message = f"… and {count} more in the last minute: {_without_quotes(what)}"
        return logging.makeLogRecord(
            {"name": self.name, "levelno": self.level, "levelname": logging.getLevelName(self.level)}
            | {"route": self.route, "msg": message}
        )


class CondensingHandler(logging.StreamHandler[Any]):
    """Writes equal lines MOST_EQUAL times in `window` seconds, then counts them, and writes how many there were.

    It does so when the window has ended and when the process ends. Lines are equal if only their request ids differ.
    Threads can share it, because logging calls `emit` and `close` one at a time.
    """

    def __init__(self, window: float, stream: Any = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self._window, self._clock = window, clock
        self._counts: dict[_Kind, int] = {}
        self._ends_at = 0.0
        self._timer: Timer | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._clock() >= self._ends_at:
            self.sum_up()
            self._ends_at = self._clock() + self._window
        kind = self._kind(record)
        self._counts[kind] = count = self._counts.get(kind, 0) + 1
        if count <= MOST_EQUAL:
            super().emit(record)
        elif self._timer is None:
            self._timer = Timer(max(0.0, self._ends_at - self._clock()), self.sum_up)
            self._timer.daemon = True
            self._timer.start()

    def sum_up(self) -> None:
        """Writes how many lines were not written, and begins to count again."""
        self.acquire()
        try:
            counts, self._counts = self._counts, {}
            timer, self._timer = self._timer, None
            if timer:
                timer.cancel()
            for kind, count in counts.items():
                if count > MOST_EQUAL:
                    super().emit(kind.summary(count - MOST_EQUAL))
        finally:
            self.release()

    def close(self) -> None:
        self.sum_up()
        super().close()

    def _kind(self, record: logging.LogRecord) -> _Kind:
        kind = _Kind(record.name, record.levelno, getattr(record, "route", ""), _text(record))
        is_known = kind in self._counts or len(self._counts) < MOST_DIFFERENT
        return kind if is_known else kind._replace(text="")


def _text(record: logging.LogRecord) -> str:
    """The message without the request's id."""
    template = str(getattr(record, "template", record.msg))
    return template % record.args if record.args else template


def _without_quotes(message: str) -> str:
    for beginning in _QUOTING:
        if message.startswith(beginning):
            return f"{beginning} …"
    return message
