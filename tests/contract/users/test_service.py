"""What the use cases around a user promise on every store."""

import pytest

from configurator.users.service import UserService
from configurator.users.store import UserStore
from tests.support.stores import NOON, TOKEN, changed, user

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
