"""Finished pictures in a folder. The app sends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from shutil import disk_usage

from configurator.files.atomic import DRAFT, write_whole
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import PictureStoreError, StoredPicture

MEGABYTE = 1024 * 1024
_ROOM = 64 * MEGABYTE
"""Several times the size of the largest picture, because workers store pictures at the same time."""
_PROBE = 4096


@dataclass(frozen=True, slots=True)
class FolderPictures:
    """The PictureStore of one folder, created on first use. With a `public_url`, another server sends the files."""

    folder: Path
    public_url: str = ""

    def put(self, name: str, content: bytes, picture_format: PictureFormat, file_name: str) -> None:  # noqa: ARG002 - sent with the answer
        with _translate_errors():
            write_whole(self.folder / name, content)

    def require_room(self) -> None:
        with _translate_errors():
            probe = self.folder / f"{DRAFT}probe-{token_hex(8)}"
            write_whole(probe, bytes(_PROBE))
            probe.unlink()
            if disk_usage(self.folder).free < _ROOM:
                raise PictureStoreError(f"The disk is almost full: pictures need {_ROOM // MEGABYTE} MB.")

    def read(self, name: str) -> bytes | None:
        path = self.folder / name
        with _translate_errors():
            return path.read_bytes() if path.is_file() else None

    def link(self, name: str, file_name: str, download: bool) -> str | None:  # noqa: ARG002 - sent with the answer
        return f"{self.public_url}/{name}" if self.public_url else None

    def find(self, stem: str) -> str | None:
        with _translate_errors():
            return next((path.name for path in self.folder.glob(f"{stem}.*")), None)

    def all(self) -> Iterator[StoredPicture]:
        with _translate_errors():
            for path in self.folder.glob(f"[!{DRAFT}]*"):
                status = path.stat()
                yield StoredPicture(path.name, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))

    def remove(self, name: str) -> None:
        with _translate_errors():
            (self.folder / name).unlink(missing_ok=True)


@contextmanager
def _translate_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PictureStoreError(f"The folder of pictures can't be used: {error.strerror}.") from None
