"""Writing a picture's file so that nobody ever finds half of it, not even after a power cut."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

DRAFT = "."
"""What the name of a file begins with that isn't whole yet."""

_READABLE = 0o644
"""Pictures are no secret, and another server may send them."""


def write_whole(path: Path, content: bytes) -> None:
    """Makes the folder where it is missing. Raises OSError, and leaves what was there as it was."""
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
                os.unlink(draft.name)  # noqa: PTH108 - NamedTemporaryFile gives a text
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
