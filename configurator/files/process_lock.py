"""A lock that a process holds as long as it lives, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def process_lock(path: Path) -> Iterator[bool]:
    """Whether this process has the lock of this file during the block; False if another process has it.

    The system releases it when the process ends. Raises OSError if the file can't be written or locked.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = _locked(path)
    if file is None:
        yield False
        return
    with file:
        try:
            yield True
        finally:
            with suppress(OSError):  # a file that stays isn't locked
                path.unlink()


def _locked(path: Path) -> IO[str] | None:
    while True:
        file = path.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        if _is_at(path, file):
            return file
        # The process that had the lock has just removed this file, so a third process would lock another one.
        file.close()


def _is_at(path: Path, file: IO[str]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
