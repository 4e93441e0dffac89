"""A worker's time limit follows IMAGE_TIMEOUT_SECONDS, also where it can't have a lock."""

import signal
from pathlib import Path

import pytest

from configurator.app import worker


@pytest.fixture
def alarms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The seconds after which a worker in this process would be ended; 0 afterwards."""
    alarms: list[int] = []
    monkeypatch.setattr(signal, "alarm", alarms.append)
    monkeypatch.setattr(worker, "init_log", lambda *_: None)  # the log is this process's own
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "for a test of workers")
    return alarms


@pytest.mark.parametrize(("timeout", "limit"), [("", 115), ("200", 225)])
def test_a_worker_is_ended_a_little_later_than_its_call(
    timeout: str, limit: int, alarms: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGE_TIMEOUT_SECONDS", timeout)
    assert worker.main("a render that does not exist") == 0
    assert alarms == [limit, 0]


def test_a_worker_that_cannot_have_its_lock_works_without_it(alarms: list[int], tmp_path: Path) -> None:
    (tmp_path / "workers" / "nobody.lock").mkdir(parents=True)
    assert worker.main("nobody") == 0
    assert alarms == [115, 0]
