"""Stores of a test's own, of either kind, and users to store in them."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple
from uuid import uuid4

from configurator.clock import Clock, utc_now
from configurator.kiosks.store import KioskStore
from configurator.rate_limits.counters import Counters
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.counters import DynamoDBCounters
from configurator.stores.dynamodb.kiosks import DynamoDBKiosks
from configurator.stores.dynamodb.users import DynamoDBUsers
from configurator.stores.sqlite.connection import Database
from configurator.stores.sqlite.counters import SqliteCounters
from configurator.stores.sqlite.kiosks import SqliteKiosks
from configurator.stores.sqlite.schema import COUNTER_STEPS
from configurator.stores.sqlite.users import SqliteUsers
from configurator.users.store import UserStore
from configurator.users.user import Document, User, hash_token

Kind = Literal["sqlite", "dynamodb"]
KINDS: tuple[Kind, ...] = ("sqlite", "dynamodb")

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOKEN = "the owner's own secret"
CAR = {"model": "911 Carrera", "color": "Gentian Blue", "tire": "any", "interior": "Black", "additionalFeatures": {}}


@dataclass
class HandClock:
    """A clock that moves when the test moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **duration: float) -> None:
        self.now += timedelta(**duration)


class Opened(NamedTuple):
    """Stores of one place, as one process has them."""

    users: UserStore
    kiosks: KioskStore
    counters: Counters
    close: Callable[[], None]


@dataclass(slots=True)
class Place:
    """A place for users, kiosks and counters. With `environment`, the app and its commands use it."""

    kind: Kind
    environment: Mapping[str, str]
    _connect: Callable[[Clock], Opened]
    _opened: ExitStack = field(default_factory=ExitStack)

    def open(self, clock: Clock = utc_now) -> UserStore:
        """Opens a store that shares only the data with others, like one in another process."""
        return self._open(clock).users

    def open_kiosks(self) -> KioskStore:
        """The same for kiosks."""
        return self._open(utc_now).kiosks

    def open_counters(self) -> Counters:
        """The same for counters."""
        return self._open(utc_now).counters

    def _open(self, clock: Clock) -> Opened:
        opened = self._connect(clock)
        self._opened.callback(opened.close)
        return opened

    def close(self) -> None:
        self._opened.close()


def sqlite_place(folder: Path) -> Place:
    def connect(clock: Clock) -> Opened:
        database = Database(folder / "profile.sqlite")
        counters = Database(folder / "counters.sqlite", COUNTER_STEPS, durable=False)

        def close() -> None:
            database.close()
            counters.close()

        return Opened(SqliteUsers(database, clock), SqliteKiosks(database), SqliteCounters(counters), close)

    return Place("sqlite", {"STORE": "sqlite", "DATA_DIR": str(folder)}, connect)


def dynamodb_place(environment: Mapping[str, str], data_dir: Path) -> Place:
    """Tables of the test's own. `environment` has the engine's address and keys; this process needs the keys, too."""
    prefix = f"test-{uuid4().hex}-"

    def connect(clock: Clock) -> Opened:
        database = DynamoDB(prefix, environment["AWS_DEFAULT_REGION"], environment["AWS_ENDPOINT_URL"])
        users, kiosks = DynamoDBUsers(database, clock), DynamoDBKiosks(database)
        return Opened(users, kiosks, DynamoDBCounters(database), database.close)

    ours = {"STORE": "dynamodb", "TABLE_PREFIX": prefix, "DATA_DIR": str(data_dir)}
    return Place("dynamodb", {**environment, **ours}, connect)


def user(user_id: str = "ada", **members: Any) -> User:
    """A new user as the API creates it. `members` are set in its document."""
    document: Document = {"userId": user_id, "name": "Ada", "age": None, "gender": None, "colorBlindness": None}
    document |= {"carConfiguration": CAR, **members}
    token_hash = hash_token(user_id, TOKEN)
    return User(user_id, document, token_hash, private=False, version=1, created_at=NOON, updated_at=NOON)


def changed(before: User, **members: Any) -> User:
    """The next state of a user, with members of its document changed."""
    return before._replace(
        document={**before.document, **members},
        version=before.version + 1,
        updated_at=before.updated_at + timedelta(minutes=1),
    )
