"""SQLite: threads that write at the same time share a commit, and each is told truly whether its own write is kept."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from configurator.errors import StoreError
from configurator.stores.sqlite import connection
from configurator.stores.sqlite.connection import Database
from configurator.stores.sqlite.users import SqliteUsers
from configurator.users.store import VersionConflict
from tests.contract.stores.test_durability import file_size_limit
from tests.support.patience import PATIENCE
from tests.support.stores import changed, user

THREADS = 10
_INSERT = "INSERT INTO kioskNotes VALUES (?, 'text', 'revision', NULL)"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "profile.sqlite")
    SqliteUsers(database).create(user("first"))
    yield database
    database.close()


@contextmanager
def waiting(database: Database, *writes: Callable[[], object]) -> Iterator[list[Future[object]]]:
    """Threads that begin to write when the block ends, one after the other, because the block writes too."""
    with ThreadPoolExecutor(len(writes)) as pool, database.writing() as held:
        held.execute(_INSERT, ("held",))
        futures = []
        for number, write in enumerate(writes, start=1):
            futures.append(pool.submit(write))
            wait_for_writers(database, number)
        yield futures


def wait_for_writers(database: Database, number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(database._writers._turns._waiting) < number:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def note(database: Database, name: str, then: Callable[[sqlite3.Connection], object] = lambda _: None) -> None:
    with database.writing() as borrowed:
        borrowed.execute(_INSERT, (name,))
        then(borrowed)


def conflict(_: sqlite3.Connection) -> None:
    raise VersionConflict


def lose_everything(borrowed: sqlite3.Connection) -> None:
    """What SQLite does by itself after an error of the disk."""
    borrowed.execute("ROLLBACK")
    raise sqlite3.OperationalError("disk I/O error")


def notes(database: Database) -> set[str]:
    with database.reading() as borrowed:
        return {row["name"] for row in borrowed.execute("SELECT name FROM kioskNotes")}


def commits(log: Path) -> int:
    """Commits in a write-ahead log: the frames that tell the size of the database (sqlite.org/fileformat2.html)."""
    content = log.read_bytes()
    frame = 24 + int.from_bytes(content[8:12])
    return sum(any(content[start + 4 : start + 8]) for start in range(32, len(content), frame))


def test_writes_that_wait_share_the_commit_and_are_all_kept(database: Database, tmp_path: Path) -> None:
    log, store = tmp_path / "profile.sqlite-wal", SqliteUsers(database)
    before = commits(log)
    with waiting(database, *(partial(store.create, user(f"user-{it}")) for it in range(THREADS))) as created:
        assert not any(future.done() for future in created)
    assert [future.result() for future in created] == [None] * THREADS
    assert commits(log) - before == 1
    assert len(list(store.all())) == 1 + THREADS


def test_one_that_fails_is_undone_alone(database: Database) -> None:
    writes = [partial(note, database, "before"), partial(note, database, "wrong", conflict)]
    with waiting(database, *writes, partial(note, database, "after")) as futures:
        pass
    assert [type(future.exception()) for future in futures] == [type(None), VersionConflict, type(None)]
    assert notes(database) == {"held", "before", "after"}


def test_each_sees_what_those_before_it_wrote(database: Database) -> None:
    store, ada = SqliteUsers(database), user("ada")
    writes: list[Callable[[], object]] = [
        partial(store.create, ada),
        partial(store.replace, changed(ada), expected_version=1),
        partial(store.replace, changed(ada, name="Somebody else"), expected_version=1),
        partial(store.create, ada),
    ]
    with waiting(database, *writes) as futures:
        pass
    assert [type(future.exception()) for future in futures] == [type(None), type(None), VersionConflict, type(None)]
    assert futures[3].result() == changed(ada) == store.get("ada")


def test_a_commit_that_fails_is_told_to_all_and_keeps_nothing(database: Database, tmp_path: Path) -> None:
    store = SqliteUsers(database)
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    large = [partial(store.create, user(f"user-{it}", padding="x" * 100_000)) for it in range(3)]
    with file_size_limit(size), pytest.raises(StoreError), waiting(database, *large) as futures:
        pass
    assert [type(future.exception()) for future in futures] == [StoreError] * 3
    assert [one.user_id for one in store.all()] == ["first"]
    assert notes(database) == set()
    assert store.create(user("later")) is None


def test_when_sqlite_undoes_everything_nobody_is_told_that_it_was_kept(database: Database) -> None:
    writes = [partial(note, database, "before"), partial(note, database, "wrong", lose_everything)]
    with pytest.raises(StoreError), waiting(database, *writes, partial(note, database, "after")) as futures:
        pass
    assert [type(future.exception()) for future in futures] == [StoreError, StoreError, type(None)]
    assert notes(database) == {"after"}


def test_who_waits_too_long_is_told_and_keeps_nobody_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_TIMEOUT", 0.2)
    with waiting(database, partial(note, database, "impatient")) as (impatient,):
        assert "database is locked" in str(impatient.exception(PATIENCE))
    note(database, "later")
    assert notes(database) == {"held", "later"}


def test_an_erasure_leaves_no_trace_although_others_write_all_the_time(database: Database, tmp_path: Path) -> None:
    store = SqliteUsers(database)
    store.create(user("ada", name="Ada Lovelace"))
    others = [partial(store.create, user(f"user-{it}")) for it in range(THREADS)]
    with waiting(database, *others, partial(store.erase, "ada"), partial(store.create, user("last"))) as futures:
        pass
    assert futures[THREADS].result() is True
    assert not [file.name for file in tmp_path.iterdir() if b"Ada Lovelace" in file.read_bytes()]
