"""One stage: a server under load, its faults one after the other, and the checks at the end."""

import itertools
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from configurator.renders.store import RenderStore
from scripts.chaos.checks import unlogged
from scripts.chaos.connection import Connection
from scripts.chaos.fault import Fault
from scripts.chaos.load import CLIENTS, PROCESSES, Clients, Journal
from scripts.chaos.money import BudgetWatch, costs_fault, payment_faults, spent
from scripts.chaos.openai_faults import WatchedOpenAI
from scripts.chaos.record import Record, Result
from scripts.chaos.render_load import RenderLoad
from scripts.chaos.saver import Saver
from scripts.chaos.server import ChaosServer
from scripts.chaos.table import HEAD, Row
from scripts.chaos.waiting import wait_for
from tests.support.commands import run_command

RECOVERY_SECONDS = 30.0
"""The most that may pass between the end of a fault and the first write and read that succeed."""
_STALLED = 120.0
_SETTLED = 60.0
_RENDERS_PER_FAULT = 4
BETWEEN, RESTART, MONEY, LOG = "between the faults", "read back after a restart", "payments", "log"


@dataclass
class Stage:
    """Everything around one server."""

    name: str
    server: ChaosServer
    clients: Clients
    openai: WatchedOpenAI
    store: RenderStore
    budget: BudgetWatch
    renders: RenderLoad
    record: Record
    environment: Mapping[str, str]
    """With it, commands reach the store without faults."""
    rows: list[Row] = field(default_factory=list)
    lossy: set[int] = field(default_factory=set)
    loads: Result = field(default_factory=Result)
    _lost_calls: int = 0
    _probes: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self._probe = Saver(Connection(self.server.url), PROCESSES * CLIENTS, self.record, lambda: False)

    def run(self, faults: Sequence[Fault], saves: int) -> list[str]:
        """Prints the table, and returns the violations in words."""
        print(f"\n{self.name}: {saves} saves", flush=True)
        self._begin(BETWEEN)
        self._recover()
        with self._load():
            for number, fault in enumerate(faults, 1):
                self._wait_for_saves(saves * number // (len(faults) + 2))
                self._run(fault)
            self._wait_for_saves(saves)
            journals = self._end_load()
            self._read_back(journals)
            self._settle()
        self._check()
        return self._report(journals)

    @contextmanager
    def _load(self) -> Iterator[None]:
        self.clients.start()
        with ThreadPoolExecutor(2) as threads:
            try:
                working = [threads.submit(self.renders.work), threads.submit(self.budget.work)]
                yield
            finally:
                self.renders.is_over = self.budget.is_over = True
            for it in working:
                it.result()

    def _run(self, fault: Fault) -> None:
        row = self._begin(fault.name)
        row.missing = fault.missing
        if fault.missing:
            return
        if fault.may_lose_pictures:
            self.lossy.add(len(self.rows) - 1)
        self.renders.more(_RENDERS_PER_FAULT)
        started = time.monotonic()
        with fault.inject():
            wait_for(fault.is_done, fault.seconds)
            row.seconds = time.monotonic() - started
        row.recovered = self._recover()
        if row.recovered > RECOVERY_SECONDS:
            self.record.violation(f"{fault.name}: recovered after {row.recovered:.0f} s only")
        print(f"{fault.name}: over, recovered after {row.recovered:.1f} s", file=sys.stderr, flush=True)
        self._to_phase(0)

    def _recover(self) -> float:
        """The seconds until a write and a read succeed."""
        started = time.monotonic()

        def is_well() -> bool:
            number = next(self._probes)
            with self._probe.connection:
                answers = self._probe.save(number), self._probe.read(number)
            return all(answer is not None and answer.status == 200 for answer in answers)

        if not wait_for(is_well, _STALLED):
            raise RuntimeError(f"The server has not recovered within {_STALLED:.0f} s. Its log: {self.server.log}")
        return time.monotonic() - started

    def _wait_for_saves(self, saves: int) -> None:
        """Raises RuntimeError if no further user is saved for a long time."""
        while (before := self.clients.board.total) < saves:
            self.clients.check()
            if not wait_for(lambda: self.clients.board.total > before, _STALLED):
                raise RuntimeError(f"Nothing was saved for {_STALLED:.0f} s. The server's log: {self.server.log}")

    def _end_load(self) -> list[Journal]:
        loads = self.clients.stop()
        self.loads = sum((it.result for it in loads), Result())
        own = Journal(self._probe.client, self._probe.states, self._probe.unsure)
        return [*(journal for load in loads for journal in load.journals), own]

    def _read_back(self, journals: Sequence[Journal]) -> None:
        row = self._begin(RESTART)
        started = time.monotonic()
        self.server.kill()
        row.recovered = self._recover()
        self.loads += sum(self.clients.read_all(journals), Result())
        row.seconds = time.monotonic() - started

    def _settle(self) -> None:
        """Waits until no render is open, if that comes soon: the lease of a killed worker lasts for minutes."""
        wait_for(lambda: not self.renders.open_renders, _SETTLED)

    def _check(self) -> None:
        self._begin(MONEY)
        with Connection(self.server.url) as connection:
            for it in self.renders.wanted:
                if it.state == "ready" and not self.renders.check_picture(connection, it):
                    self.record.violation(f"the picture of render {it.render_id} can't be read in the end")
        renders = [*self.store.all()]
        for text in payment_faults(self.openai.calls, renders, sum(spent(self.store).values()), self.lossy):
            self.record.violation(text)
        costs = run_command("costs", environment=self.environment).data.decode()
        if text := costs_fault(costs, renders):
            self.record.violation(text)
        self._lost_calls = sum(render.lost for render in renders)
        self._begin(LOG)
        # At its end, it writes how many equal lines it has left out.
        self.server.stop()
        for text in unlogged([*self.loads.refusals, *self.record.refusals], self.server.log, self.server.kills):
            self.record.violation(text)

    def _report(self, journals: Sequence[Journal]) -> list[str]:
        print(f"\n{HEAD}")
        result = self.loads + self.record.result()
        for phase, row in enumerate(self.rows):
            row.add(phase, result)
            print(row)
        saved = sum(len(journal.states) for journal in journals)
        unsure = sum(len(journal.unsure) for journal in journals)
        print(f"\n{saved} acknowledged users read back, {unsure} without a last answer not compared")
        pictures = sum(call.is_picture for call in self.openai.calls)
        calls = f"{len(self.openai.calls)} calls to OpenAI, {pictures} pictures"
        print(f"{calls}; {self._lost_calls} calls counted as lost; the budget was looked at {self.budget.looks} times")
        return result.texts

    def _begin(self, name: str) -> Row:
        """Everything that is counted from now on belongs to this row."""
        self.rows.append(Row(name))
        self._to_phase(len(self.rows) - 1)
        return self.rows[-1]

    def _to_phase(self, phase: int) -> None:
        self.clients.board.phase.value = phase
