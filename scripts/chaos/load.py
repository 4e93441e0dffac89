"""The client processes: each has several clients, one in each thread. First they save, in the end they read all."""

import itertools
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from ctypes import c_bool, c_long
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

from scripts.chaos.connection import Connection
from scripts.chaos.record import Record, Result
from scripts.chaos.saver import Saver, States

PROCESSES = 3
CLIENTS = 8
"""In each process. All together are more than the server has threads."""
_PAUSE = 0.1
_READ_ATTEMPTS = 100


@dataclass(frozen=True)
class Board:
    """What all processes see: the current phase, the new users of each process, whether the load is over."""

    phase: Any
    saves: Any
    over: Any

    @property
    def total(self) -> int:
        return sum(self.saves)


@dataclass
class Journal:
    """What one client was acknowledged. `unsure` are users whose last request was never answered."""

    client: int
    states: States
    unsure: set[int]


@dataclass
class Load:
    """The journals of all clients of a process, and what they noticed."""

    journals: list[Journal] = field(default_factory=list)
    result: Result = field(default_factory=Result)


class Clients:
    """All client processes."""

    def __init__(self, url: str, board: Board, pool: ProcessPoolExecutor) -> None:
        self._url, self.board, self._pool = url, board, pool
        self._saving: list[Future[Load]] = []

    def start(self) -> None:
        self._saving = [self._pool.submit(_save, self._url, process) for process in range(PROCESSES)]

    def check(self) -> None:
        """Raises what a process raised, if one ended early."""
        for saving in self._saving:
            if saving.done():
                saving.result()

    def stop(self) -> list[Load]:
        self.board.over.value = True
        return [saving.result() for saving in self._saving]

    def read_all(self, journals: Sequence[Journal]) -> list[Result]:
        """Reads every acknowledged user again. The violations of the results are those that are not as acknowledged."""
        parts = [journals[process::PROCESSES] for process in range(PROCESSES)]
        return list(self._pool.map(_read_all, [self._url] * PROCESSES, parts))


@contextmanager
def clients(url: str) -> Iterator[Clients]:
    context = get_context("spawn")  # this process has threads, which a fork would leave half
    board = Board(context.RawValue(c_long, 0), context.RawArray(c_long, PROCESSES), context.RawValue(c_bool, False))
    with ProcessPoolExecutor(PROCESSES, context, _share, (board,)) as pool:
        try:
            yield Clients(url, board, pool)
        finally:
            board.over.value = True


_shared: list[Board] = []


def _share(board: Board) -> None:
    """Begins each process."""
    _shared[:] = [board]


def _record() -> Record:
    return Record(lambda: int(_shared[0].phase.value))


def _save(url: str, process: int) -> Load:
    board, record = _shared[0], _record()

    def note_save() -> None:
        board.saves[process] += 1

    def work(client: int) -> Journal:
        with Connection(url) as connection:
            saver = Saver(connection, client, record, lambda: bool(board.over.value))
            saver.work(itertools.count(), note_save)
        return Journal(client, saver.states, saver.unsure)

    with ThreadPoolExecutor(CLIENTS) as threads:
        journals = list(threads.map(work, range(process * CLIENTS, (process + 1) * CLIENTS)))
    return Load(journals, record.result())


def _read_all(url: str, journals: Sequence[Journal]) -> Result:
    record = _record()

    def read(journal: Journal) -> None:
        with Connection(url) as connection:
            saver = Saver(connection, journal.client, record, lambda: False)
            saver.states = journal.states
            for number in journal.states.keys() - journal.unsure:
                if not _is_read(saver, number):
                    record.violation(f"client {journal.client} can't read its user {number} in the end")

    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(read, journals))
    return record.result()


def _is_read(saver: Saver, number: int) -> bool:
    """Whether there is an answer, right or wrong, perhaps after a while."""
    for _ in range(_READ_ATTEMPTS):
        answer = saver.read(number)
        if answer and answer.status not in (429, 500, 503):
            saver.check(number, answer)
            return True
        time.sleep(_PAUSE)
    return False
