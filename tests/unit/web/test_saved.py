"""What pages know of a saved user, without a request: the owner's cookie, the car in saved words, erasing."""

import secrets
from pathlib import Path
from uuid import uuid4

import pytest

from configurator.clock import utc_now
from configurator.errors import StoreError
from configurator.stores.sqlite import sqlite_stores
from configurator.stores.sqlite.users import SqliteUsers
from configurator.users.service import UserService
from configurator.users.user import User
from configurator.web.pages.saved.car import check_configuration, open_saved, saved_parts
from configurator.web.pages.saved.owner_cookie import Owner, parse_owner
from configurator.web.pages.saved.page import erase_saved
from tests.support.catalogues import OURS
from tests.support.examples import a_user
from tests.support.pages import selection_of


class ChangedMeanwhile:
    """A store in which another window changes the user each time just before it is erased, so many times."""

    def __init__(self, store: SqliteUsers, times: int) -> None:
        self._store, self._times = store, times

    def get_latest(self, user_id: str) -> User | None:
        return self._store.get_latest(user_id)

    def erase(self, user_id: str, expected: User | None = None) -> bool:
        if expected and self._times:
            self._times -= 1
            newer = expected._replace(version=expected.version + 1, document={**expected.document, "name": "Bea"})
            self._store.replace(newer, expected.version)
        return self._store.erase(user_id, expected)


@pytest.fixture
def store(tmp_path: Path) -> SqliteUsers:
    return sqlite_stores(tmp_path)[0]


@pytest.fixture
def owner(store: SqliteUsers) -> Owner:
    owner = Owner(str(uuid4()), secrets.token_urlsafe(32))
    UserService(store, utc_now).create({**a_user(), "userId": owner.user_id}, owner.token)
    return owner


@pytest.mark.parametrize("former", ["", "the-secret-from-before"])
def test_a_cookie_holds_an_id_a_secret_and_perhaps_the_one_that_it_replaces(former: str) -> None:
    owner = Owner(str(uuid4()), secrets.token_urlsafe(32), former)
    assert parse_owner(owner.value) == owner


@pytest.mark.parametrize(
    "value", ["", ".", "someone", "someone.", ".a-secret-of-sixteen-characters", "someone.short", f"a.{'b' * 16}.short"]
)
def test_a_cookie_that_no_page_has_set_is_no_owner(value: str) -> None:
    assert parse_owner(value) is None


def test_erasing_removes_the_latest_state_although_another_window_changes_it(store: SqliteUsers, owner: Owner) -> None:
    erase_saved(UserService(ChangedMeanwhile(store, 3), utc_now), owner)  # type: ignore[arg-type]
    assert store.get_latest(owner.user_id) is None


def test_erasing_gives_up_with_an_error_and_never_silently(store: SqliteUsers, owner: Owner) -> None:
    with pytest.raises(StoreError):
        erase_saved(UserService(ChangedMeanwhile(store, 100), utc_now), owner)  # type: ignore[arg-type]
    assert store.get_latest(owner.user_id)


def test_somebody_with_another_secret_erases_nothing(store: SqliteUsers, owner: Owner) -> None:
    erase_saved(UserService(store, utc_now), owner._replace(token="another secret of 20 characters"))
    assert store.get_latest(owner.user_id)


def test_a_saved_car_is_opened_as_the_catalogue_has_it_today(store: SqliteUsers, owner: Owner) -> None:
    user = store.get_latest(owner.user_id)
    assert user
    opened = open_saved(OURS, user)
    assert opened
    assert opened.checked == check_configuration(OURS, user.document["carConfiguration"])


def test_parts_that_left_the_catalogue_keep_the_words_that_were_saved() -> None:
    parts = list(saved_parts(OURS, selection_of(color="Velvet", features=("bose", "fridge"))))
    assert [part.name for part in parts if not part.is_offered] == ["Velvet", "fridge"]
    assert [part.label for part in parts] == ["Model", "Paint", "Wheels, tyres", "Interior", "Extra", "Extra"]
