"""Every test that asks for `place` or `store` gets users of its own, in each store in turn."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from configurator.stores.base import UserStore
from tests.support.proxy import Proxy, proxying
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
        place = dynamodb_place(keys, tmp_path / "data")
    place.open().provision()
    yield place
    place.close()


@pytest.fixture
def proxy(aws_keys: Mapping[str, str]) -> Iterator[Proxy]:
    """Between boto3 and the engine: it loses or invents answers where a test asks for it."""
    with proxying(aws_keys["AWS_ENDPOINT_URL"]) as proxy:
        yield proxy


@pytest.fixture
def behind_proxy(proxy: Proxy, aws_keys: Mapping[str, str], tmp_path: Path) -> Iterator[Place]:
    """DynamoDB as it is met through the proxy."""
    place = dynamodb_place({**aws_keys, "AWS_ENDPOINT_URL": proxy.url}, tmp_path / "data")
    place.open().provision()
    yield place
    place.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(place: Place, clock: HandClock) -> UserStore:
    return place.open(clock)
