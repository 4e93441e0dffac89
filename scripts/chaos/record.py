"""What clients notice: how often each status came, ids of answers with 5xx, and whatever should never be."""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from scripts.chaos.checks import Refusal
from tests.support.client import Answer

NO_ANSWER = "no answer"
SAVED = "acknowledged"
_SHOWN = 200


@dataclass
class Record:
    """`counts` by phase and label: a status, NO_ANSWER, or SAVED for acknowledged saves. `phase` is asked for the
    current phase. Threads may share it."""

    phase: Callable[[], int]
    counts: Counter[tuple[int, str]] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    """The answers with 5xx. The server's log must have each."""
    violations: Counter[int] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)
    """The first violations in words."""
    _lock: Lock = field(default_factory=Lock)

    def answer(self, answer: Answer | None, *, is_page: bool = False) -> None:
        label = str(answer.status) if answer else NO_ANSWER
        with self._lock:
            self.counts[self.phase(), label] += 1
        if answer and answer.status >= 500:
            self._refusal(answer, is_page)

    def saved(self) -> None:
        with self._lock:
            self.counts[self.phase(), SAVED] += 1

    def violation(self, text: str) -> None:
        with self._lock:
            self.violations[self.phase()] += 1
            if len(self.texts) < _SHOWN:
                self.texts.append(text)

    def result(self) -> "Result":
        return Result(self.counts, self.refusals, self.violations, self.texts)

    def _refusal(self, answer: Answer, is_page: bool) -> None:
        if complaint := fault_of_refusal(answer, is_page):
            self.violation(f"{answer.status} {complaint}")
        with self._lock:
            self.refusals.append(Refusal(str(answer.headers["X-Request-Id"]), time.time()))


@dataclass
class Result:
    """A record that can be sent to another process, and added to others."""

    counts: Counter[tuple[int, str]] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    violations: Counter[int] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.counts + other.counts,
            self.refusals + other.refusals,
            self.violations + other.violations,
            self.texts + other.texts,
        )


def fault_of_refusal(answer: Answer, is_page: bool) -> str:
    """What an answer with 5xx lacks; "" if nothing. Programs get a problem (RFC 9457), people get a page."""
    kind = answer.headers["Content-Type"] or ""
    if not answer.headers["X-Request-Id"]:
        return "without a request id"
    if is_page:
        return "" if kind.startswith("text/html") and b"<h1" in answer.body else f"without a page: {kind}"
    return "" if kind == "application/problem+json" and _is_problem(answer) else f"without a problem: {kind}"


def _is_problem(answer: Answer) -> bool:
    try:
        document = json.loads(answer.body)
    except ValueError:
        return False
    is_whole = isinstance(document, dict) and {"title", "status", "detail"} <= document.keys()
    return is_whole and document["status"] == answer.status
