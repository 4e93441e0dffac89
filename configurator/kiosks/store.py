"""The protocol of a store of kiosks. tests/contract checks that every store keeps it."""

from datetime import datetime
from typing import NamedTuple, Protocol

from configurator.kiosks.kiosk import DayCounts, HeartbeatReport, Kiosk


class Note(NamedTuple):
    """A small stored text, such as the pinned cars. `revision` is another one after each write."""

    text: str
    revision: str


class KioskStore(Protocol):
    """Kiosks by id, their counts by day, and notes by name. Every method may raise StoreError.

    Reads see every write that ended before. A write whose answer was lost can be repeated: it has an effect once.
    """

    def create(self, kiosk: Kiosk) -> None:
        """Stores a new kiosk. Changes nothing if there is a kiosk with this id."""

    def get(self, kiosk_id: str) -> Kiosk | None:
        """The kiosk, revoked or not."""

    def all(self) -> tuple[Kiosk, ...]:
        """All kiosks in any order, with those that were revoked in the last 400 days."""

    def rename(self, kiosk_id: str, name: str) -> None:
        """Raises NotEnrolled."""

    def revoke(self, kiosk_id: str, at: datetime) -> None:
        """Revokes the kiosk; a second time changes nothing. Raises NotEnrolled if there is no such kiosk."""

    def request_reset(self, kiosk_id: str) -> None:
        """Raises NotEnrolled."""

    def record(self, kiosk_id: str, report: HeartbeatReport, at: datetime) -> bool:
        """Stores a heartbeat, and the larger one of each count stored and reported. Raises NotEnrolled.

        Returns whether a reset was requested: true once for each request.
        """

    def counts(self, first: str, last: str) -> tuple[DayCounts, ...]:
        """The counts of the days from `first` to `last`, both like 2026-11-28, ordered by day."""

    def read(self, name: str) -> Note | None:
        """The note with this name."""

    def write(self, name: str, text: str, before: str | None, expires_at: datetime | None = None) -> bool:
        """Writes a note if its revision is `before`, or if there is none and `before` is None. Otherwise False.

        The note may be removed at `expires_at`.
        """

    def ping(self) -> None:
        """Raises StoreError if the store can't be reached."""

    def purge(self, now: datetime) -> int:
        """Removes what has expired, and returns the number of rows; 0 if the database removes them by itself."""
