"""Concurrent writes over separate connections: one wins, and the others are told so."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from configurator.users.store import UserStore, VersionConflict
from configurator.users.user import User
from tests.support.calls import at_once
from tests.support.programs import Program, running
from tests.support.stores import NOON, HandClock, Place, changed, user

THREADS = 8
ROUNDS = 12
USERS = 60

Attempt = Callable[[UserStore], bool]


@pytest.fixture
def stores(place: Place, clock: HandClock) -> Sequence[UserStore]:
    opened = [place.open(clock) for _ in range(THREADS)]
    for store in opened:
        store.ping()  # creates the connection before the race
    return opened


def writing(place: Place, mark: str, output: Path) -> AbstractContextManager[Program]:
    return running("tests.support.writing", [mark, 0, USERS], place.environment, output)


def wins(stores: Sequence[UserStore], attempts: Sequence[Attempt]) -> list[bool]:
    return at_once([partial(attempt, store) for store, attempt in zip(stores, attempts, strict=True)])


def creating(candidate: User) -> Attempt:
    return lambda store: store.create(candidate) is None


def replacing(state: User) -> Attempt:
    def attempt(store: UserStore) -> bool:
        try:
            store.replace(state, expected_version=state.version - 1)
        except VersionConflict:
            return False
        return True

    return attempt


def erasing(state: User) -> Attempt:
    def attempt(store: UserStore) -> bool:
        try:
            return store.erase(state.user_id, expected=state)
        except VersionConflict:
            return False

    return attempt


def creating_at_last(candidate: User) -> Attempt:
    def attempt(store: UserStore) -> bool:
        while store.create(candidate) is not None:
            pass
        return True

    return attempt


def erasing_any(user_id: str) -> Attempt:
    return lambda store: store.erase(user_id)


def test_of_many_creations_one_wins_and_the_others_are_told_who(stores: Sequence[UserStore]) -> None:
    for number in range(ROUNDS):
        candidates = [user(f"user-{number}", name=f"Candidate {mark}") for mark in range(THREADS)]
        answers = at_once([partial(it.create, mine) for it, mine in zip(stores, candidates, strict=True)])
        (winner,) = [mine for mine, answer in zip(candidates, answers, strict=True) if answer is None]
        assert [answer for answer in answers if answer is not None] == [winner] * (THREADS - 1)
        assert stores[0].get_latest(winner.user_id) == winner


def test_of_many_creations_after_an_expiry_one_wins(stores: Sequence[UserStore], clock: HandClock) -> None:
    for number in range(ROUNDS):
        stores[0].create(user(f"guest-{number}")._replace(expires_at=clock.now + timedelta(hours=1)))
    clock.pass_by(hours=1)
    for number in range(ROUNDS):
        candidates = [user(f"guest-{number}", name=f"Candidate {mark}") for mark in range(THREADS)]
        assert wins(stores, [creating(candidate) for candidate in candidates]).count(True) == 1


def test_of_many_replacements_of_one_state_one_wins(stores: Sequence[UserStore]) -> None:
    state = user("ada")
    stores[0].create(state)
    for _ in range(ROUNDS):
        states = [changed(state, name=f"By {mark}") for mark in range(THREADS)]
        won = wins(stores, [replacing(candidate) for candidate in states])
        assert won.count(True) == 1
        state = states[won.index(True)]
        assert stores[-1].get_latest("ada") == state


def test_of_replacements_and_erasures_of_one_state_one_wins(stores: Sequence[UserStore]) -> None:
    for number in range(ROUNDS):
        state = user(f"user-{number}")
        stores[0].create(state)
        attempts = [replacing(changed(state, name=f"By {mark}")) for mark in range(THREADS // 2)]
        won = wins(stores, [*attempts, *[erasing(state)] * (THREADS // 2)])
        assert won.count(True) == 1
        left = stores[0].get_latest(state.user_id)
        assert (left is None) == (won.index(True) >= THREADS // 2)


def test_every_creation_is_erased_once_or_still_there(stores: Sequence[UserStore]) -> None:
    """Creations and erasures of one id can alternate in any order, but none is lost or counted twice."""
    half = THREADS // 2
    created = erased = 0
    for round_ in range(ROUNDS):
        candidates = [user("ada", name=f"{round_}-{mark}") for mark in range(half)]
        won = wins(stores, [*map(creating, candidates), *[erasing_any("ada")] * half])
        created += sum(won[:half])
        erased += sum(won[half:])
    assert created - erased == (stores[0].get_latest("ada") is not None)


def test_a_newcomer_survives_the_erasure_of_the_one_before(stores: Sequence[UserStore]) -> None:
    for number in range(ROUNDS):
        before = user(f"user-{number}")
        newcomer = before._replace(created_at=NOON + timedelta(seconds=1))
        stores[0].create(before)
        assert wins(stores[:2], [erasing(before), creating_at_last(newcomer)]) == [True, True]
        assert stores[0].get_latest(before.user_id) == newcomer


def test_processes_that_create_the_same_users_share_them_out(place: Place, tmp_path: Path) -> None:
    with ExitStack() as stack:
        programs = {mark: stack.enter_context(writing(place, mark, tmp_path / mark)) for mark in "abcd"}
        acknowledged = [(*line.split(), mark) for mark, program in programs.items() for line in program.finish()]
    expected = {f"user-{number}" for number in range(USERS)}
    created = [user_id for user_id, version, _ in acknowledged if version == "1"]
    assert sorted(created) == sorted(expected)
    stored = {(one.user_id, str(one.version), one.document["name"]) for one in place.open().all()}
    assert stored == {line for line in acknowledged if line[1] == "2"}
