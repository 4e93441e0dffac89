"""A kiosk as a row: plain values under the names that the stores' columns have. Times are ISO text."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from configurator.kiosks.kiosk import KEPT, Counts, Kiosk

Row = dict[str, Any]


def to_row(kiosk: Kiosk) -> Row:
    """The row of a new kiosk."""
    return {
        "kioskId": kiosk.kiosk_id,
        "name": kiosk.name,
        "enrolledAt": kiosk.enrolled_at.isoformat(),
        "revokedAt": None,
        "lastSeen": None,
        "version": kiosk.version,
        "screen": kiosk.screen,
        "waiting": kiosk.waiting,
        "resetRequest": "",
        "expiresAt": None,
    }


def to_kiosk(row: Mapping[str, Any]) -> Kiosk:
    return Kiosk(
        kiosk_id=row["kioskId"],
        name=row["name"],
        enrolled_at=datetime.fromisoformat(row["enrolledAt"]),
        revoked_at=_time(row.get("revokedAt")),
        last_seen=_time(row.get("lastSeen")),
        version=row["version"],
        screen=row["screen"],
        waiting=row["waiting"],
        reset_requested=bool(row["resetRequest"]),
    )


def to_counts(row: Mapping[str, Any]) -> Counts:
    return Counts(*(row[name] for name in Counts._fields))


def revocation(at: datetime) -> Row:
    """The values that change when a kiosk is revoked."""
    return {"revokedAt": at.isoformat(), "expiresAt": seconds(at + KEPT)}


def counts_expire_at(day: str) -> int:
    """In seconds since 1970."""
    return seconds(datetime.fromisoformat(day).replace(tzinfo=UTC) + KEPT)


def seconds(time: datetime) -> int:
    return int(time.timestamp())


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
