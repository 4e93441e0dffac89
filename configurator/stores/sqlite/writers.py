"""The threads of this process that write: one at a time, the longest waiting one first.

A thread that is done leaves the commit to the next one, if one waits already. Both return after the commit.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from configurator.stores.sqlite.file_identity import Connection
from configurator.stores.sqlite.transaction import Transaction
from configurator.stores.sqlite.turns import Turns


class Writers:
    """Every method can raise sqlite3.Error. `take` and `give_back` lend connections; `require_kept` raises an
    sqlite3.Error after a commit that is lost."""

    def __init__(
        self,
        take: Callable[[], Connection],
        give_back: Callable[[Connection], None],
        require_kept: Callable[[Connection], None],
    ) -> None:
        self._take, self._give_back, self._require_kept = take, give_back, require_kept
        self._turns = Turns()
        self._passed_on: Transaction | None = None
        """Only the thread whose turn it is uses this."""

    @contextmanager
    def writing(self, patience: float) -> Iterator[sqlite3.Connection]:
        """A transaction without other writers. It is on disk when the block ends, and undone if the block raises.

        Waits for other threads at most `patience` seconds.
        """
        if not self._turns.take(patience):
            raise sqlite3.OperationalError("database is locked")
        transaction = self._join()
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
        if not self._turns.take(patience):
            yield False
            return
        try:
            if self._passed_on:
                self._commit(self._join())
            yield True
        finally:
            self._turns.end()

    def _join(self) -> Transaction:
        transaction, self._passed_on = self._passed_on, None
        return transaction or self._begin()

    def _begin(self) -> Transaction:
        try:
            connection = self._take()
            try:
                return Transaction(connection, self._require_kept)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            self._turns.end()
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
