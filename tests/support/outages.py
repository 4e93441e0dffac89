"""The messages of a store that can't answer."""

import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from configurator.errors import StoreError
from configurator.users.store import UserStore
from tests.support.calls import at_once
from tests.support.stores import changed, user

SOMEBODY = user("ada.lovelace", name="Ada Lovelace", age=36)


def reads(store: UserStore) -> list[Callable[[], object]]:
    user_id = SOMEBODY.user_id
    return [partial(store.get, user_id), partial(store.get_latest, user_id), lambda: list(store.all()), store.ping]


def writes(store: UserStore) -> list[Callable[[], object]]:
    return [
        partial(store.create, SOMEBODY),
        partial(store.replace, changed(SOMEBODY), expected_version=1),
        partial(store.erase, SOMEBODY.user_id),
        partial(store.erase, SOMEBODY.user_id, expected=SOMEBODY),
    ]


def purge(store: UserStore) -> int:
    return store.purge(datetime.now(UTC))


def complaints(calls: list[Callable[[], object]]) -> set[str]:
    """Makes all calls at once and returns their error messages. Checks that each is fit for a log."""
    return set(at_once([partial(_complaint, call) for call in calls]))


def _complaint(call: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as raised:
        call()
    assert "lovelace" not in "".join(traceback.format_exception(raised.value)).lower()
    assert str(raised.value).endswith(".")
    return str(raised.value)
