"""A cache of drawn pictures in a folder. Drawing one takes about a second."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final

from configurator.files.atomic import DRAFT, write_whole

DRAWN_AT_ONCE: Final = 2
"""How many pictures this process draws at the same time."""

MOST_WAITING: Final = 8
"""How many requests may draw or wait at the same time. Each occupies one of the server's threads."""

CAPACITY: Final = 1000

logger = logging.getLogger(__name__)

_drawing: Final = tuple(Lock() for _ in range(DRAWN_AT_ONCE))
_admitted: Final = BoundedSemaphore(MOST_WAITING)


class CacheBusy(Exception):
    """Too many requests are waiting for a picture. The same request succeeds a moment later."""


@dataclass(frozen=True, slots=True)
class PictureCache:
    """Holds up to CAPACITY pictures. If there are more, it removes the oldest."""

    folder: Path

    def get_or_create(self, name: str, draw: Callable[[], bytes]) -> bytes:
        """The picture of this name. If it isn't there, it is drawn, once even for several requests at the same time.

        If the folder isn't writable, every request draws it. Raises CacheBusy.
        """
        if picture := self._find(name):
            return picture
        if not _admitted.acquire(blocking=False):
            raise CacheBusy
        try:
            # The same name takes the same lock, so a second request finds what the first has drawn.
            with _drawing[hash(name) % DRAWN_AT_ONCE]:
                return self._find(name) or self._store(name, draw())
        finally:
            _admitted.release()

    def _find(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError, NotADirectoryError):
            return (self.folder / name).read_bytes()
        return None

    def _store(self, name: str, picture: bytes) -> bytes:
        try:
            write_whole(self.folder / name, picture)
            self._make_room()
        except OSError as error:
            logger.warning("Pictures can't be cached: %s", error.strerror)
        return picture

    def _make_room(self) -> None:
        pictures = sorted(self.folder.glob(f"[!{DRAFT}]*"), key=lambda path: path.stat().st_mtime)
        for path in pictures[:-CAPACITY]:
            path.unlink(missing_ok=True)
