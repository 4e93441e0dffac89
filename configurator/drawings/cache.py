"""Pictures kept in a folder once they are drawn, so that each takes its second only once."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final

from configurator.files.atomic import DRAFT, write_whole

DRAWN_AT_ONCE: Final = 2
"""How many pictures this process draws at once."""

MOST_WAITING: Final = 8
"""How many requests may draw or wait, and so how many of the server's threads pictures may take up."""

logger = logging.getLogger(__name__)

_drawing: Final = tuple(Lock() for _ in range(DRAWN_AT_ONCE))
_waiting: Final = BoundedSemaphore(MOST_WAITING)


class CacheBusy(Exception):
    """As many wait for a picture as may; the same again succeeds in a moment."""


@dataclass(frozen=True, slots=True)
class PictureCache:
    """Holds `room` pictures; of more, those that were put there first make way."""

    folder: Path
    room: int = 1000

    def get_or_create(self, name: str, draw: Callable[[], bytes]) -> bytes:
        """The picture of this name, drawn if it isn't there: once, whoever asks meanwhile. Where nothing can be written
        it is drawn each time. Raises CacheBusy."""
        if kept := self._find(name):
            return kept
        if not _waiting.acquire(blocking=False):
            raise CacheBusy
        try:
            # One name, one easel: who comes second finds what the first has put there.
            with _drawing[hash(name) % DRAWN_AT_ONCE]:
                return self._find(name) or self._put(name, draw())
        finally:
            _waiting.release()

    def _find(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError, NotADirectoryError):
            return (self.folder / name).read_bytes()
        return None

    def _put(self, name: str, picture: bytes) -> bytes:
        try:
            write_whole(self.folder / name, picture)
            self._make_room()
        except OSError as error:
            logger.warning("Pictures can't be kept: %s", error.strerror)
        return picture

    def _make_room(self) -> None:
        kept = sorted(self.folder.glob(f"[!{DRAFT}]*"), key=lambda path: path.stat().st_mtime)
        for path in kept[: -self.room]:
            path.unlink(missing_ok=True)
