"""An expired user is absent in every store, removed or not."""

from datetime import timedelta

import pytest

from configurator.users.store import UserStore, VersionConflict
from tests.support.stores import NOON, HandClock, changed, user

GUEST = user("guest")._replace(expires_at=NOON + timedelta(hours=1))
NEXT_GUEST = user("guest", name="Next")._replace(created_at=NOON + timedelta(hours=2))


@pytest.fixture
def expired(store: UserStore, clock: HandClock) -> UserStore:
    """The store at the exact end of a guest's hour."""
    store.create(GUEST)
    clock.pass_by(hours=1)
    return store


def test_until_then_the_user_is_there(store: UserStore, clock: HandClock) -> None:
    store.create(GUEST)
    clock.pass_by(minutes=59, seconds=59.9)
    assert store.get("guest") == store.get_latest("guest") == GUEST


def test_the_moment_is_kept_to_the_second(store: UserStore) -> None:
    store.create(GUEST._replace(expires_at=NOON + timedelta(hours=1, seconds=0.9)))
    assert store.get("guest") == GUEST


def test_an_expired_user_is_absent(expired: UserStore) -> None:
    assert expired.get("guest") is None
    assert expired.get_latest("guest") is None
    assert list(expired.all()) == []


def test_an_expired_user_can_not_be_replaced(expired: UserStore) -> None:
    with pytest.raises(VersionConflict):
        expired.replace(changed(GUEST)._replace(expires_at=None), expected_version=1)
    assert expired.get_latest("guest") is None


def test_an_expired_replacement_tried_again_is_refused_everywhere(store: UserStore, clock: HandClock) -> None:
    store.create(GUEST)
    store.replace(changed(GUEST), expected_version=1)
    clock.pass_by(hours=1)
    with pytest.raises(VersionConflict):
        store.replace(changed(GUEST), expected_version=1)


def test_there_is_nobody_to_erase(expired: UserStore) -> None:
    assert expired.erase("guest") is False


def test_an_erasure_of_any_expected_state_finds_nobody(expired: UserStore) -> None:
    assert expired.erase("guest", expected=changed(GUEST)) is False


def test_the_id_is_free_again(expired: UserStore) -> None:
    assert expired.create(NEXT_GUEST) is None
    assert expired.get_latest("guest") == NEXT_GUEST


def test_a_stay_can_be_made_longer(store: UserStore, clock: HandClock) -> None:
    store.create(GUEST)
    longer = changed(GUEST)._replace(expires_at=NOON + timedelta(hours=2))
    store.replace(longer, expected_version=1)
    clock.pass_by(hours=1)
    assert store.get_latest("guest") == longer


def test_a_stay_can_become_one_for_good(store: UserStore, clock: HandClock) -> None:
    store.create(GUEST)
    store.replace(changed(GUEST)._replace(expires_at=None), expected_version=1)
    clock.pass_by(days=10_000)
    assert store.get_latest("guest") == changed(GUEST)._replace(expires_at=None)


def test_a_purge_takes_the_expired_only(store: UserStore, clock: HandClock) -> None:
    store.create(GUEST)
    store.create(user("stays"))
    store.create(user("stays-a-while")._replace(expires_at=NOON + timedelta(hours=2)))
    clock.pass_by(hours=1)
    store.purge(clock.now)
    assert sorted(one.user_id for one in store.all()) == ["stays", "stays-a-while"]
    assert store.purge(clock.now) == 0
