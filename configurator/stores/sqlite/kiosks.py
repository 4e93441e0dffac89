"""Kiosks in SQLite."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from configurator.kiosks.kiosk import DayCounts, HeartbeatReport, Kiosk, NotEnrolled
from configurator.kiosks.rows import counts_expire_at, revocation, seconds, to_counts, to_kiosk, to_row
from configurator.kiosks.store import Note
from configurator.stores.sqlite.connection import Database

_CREATE = """INSERT INTO kiosks VALUES (:kioskId, :name, :enrolledAt, :revokedAt, :lastSeen, :version, :screen,
             :waiting, :resetRequest, :expiresAt) ON CONFLICT DO NOTHING"""
_RENAME = "UPDATE kiosks SET name = :name WHERE kioskId = :kioskId AND revokedAt IS NULL"
_REVOKE = """UPDATE kiosks SET revokedAt = ifnull(revokedAt, :revokedAt), expiresAt = ifnull(expiresAt, :expiresAt)
             WHERE kioskId = :kioskId"""
_REQUEST_RESET = "UPDATE kiosks SET resetRequest = :resetRequest WHERE kioskId = :kioskId AND revokedAt IS NULL"
_FIND_ENROLLED = "SELECT resetRequest FROM kiosks WHERE kioskId = :kioskId AND revokedAt IS NULL"
_SEEN = """UPDATE kiosks SET lastSeen = :lastSeen, version = :version, screen = :screen, waiting = :waiting,
           resetRequest = '' WHERE kioskId = :kioskId"""
_COUNT = """INSERT INTO kioskCounts VALUES (:day, :kioskId, :visits, :finished, :saved, :renders, :expiresAt)
            ON CONFLICT DO UPDATE SET visits = max(visits, :visits), finished = max(finished, :finished),
            saved = max(saved, :saved), renders = max(renders, :renders)"""
_COUNTS = "SELECT * FROM kioskCounts WHERE day BETWEEN ? AND ? ORDER BY day, kioskId"
_READ = "SELECT text, revision FROM kioskNotes WHERE name = ?"
_WRITE = "INSERT OR REPLACE INTO kioskNotes VALUES (?, ?, ?, ?)"
_PURGES = (
    "DELETE FROM kiosks WHERE expiresAt <= ?",
    "DELETE FROM kioskCounts WHERE expiresAt <= ?",
    "DELETE FROM kioskNotes WHERE expiresAt <= ?",
)


class SqliteKiosks:
    """The KioskStore of one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, kiosk: Kiosk) -> None:
        with self._database.writing() as connection:
            connection.execute(_CREATE, to_row(kiosk))

    def get(self, kiosk_id: str) -> Kiosk | None:
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM kiosks WHERE kioskId = ?", (kiosk_id,)).fetchone()
        return to_kiosk(dict(row)) if row else None

    def all(self) -> tuple[Kiosk, ...]:
        with self._database.reading() as connection:
            return tuple(to_kiosk(dict(row)) for row in connection.execute("SELECT * FROM kiosks").fetchall())

    def rename(self, kiosk_id: str, name: str) -> None:
        self._update(_RENAME, kiosk_id, {"name": name})

    def revoke(self, kiosk_id: str, at: datetime) -> None:
        self._update(_REVOKE, kiosk_id, revocation(at))

    def request_reset(self, kiosk_id: str) -> None:
        self._update(_REQUEST_RESET, kiosk_id, {"resetRequest": uuid4().hex})

    def record(self, kiosk_id: str, report: HeartbeatReport, at: datetime) -> bool:
        seen = {**report._asdict(), "kioskId": kiosk_id, "lastSeen": at.isoformat()}
        counted = {"expiresAt": counts_expire_at(report.day), **report.counts._asdict()}
        del seen["counts"]
        with self._database.writing() as connection:
            before = connection.execute(_FIND_ENROLLED, seen).fetchone()
            if before is None:
                raise NotEnrolled
            connection.execute(_SEEN, seen)
            if any(report.counts):
                connection.execute(_COUNT, {**seen, **counted})
        return bool(before["resetRequest"])

    def counts(self, first: str, last: str) -> tuple[DayCounts, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(_COUNTS, (first, last)).fetchall()
        return tuple(DayCounts(row["day"], row["kioskId"], to_counts(row)) for row in rows)

    def read(self, name: str) -> Note | None:
        with self._database.reading() as connection:
            return _note(connection, name)

    def write(self, name: str, text: str, before: str | None, expires_at: datetime | None = None) -> bool:
        with self._database.writing() as connection:
            stored = _note(connection, name)
            if (stored and stored.revision) != before:
                return False
            connection.execute(_WRITE, (name, text, uuid4().hex, expires_at and seconds(expires_at)))
        return True

    def ping(self) -> None:
        with self._database.reading() as connection:
            connection.execute("SELECT 1 FROM kiosks LIMIT 1")

    def purge(self, now: datetime) -> int:
        with self._database.writing() as connection:
            return sum(connection.execute(statement, (seconds(now),)).rowcount for statement in _PURGES)

    def _update(self, statement: str, kiosk_id: str, values: Mapping[str, object]) -> None:
        with self._database.writing() as connection:
            if not connection.execute(statement, {**values, "kioskId": kiosk_id}).rowcount:
                raise NotEnrolled


def _note(connection: sqlite3.Connection, name: str) -> Note | None:
    row = connection.execute(_READ, (name,)).fetchone()
    return Note(row["text"], row["revision"]) if row else None
