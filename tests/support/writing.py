"""`python -m tests.support.writing MARK FIRST COUNT`: a program that writes users until it is done, or killed.

Each user is created and then changed; a line with id and version is printed once a write is acknowledged. A write that
the store could not answer is tried again.
"""

import sys
import time

from configurator.app.build import build_services
from configurator.errors import StoreError
from configurator.settings import Settings
from configurator.users.store import UserStore
from configurator.users.user import User
from tests.support.stores import changed, user

_PADDING = "not half, please " * 2000


def first_state(number: int, mark: str) -> User:
    return user(f"user-{number}", name=mark, padding=_PADDING)


def second_state(number: int, mark: str) -> User:
    return changed(first_state(number, mark), padding=_PADDING[::-1])


def main(mark: str, first: int, count: int) -> None:
    store = build_services(Settings.from_environment()).users
    for number in range(first, first + count):
        if _create(store, first_state(number, mark)):
            _acknowledge(first_state(number, mark))
            _replace(store, second_state(number, mark))
            _acknowledge(second_state(number, mark))


def _create(store: UserStore, state: User) -> bool:
    while True:
        try:
            return store.create(state) is None
        except StoreError:
            time.sleep(0.01)


def _replace(store: UserStore, state: User) -> None:
    while True:
        try:
            return store.replace(state, expected_version=1)
        except StoreError:
            time.sleep(0.01)


def _acknowledge(state: User) -> None:
    sys.stdout.write(f"{state.user_id} {state.version}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
