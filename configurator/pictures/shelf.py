"""Pictures kept in a folder once they are drawn, so that each takes its second only once."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from configurator.pictures.files import DRAFT, write_whole

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
            write_whole(path, picture)
            self._make_room()
        except OSError as error:
            logger.warning("Pictures can't be kept: %s", error.strerror)
        return picture

    def _make_room(self) -> None:
        kept = sorted(self.folder.glob(f"[!{DRAFT}]*"), key=lambda path: path.stat().st_mtime)
        for path in kept[: -self.room]:
            path.unlink(missing_ok=True)
