"""A lock that ends with its process."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from configurator.files.process_lock import process_lock
from tests.support.processes import ROOT, bare_environment

_HOLD = """
import sys
from pathlib import Path
from configurator.files.process_lock import process_lock
with process_lock(Path(sys.argv[1])) as is_mine:
    print(is_mine, flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the lock until its standard input ends."""
    command = [sys.executable, "-c", _HOLD, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=bare_environment(), text=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "True\n"
        yield process
        process.stdin.close()


def is_free(path: Path) -> bool:
    with process_lock(path) as is_mine:
        return is_mine


def test_one_process_at_a_time_has_it(tmp_path: Path) -> None:
    path = tmp_path / "workers" / "a.lock"
    with holder(path):
        assert not is_free(path)
        assert is_free(tmp_path / "workers" / "b.lock")
    assert is_free(path)


def test_a_process_that_is_killed_gives_it_up(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with holder(path) as process:
        process.kill()
        process.wait()
        assert path.exists()
        assert is_free(path)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    with process_lock(tmp_path / "a.lock"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_who_locks_a_file_that_was_removed_meanwhile_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a third process would lock the file that takes its place."""
    path, flock = tmp_path / "a.lock", fcntl.flock
    removals = iter([path.unlink])

    def slow(*arguments: Any) -> None:
        next(removals, lambda: None)()
        flock(*arguments)

    monkeypatch.setattr(fcntl, "flock", slow)
    with process_lock(path) as is_mine:
        assert (is_mine, path.exists()) == (True, True)
