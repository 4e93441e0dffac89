"""Writes a file so that it is complete or absent, even after a power cut."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

DRAFT = "."
"""The prefix of the name of an unfinished file."""

_READABLE = 0o644
"""Pictures are not secret, and another server may send them."""


def write_whole(path: Path, content: bytes) -> None:
    """Creates the folder if it is missing. Raises OSError and then leaves an existing file unchanged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=DRAFT, delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fchmod(draft.fileno(), _READABLE)
            os.fsync(draft.fileno())
            os.replace(draft.name, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft.name)  # noqa: PTH108 - NamedTemporaryFile returns a str
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A new file name is durable only once its folder is synced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
