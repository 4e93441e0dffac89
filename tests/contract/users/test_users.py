"""Every store of users (`users.store`): creating, reading, replacing, erasing, listing."""

from datetime import timedelta

import pytest

from configurator.users.store import UserStore, VersionConflict
from configurator.users.user import hash_token
from tests.support.stores import NOON, TOKEN, Place, changed, user

ADA = user("ada")
OTHER_ADA = user("ada", name="Another Ada")


def recreated(store: UserStore) -> None:
    """A new user with the id of an erased one, at the same version."""
    store.erase("ada")
    store.create(OTHER_ADA._replace(created_at=NOON + timedelta(seconds=1)))


def test_nobody_is_there_before_being_created(store: UserStore) -> None:
    assert store.get("ada") is None
    assert store.get_latest("ada") is None
    assert list(store.all()) == []


def test_a_created_user_is_read_whole(store: UserStore) -> None:
    whole = ADA._replace(private=True, version=7, updated_at=NOON + timedelta(days=3, microseconds=17))
    assert store.create(whole) is None
    assert store.get("ada") == store.get_latest("ada") == whole


def test_another_connection_sees_what_was_acknowledged(place: Place) -> None:
    one, other = place.open(), place.open()
    one.create(ADA)
    assert other.get("ada") == other.get_latest("ada") == ADA
    one.replace(changed(ADA), expected_version=1)
    assert other.get_latest("ada") == changed(ADA)
    one.erase("ada")
    assert other.get_latest("ada") is None


def test_a_creation_overwrites_nobody_and_says_who_is_there(store: UserStore) -> None:
    store.create(ADA)
    assert store.create(OTHER_ADA) == ADA
    assert store.get_latest("ada") == ADA


def test_the_very_same_creation_again_counts_as_done(store: UserStore) -> None:
    store.create(ADA)
    assert store.create(user("ada")) is None


@pytest.mark.parametrize(
    "difference",
    [
        {"token_hash": hash_token("ada", "another")},
        {"private": True},
        {"version": 2},
        {"created_at": NOON + timedelta(microseconds=1)},
        {"updated_at": NOON + timedelta(microseconds=1)},
        {"expires_at": NOON + timedelta(days=1)},
        {"document": dict(reversed(ADA.document.items()))},
        {"document": {**ADA.document, "age": 1.0}},
    ],
    ids=lambda difference: next(iter(difference)),
)
def test_equal_means_in_everything(store: UserStore, difference: dict[str, object]) -> None:
    store.create(ADA._replace(document={**ADA.document, "age": 1}))
    assert store.create(ADA._replace(**difference)) is not None  # type: ignore[arg-type]


def test_ids_are_told_apart_by_case_and_by_every_sign(store: UserStore) -> None:
    ids = ["ada", "Ada", "ada.", "ada@", "-ada", "~", "a:b", "a|b", "a+b", "a=b", "a=", "_", "x" * 128, "..."]
    for user_id in ids:
        assert store.create(user(user_id)) is None
    assert [store.get(user_id) for user_id in ids] == [user(user_id) for user_id in ids]


def test_a_replacement_takes_the_place_of_the_expected_state(store: UserStore) -> None:
    store.create(ADA)
    store.replace(changed(ADA, name="Ada L."), expected_version=1)
    assert store.get_latest("ada") == changed(ADA, name="Ada L.")


def test_a_replacement_of_another_state_is_refused_and_writes_nothing(store: UserStore) -> None:
    store.create(ADA)
    store.replace(changed(ADA, name="Faster"), expected_version=1)
    with pytest.raises(VersionConflict):
        store.replace(changed(ADA, name="Slower"), expected_version=1)
    assert store.get_latest("ada") == changed(ADA, name="Faster")


def test_the_very_same_replacement_again_counts_as_done(store: UserStore) -> None:
    store.create(ADA)
    for _ in range(2):
        store.replace(changed(ADA), expected_version=1)
    assert store.get_latest("ada") == changed(ADA)


def test_nobody_comes_to_be_by_a_replacement(store: UserStore) -> None:
    with pytest.raises(VersionConflict):
        store.replace(changed(ADA), expected_version=1)
    assert store.get_latest("ada") is None


def test_whoever_took_an_erased_id_is_not_replaced_by_the_one_before(store: UserStore) -> None:
    store.create(ADA)
    recreated(store)
    with pytest.raises(VersionConflict):
        store.replace(changed(ADA), expected_version=1)
    assert store.get_latest("ada").document == OTHER_ADA.document  # type: ignore[union-attr]


def test_an_erasure_leaves_nothing_and_says_whether_there_was_somebody(store: UserStore) -> None:
    store.create(ADA)
    assert store.erase("ada") is True
    assert store.get_latest("ada") is None
    assert list(store.all()) == []
    assert store.erase("ada") is False


def test_an_erased_id_is_free_again(store: UserStore) -> None:
    store.create(ADA)
    store.erase("ada")
    assert store.create(OTHER_ADA) is None


def test_an_erasure_of_the_expected_state_is_done(store: UserStore) -> None:
    store.create(ADA)
    assert store.erase("ada", expected=ADA) is True
    assert store.erase("ada", expected=ADA) is False


def test_an_erasure_of_another_state_is_refused(store: UserStore) -> None:
    store.create(ADA)
    store.replace(changed(ADA), expected_version=1)
    with pytest.raises(VersionConflict):
        store.erase("ada", expected=ADA)
    assert store.get_latest("ada") == changed(ADA)


def test_whoever_took_an_erased_id_is_not_erased_by_the_one_before(store: UserStore) -> None:
    store.create(ADA)
    recreated(store)
    with pytest.raises(VersionConflict):
        store.erase("ada", expected=ADA)
    assert store.get_latest("ada") is not None


def test_all_users_are_listed_once(store: UserStore) -> None:
    # More than one answer of DynamoDB, which has at most 1 MB.
    users = {f"user-{number}": user(f"user-{number}", padding="x" * 250_000) for number in range(9)}
    for one in users.values():
        store.create(one)
    assert sorted(one.user_id for one in store.all()) == sorted(users)
    assert all(one == users[one.user_id] for one in store.all())


def test_a_listing_that_is_given_up_holds_nothing_up(store: UserStore) -> None:
    store.create(ADA)
    listing = store.all()
    next(listing)
    listing.close()  # type: ignore[attr-defined]
    assert store.erase("ada") is True


def test_provisioning_again_changes_nothing(store: UserStore) -> None:
    store.create(ADA)
    assert all(line.endswith(".") for line in store.provision())
    assert store.get_latest("ada") == ADA


def test_a_store_that_stands_answers_a_ping(store: UserStore) -> None:
    store.ping()


def test_a_token_opens_the_user_that_was_read(store: UserStore) -> None:
    store.create(ADA)
    read = store.get("ada")
    assert read
    assert read.opens_to(TOKEN)
    assert not read.opens_to("another")
