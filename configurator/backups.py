"""Backups of a store that is a file: a protocol, and what can go wrong."""

from pathlib import Path
from typing import NamedTuple, Protocol


class BackupError(RuntimeError):
    """A backup can't be written or restored. Nothing has changed. The message says what to do."""


class Contents(NamedTuple):
    """How many rows a backup has."""

    users: int
    renders: int
    kiosks: int


class Restored(NamedTuple):
    """What was restored, and the file that has the database from before, if there was one."""

    contents: Contents
    kept: Path | None


class Backups(Protocol):
    """Both methods raise BackupError, or StoreError if the store can't be read."""

    def save(self, target: Path) -> Contents:
        """Writes all users, renders and kiosks to a new file. Others can write to the store meanwhile."""

    def restore(self, source: Path) -> Restored:
        """Replaces the store by a backup and keeps the old one. No other process may use the store."""
