"""Transactions that DynamoDB cancels. No local engine does so, so a server on loopback gives its answers."""

from collections.abc import Iterator

import pytest

from configurator.errors import StoreError
from configurator.renders.render import LedgerEntry
from configurator.renders.transitions import claimed
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.renders import DynamoDBRenders
from tests.contract.renders.test_store import NOW, TODAY, a_render
from tests.support.proxy import Call, Forward, Reply, proxying
from tests.support.renders import LEASE, WORST

ATTEMPT = claimed(a_render(), NOW, WORST, LEASE)
RESERVING = LedgerEntry("images", TODAY, WORST, 10 * WORST)


class Conflicts:
    """A store whose transactions get these answers, and the waits between its attempts."""

    def __init__(self, url: str) -> None:
        self.waits: list[float] = []
        self.answers: list[Reply] = []
        self.database = DynamoDB("", "us-east-1", url)
        self.store = DynamoDBRenders(self.database, self.waits.append)

    def answer(self, call: Call, _forward: Forward) -> Reply:
        assert call.operation == "TransactWriteItems"
        return self.answers.pop(0)

    def cancelled(self, *reasons: str) -> None:
        cancelled = [{"Code": reason} for reason in reasons]
        self.answers.append(Reply.refusal(400, "TransactionCanceledException", CancellationReasons=cancelled))

    def done(self) -> None:
        self.answers.append(Reply.of({}))


@pytest.fixture
def conflicts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Conflicts]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "local")
    with proxying("") as proxy:
        made = Conflicts(proxy.url)
        proxy.behaviour = made.answer
        yield made
        made.database.close()
    assert made.answers == []


def test_a_conflict_is_tried_again_after_a_wait_that_grows(conflicts: Conflicts) -> None:
    conflicts.cancelled("None", "TransactionConflict")
    conflicts.cancelled("TransactionConflict", "None")
    conflicts.cancelled("None", "ThrottlingError")
    conflicts.done()
    assert conflicts.store.replace(ATTEMPT, RESERVING) == "done"
    assert len(conflicts.waits) == 3
    for wait, most in zip(conflicts.waits, (0.02, 0.04, 0.08), strict=True):
        assert 0 <= wait <= most


def test_a_conflict_that_does_not_end_is_an_outage(conflicts: Conflicts) -> None:
    for _ in range(10):
        conflicts.cancelled("None", "TransactionConflict")
    with pytest.raises(StoreError, match="at once"):
        conflicts.store.replace(ATTEMPT, RESERVING)
    assert max(conflicts.waits) <= 1


def test_who_was_slower_is_told_so_whatever_the_ledger_says(conflicts: Conflicts) -> None:
    conflicts.cancelled("ConditionalCheckFailed", "TransactionConflict")
    assert conflicts.store.replace(ATTEMPT, RESERVING) == "changed"
    conflicts.cancelled("ConditionalCheckFailed", "ConditionalCheckFailed")
    assert conflicts.store.replace(ATTEMPT, RESERVING) == "changed"


def test_a_limit_is_only_believed_of_a_transaction_that_nothing_else_stopped(conflicts: Conflicts) -> None:
    conflicts.cancelled("TransactionConflict", "ConditionalCheckFailed")
    conflicts.cancelled("None", "ConditionalCheckFailed")
    assert conflicts.store.replace(ATTEMPT, RESERVING) == "over"


def test_a_reason_that_we_do_not_know_is_named(conflicts: Conflicts) -> None:
    conflicts.cancelled("None", "ItemCollectionSizeLimitExceeded")
    with pytest.raises(StoreError, match="ItemCollectionSizeLimitExceeded"):
        conflicts.store.replace(ATTEMPT, RESERVING)
