"""Every test that asks for `place`, `store` or `engine_place` gets users of its own, in each store in turn."""

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from configurator.stores.base import UserStore
from tests.support.stores import KINDS, HandClock, Place, dynamodb_place, sqlite_place


@pytest.fixture
def aws_keys(aws_environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """The settings of the DynamoDB engine; this process has its keys too."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, aws_environment[name])
    return aws_environment


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        place = sqlite_place(tmp_path / "data")
    else:
        keys = request.getfixturevalue("aws_keys")
        place = dynamodb_place(keys, f"test-{uuid.uuid4().hex}-", tmp_path / "data")
    place.open().provision()
    yield place
    place.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(place: Place, clock: HandClock) -> UserStore:
    return place.open(clock)
