"""The threads of this process that write: one at a time, the longest waiting one first.

A thread that is done leaves the commit to the next one, if one waits already. Both return after the commit.
"""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from configurator.errors import StoreBusy
from configurator.stores.guard import STUCK
from configurator.stores.sqlite.busy_timeout import busy_timeout
from configurator.stores.sqlite.file_identity import Connection
from configurator.stores.sqlite.transaction import Transaction
from configurator.stores.sqlite.turns import QueueStuck, Turns

_SHORT = 0.1
"""Seconds. A thread that has waited no longer for its turn is as patient as it would be otherwise."""


class Writers:
    """Every method can raise sqlite3.Error. `take` and `give_back` lend connections; `require_kept` raises an
    sqlite3.Error after a commit that is lost. While a writer makes no progress, at most `most_waiting` others wait.
    """

    def __init__(
        self,
        take: Callable[[], Connection],
        give_back: Callable[[Connection], None],
        require_kept: Callable[[Connection], None],
        most_waiting: int = sys.maxsize,
    ) -> None:
        self._take, self._give_back, self._require_kept = take, give_back, require_kept
        self._turns = Turns(most_waiting, STUCK)
        self._passed_on: Transaction | None = None
        """Only the thread whose turn it is uses this."""

    @contextmanager
    def writing(self, patience: float) -> Iterator[sqlite3.Connection]:
        """A transaction without other writers. It is on disk when the block ends, and undone if the block raises.

        Waits for other writers, of this process and others, at most `patience` seconds. Raises StoreBusy if too many
        wait already.
        """
        end = time.monotonic() + patience
        self._take_turn(patience)
        transaction = self._join(end, patience)
        try:
            transaction.begin_part()
            yield transaction.connection
        except BaseException:
            transaction.undo_part()
            raise
        finally:
            self._leave(transaction)

    @contextmanager
    def paused(self, patience: float) -> Iterator[bool]:
        """No thread writes during the block. False if they didn't pause within so many seconds."""
        try:
            self._take_turn(patience)
        except (StoreBusy, sqlite3.OperationalError):
            yield False
            return
        try:
            if self._passed_on:
                self._commit(self._take_over(self._passed_on))
            yield True
        finally:
            self._turns.end()

    def _take_turn(self, patience: float) -> None:
        try:
            has_turn = self._turns.take(patience)
        except QueueStuck:
            raise StoreBusy("Writes of the database are too slow, and others wait for them already.", 1) from None
        if not has_turn:
            raise sqlite3.OperationalError("database is locked")

    def _join(self, end: float, patience: float) -> Transaction:
        """The transaction that another thread has passed on, or a new one. Waits until `end` at most."""
        if self._passed_on:
            return self._take_over(self._passed_on)
        try:
            return self._begin(end, patience)
        except BaseException:
            self._turns.end()
            raise

    def _take_over(self, transaction: Transaction) -> Transaction:
        self._passed_on = None
        return transaction

    def _begin(self, end: float, patience: float) -> Transaction:
        connection, left = self._take(), max(0.0, end - time.monotonic())
        try:
            if left > patience - _SHORT:
                return Transaction(connection, self._require_kept)
            with busy_timeout(connection, left, usual=patience):
                return Transaction(connection, self._require_kept)
        except BaseException:
            connection.close()
            raise

    def _leave(self, transaction: Transaction) -> None:
        if self._turns.someone_waits and transaction.takes_more() and self._pass_on(transaction):
            transaction.wait()
            return
        try:
            self._commit(transaction)
        finally:
            self._turns.end()

    def _pass_on(self, transaction: Transaction) -> bool:
        self._passed_on = transaction
        if self._turns.pass_on():
            return True
        self._passed_on = None
        return False

    def _commit(self, transaction: Transaction) -> None:
        try:
            transaction.commit()
        except BaseException:
            transaction.connection.close()
            raise
        self._give_back(transaction.connection)
