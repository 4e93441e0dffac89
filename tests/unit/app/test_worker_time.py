"""A worker's time limit follows IMAGE_TIMEOUT_SECONDS."""

import signal
from pathlib import Path

import pytest

from configurator.app import worker


@pytest.mark.parametrize(("timeout", "limit"), [("", 115), ("200", 225)])
def test_a_worker_is_ended_a_little_later_than_its_call(
    timeout: str, limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alarms: list[int] = []
    monkeypatch.setattr(signal, "alarm", alarms.append)
    monkeypatch.setattr(worker, "init_log", lambda *_: None)  # the log is this process's own
    settings = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "for a test of workers", "IMAGE_TIMEOUT_SECONDS": timeout}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert worker.main("a render that does not exist") == 0
    assert alarms == [limit, 0]
