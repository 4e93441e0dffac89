"""The client repeats a write whose answer is lost, and it counts once. A stale read is repeated consistently."""

import pytest

from configurator.users.store import UserStore, VersionConflict
from tests.support.proxy import Behaviour, Call, Forward, Proxy, Reply
from tests.support.stores import Place, changed, user

ADA = user("ada")


@pytest.fixture
def store(behind_proxy: Place) -> UserStore:
    return behind_proxy.open()


def losing_the_first(operation: str) -> Behaviour:
    """The engine has written, but its answer is lost."""
    lost: list[Call] = []

    def behave(call: Call, forward: Forward) -> Reply | None:
        reply = forward()
        if call.operation == operation and not lost:
            lost.append(call)
            return None
        return reply

    return behave


def stale(call: Call, forward: Forward) -> Reply:
    """Answers like a replica that has no users yet."""
    is_cheap = call.operation == "GetItem" and not call.parameters.get("ConsistentRead")
    return Reply.of({}) if is_cheap else forward()


def test_a_creation_whose_answer_is_lost_counts_as_done(store: UserStore, proxy: Proxy) -> None:
    proxy.behaviour = losing_the_first("PutItem")
    assert store.create(ADA) is None
    assert proxy.operations.count("PutItem") == 2
    assert store.get_latest("ada") == ADA


def test_a_replacement_whose_answer_is_lost_counts_as_done(store: UserStore, proxy: Proxy) -> None:
    store.create(ADA)
    proxy.behaviour = losing_the_first("PutItem")
    store.replace(changed(ADA), expected_version=1)
    assert proxy.operations.count("PutItem") == 3
    assert store.get_latest("ada") == changed(ADA)


def test_an_erasure_whose_answer_is_lost_counts_as_done(store: UserStore, proxy: Proxy) -> None:
    store.create(ADA)
    proxy.behaviour = losing_the_first("DeleteItem")
    assert store.erase("ada", expected=ADA) is True
    assert proxy.operations.count("DeleteItem") == 2
    assert store.get_latest("ada") is None


def test_a_lost_answer_hides_no_conflict(store: UserStore, proxy: Proxy) -> None:
    store.create(ADA)
    store.replace(changed(ADA, name="Faster"), expected_version=1)
    proxy.behaviour = losing_the_first("PutItem")
    assert store.create(user("ada", name="Another")) == changed(ADA, name="Faster")
    proxy.behaviour = losing_the_first("PutItem")
    with pytest.raises(VersionConflict):
        store.replace(changed(ADA, name="Slower"), expected_version=1)


def test_a_user_once_created_is_never_absent_to_a_stale_copy(store: UserStore, proxy: Proxy) -> None:
    store.create(ADA)
    proxy.behaviour = stale
    assert store.get("ada") == ADA


def test_the_latest_state_is_never_asked_of_a_stale_copy(store: UserStore, proxy: Proxy) -> None:
    store.create(ADA)
    proxy.behaviour = stale
    assert store.get_latest("ada") == ADA
    assert proxy.operations.count("GetItem") == 1


def test_reading_asks_the_cheap_copy_first(store: UserStore, proxy: Proxy) -> None:
    store.create(ADA)
    store.get("ada")
    assert [call.parameters.get("ConsistentRead") for call in proxy.calls if call.operation == "GetItem"] == [False]
