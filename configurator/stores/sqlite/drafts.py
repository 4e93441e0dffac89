"""Files that get their name when they are complete and on the disk, and names for those that are kept."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite adds to the name of a database for the files that belong to it."""

_WITHOUT_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EMLINK)


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """An empty file in the target's folder that only its owner may read. Removes it at the end. Raises OSError."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}.part")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
    finally:
        for suffix in ("", *BESIDE):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def publish(draft: Path, target: Path) -> None:
    """Gives the complete file its name. Raises OSError, such as FileExistsError, and changes nothing then."""
    _sync(draft)
    try:
        os.link(draft, target)
    except OSError as error:
        # Some file systems, such as those of USB sticks, have no links.
        if error.errno not in _WITHOUT_LINKS or os.path.lexists(target):
            raise
        os.replace(draft, target)
    _sync(target.parent)


def exchange(draft: Path, target: Path) -> None:
    """Puts the complete file in the place of another. Each moment, one of the two is there. Raises OSError."""
    _sync(draft)
    os.replace(draft, target)
    _sync(target.parent)


def kept_name(path: Path | str, why: str) -> str:
    """Where a file is kept that is put aside now, such as profile.sqlite.before-restore-20261129T120000.000000Z."""
    return f"{path}.{why}-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
