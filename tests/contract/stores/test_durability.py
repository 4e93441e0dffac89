"""Acknowledged writes survive a kill -9 of the app or of the database engine."""

import resource
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from http.client import HTTPException
from itertools import count
from pathlib import Path

import pytest

from configurator.errors import StoreError
from tests.support.patience import wait_until
from tests.support.processes import Server, aws_settings, dynamodb_engine, serving
from tests.support.programs import Program, running
from tests.support.stores import Place, dynamodb_place, sqlite_place, user
from tests.support.writing import first_state, second_state

ROUNDS = 5
LINES = 60
WRITERS = 12
WITHOUT_END = 10**9


def writing(place: Place, mark: str, first: int, output: Path) -> AbstractContextManager[Program]:
    return running("tests.support.writing", [mark, first, WITHOUT_END], place.environment, output)


def assert_kept(place: Place, acknowledged: Sequence[str], mark: str) -> None:
    """Asserts that each acknowledged state, or the next one, is stored completely, and nothing else."""
    stored = {one.user_id: one for one in place.open().all() if one.document["name"] == mark}
    for user_id, version in map(str.split, acknowledged):
        assert user_id in stored
        assert stored[user_id].version >= int(version)
    for user_id, one in stored.items():
        number = int(user_id.removeprefix("user-"))
        assert one == (first_state(number, mark), second_state(number, mark))[one.version - 1]


def test_a_writer_that_is_killed_leaves_all_it_acknowledged(place: Place, tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for round_ in range(ROUNDS):
        with writing(place, "one", round_ * 1_000_000, tmp_path / f"round-{round_}") as program:
            program.wait_for_lines(LINES)
            program.kill()
            acknowledged += program.lines
        assert_kept(place, acknowledged, "one")
    assert len(acknowledged) >= ROUNDS * LINES


def test_writers_killed_while_others_write_disturb_nobody(place: Place, tmp_path: Path) -> None:
    with ExitStack() as stack:
        survivor = stack.enter_context(writing(place, "survivor", 0, tmp_path / "survivor"))
        for round_ in range(ROUNDS):
            with writing(place, "victim", (round_ + 1) * 1_000_000, tmp_path / "victim") as victim:
                victim.wait_for_lines(LINES // 2)
        survivor.wait_for_lines(len(survivor.lines) + LINES)
        survivor.kill()
        assert_kept(place, survivor.lines, "survivor")


@pytest.mark.usefixtures("aws_keys")
def test_a_killed_engine_keeps_what_it_acknowledged_and_its_clients_go_on(tmp_path: Path) -> None:
    with dynamodb_engine(tmp_path) as engine:
        place = dynamodb_place(aws_settings(engine.url), tmp_path / "data")
        place.open().provision()
        with writing(place, "one", 0, tmp_path / "written") as program:
            for _ in range(ROUNDS):
                program.wait_for_lines(len(program.lines) + LINES)
                engine.kill()
                engine.start()
            program.wait_for_lines(len(program.lines) + LINES)
            program.kill()
        assert_kept(place, program.lines, "one")
        place.close()


def test_a_server_that_is_killed_while_many_write_keeps_all_it_acknowledged(tmp_path: Path) -> None:
    acknowledged: list[str] = []

    def write_until_it_is_gone(server: Server, writer: int) -> None:
        with suppress(OSError, HTTPException):
            for number in count():
                one = user(f"user-{writer}-{number}")
                assert server.client().post("/users", one.document).status == 200
                acknowledged.append(one.user_id)

    with serving(tmp_path, {}) as server, ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write_until_it_is_gone, server, writer) for writer in range(WRITERS)]
        wait_until(lambda: len(acknowledged) >= LINES)
        server.kill()
        for writer in writers:
            writer.result()
    place = sqlite_place(tmp_path / "data")
    assert set(acknowledged) <= {one.user_id for one in place.open().all()}
    place.close()


def test_a_full_disk_is_an_outage_that_loses_nothing(tmp_path: Path) -> None:
    place = sqlite_place(tmp_path)
    store = place.open()
    before = [user(f"user-{number}", padding="x" * 5_000) for number in range(20)]
    for one in before:
        store.create(one)
    with file_size_limit(sum(file.stat().st_size for file in tmp_path.iterdir())), pytest.raises(StoreError):
        store.create(user("too-much", padding="x" * 250_000))
    assert sorted(one.user_id for one in store.all()) == sorted(one.user_id for one in before)
    assert store.create(user("too-much", padding="x" * 250_000)) is None
    place.close()


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """Limits the size of this process's files, so that SQLite meets a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
