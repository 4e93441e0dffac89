"""What the use cases around a user promise on every store."""

import pytest

from configurator.errors import StoreError
from configurator.users.service import UserService
from configurator.users.store import UserStore
from configurator.users.user import Document, User
from configurator.users.validation import MOST_CARS
from tests.support.proxy import Proxy
from tests.support.stores import CAR, NOON, TOKEN, Place, changed, user

ADA = user("ada")


@pytest.fixture
def service(store: UserStore) -> UserService:
    return UserService(store, lambda: NOON)


def test_the_owner_gets_the_latest_state(service: UserService, store: UserStore) -> None:
    store.create(ADA)
    store.replace(changed(ADA, name="Ada L."), expected_version=1)
    assert service.get_own("ada", TOKEN) == changed(ADA, name="Ada L.")


def test_another_token_gets_nobody(service: UserService, store: UserStore) -> None:
    store.create(ADA)
    assert service.get_own("ada", "another secret, as long as it must be") is None


def test_a_missing_or_erased_user_is_nobody(service: UserService, store: UserStore) -> None:
    assert service.get_own("ada", TOKEN) is None
    store.create(ADA)
    service.erase(ADA)
    assert service.get_own("ada", TOKEN) is None


def test_the_owner_sees_an_update_at_once(service: UserService, store: UserStore) -> None:
    store.create(ADA)
    updated = service.update(ADA, {**ADA.document, "name": "Ada L."})
    assert service.get_own("ada", TOKEN) == updated
    assert (updated.version, updated.updated_at, updated.document["name"]) == (2, NOON, "Ada L.")


def test_a_small_change_is_made_again_on_the_state_that_somebody_else_has_just_written(
    service: UserService, store: UserStore
) -> None:
    store.create(ADA)
    states: list[User] = []

    def change(state: User) -> Document:
        if not states:
            store.replace(changed(ADA, age=36), expected_version=1)
        states.append(state)
        return {**state.document, "name": "Ada L."}

    updated = service.change_own("ada", TOKEN, change)
    assert updated
    assert [state.version for state in states] == [1, 2]
    assert (updated.version, updated.document["name"], updated.document["age"]) == (3, "Ada L.", 36)
    assert service.get_own("ada", TOKEN) == updated


def test_a_change_that_others_always_forestall_is_an_outage_and_loses_nothing(
    service: UserService, store: UserStore
) -> None:
    store.create(ADA)

    def change(state: User) -> Document:
        store.replace(changed(state), expected_version=state.version)
        return {**state.document, "name": "Ada L."}

    with pytest.raises(StoreError):
        service.change_own("ada", TOKEN, change)
    latest = service.get_own("ada", TOKEN)
    assert latest
    assert latest.document["name"] == "Ada"


def test_a_change_to_the_same_writes_nothing_and_nobody_is_changed_with_another_token(
    service: UserService, store: UserStore
) -> None:
    store.create(ADA)
    assert service.change_own("ada", TOKEN, lambda state: dict(state.document)) == ADA
    another = "another secret, as long as it must be"
    assert service.change_own("ada", another, lambda state: {**state.document, "name": "Eve"}) is None
    assert service.get_own("ada", TOKEN) == ADA


def test_twenty_cars_with_every_extra_can_be_stored(service: UserService, store: UserStore) -> None:
    store.create(ADA)
    features = {f"feature-{number}-with-a-long-name": True for number in range(27)}
    cars = [
        {"id": str(number), "name": "\N{RACING CAR}" * 80, "carConfiguration": {**CAR, "additionalFeatures": features}}
        for number in range(MOST_CARS)
    ]
    service.change_own("ada", TOKEN, lambda state: {**state.document, "cars": cars})
    stored = service.get_own("ada", TOKEN)
    assert stored
    assert stored.document["cars"] == cars


@pytest.mark.parametrize("token", [None, "another secret, as long as it must be"])
def test_a_private_user_takes_a_stranger_as_many_calls_as_none(
    token: str | None, behind_proxy: Place, proxy: Proxy
) -> None:
    service = UserService(behind_proxy.open(), lambda: NOON)
    service.create(ADA.document, TOKEN)

    def calls(user_id: str) -> list[object]:
        before = len(proxy.calls)
        assert service.get(user_id, token) is None
        return [(call.operation, call.parameters["ConsistentRead"]) for call in proxy.calls[before:]]

    assert calls("ada") == calls("nobody")
