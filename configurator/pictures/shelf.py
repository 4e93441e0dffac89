"""Pictures kept in a folder once they are drawn, so that each takes its second only once."""

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Holds `room` pictures; of more, those that were put there first make way."""

    folder: Path
    room: int = 1000

    def keep(self, name: str, draw: Callable[[], bytes]) -> bytes:
        """The picture of this name, drawn if it isn't there. Where nothing can be written it is drawn each time."""
        path = self.folder / name
        with suppress(FileNotFoundError, NotADirectoryError):
            return path.read_bytes()
        picture = draw()
        try:
            self._put(path, picture)
        except OSError as error:
            logger.warning("Pictures can't be kept: %s", error.strerror)
        return picture

    def _put(self, path: Path, picture: bytes) -> None:
        """Written whole under another name first: no reader ever finds half a picture."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
            file.write(picture)
        os.replace(file.name, path)
        self._make_room()

    def _make_room(self) -> None:
        kept = sorted(self.folder.glob("[!.]*"), key=lambda path: path.stat().st_mtime)
        for path in kept[: -self.room]:
            path.unlink(missing_ok=True)
