"""A kiosk (an enrolled screen), what it reports, and how often it was used."""

import re
import secrets
from datetime import date, datetime, timedelta
from typing import NamedTuple

ONLINE = timedelta(minutes=3)
"""A kiosk that was seen within this time counts as online. A screen sends a heartbeat each minute."""

KEPT = timedelta(days=400)
"""How long counts are kept, and a kiosk after it was revoked, because counts refer to it."""

LONGEST_NAME = 60

_OLDEST_REPORT = timedelta(days=30)
_MOST_WAITING = 10_000
_MOST_COUNTED = 1_000_000
_KIOSK_ID = re.compile(r"[0-9a-f]{32}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VERSION = re.compile(r"[0-9a-f]{12}")
_SCREEN = re.compile(r"[1-9][0-9]{1,4}x[1-9][0-9]{1,4}")


class NotEnrolled(Exception):
    """There is no kiosk with this id, or it was revoked."""


class InvalidName(ValueError):
    """The name can't be used. The message says what to do."""


class InvalidReport(ValueError):
    """A heartbeat's report has a value that no screen sends. The message names it, but doesn't quote it."""


class Counts(NamedTuple):
    """How often a kiosk was used on a day: visits begun, cars finished, users saved, renders requested."""

    visits: int = 0
    finished: int = 0
    saved: int = 0
    renders: int = 0

    def or_larger(self, other: "Counts") -> "Counts":
        """The larger one of each number."""
        return Counts(*map(max, self, other))


class DayCounts(NamedTuple):
    """`day` is a UTC day like 2026-11-28."""

    day: str
    kiosk_id: str
    counts: Counts


class Kiosk(NamedTuple):
    """`version` (12 hex digits), `screen` ("1080x1920") and `waiting` (saved cars that the screen couldn't send yet)
    are from the last heartbeat. Until the first one, they are empty. Times are UTC."""

    kiosk_id: str
    name: str
    enrolled_at: datetime
    revoked_at: datetime | None = None
    last_seen: datetime | None = None
    version: str = ""
    screen: str = ""
    waiting: int = 0
    reset_requested: bool = False

    def is_online(self, now: datetime) -> bool:
        return self.revoked_at is None and self.last_seen is not None and now - self.last_seen <= ONLINE


class KioskStatus(NamedTuple):
    kiosk: Kiosk
    is_online: bool


class HeartbeatReport(NamedTuple):
    """What a screen reports about itself. `counts` are the totals of the UTC day `day` so far ("2026-11-28").

    A screen that was offline over midnight sends one report for each day.
    """

    version: str
    screen: str
    waiting: int
    counts: Counts
    day: str


class HeartbeatAnswer(NamedTuple):
    """`reset` tells the screen to start over. It is true once for each request of the staff."""

    reset: bool


def new_kiosk_id() -> str:
    return secrets.token_hex(16)


def is_kiosk_id(text: str) -> bool:
    return bool(_KIOSK_ID.fullmatch(text))


def checked_name(name: str) -> str:
    """The name without needless spaces. Raises InvalidName."""
    name = " ".join(name.split())
    if not name:
        raise InvalidName("Give the screen a name, such as “Entrance left”.")
    if not name.isprintable():
        raise InvalidName("Type the name again: it has a character that can't be shown.")
    if len(name) > LONGEST_NAME:
        raise InvalidName(f"Use a name of at most {LONGEST_NAME} characters.")
    return name


def check_report(report: HeartbeatReport, now: datetime) -> None:
    """Raises InvalidReport."""
    if not _VERSION.fullmatch(report.version):
        raise InvalidReport("version is not 12 hexadecimal digits")
    if not _SCREEN.fullmatch(report.screen):
        raise InvalidReport("screen is not a size like 1080x1920")
    if not 0 <= report.waiting <= _MOST_WAITING:
        raise InvalidReport(f"waiting is not a whole number from 0 to {_MOST_WAITING}")
    if not all(0 <= count <= _MOST_COUNTED for count in report.counts):
        raise InvalidReport(f"counts are not whole numbers from 0 to {_MOST_COUNTED}")
    if not _is_recent_day(report.day, now):
        raise InvalidReport(f"day is not one of the last {_OLDEST_REPORT.days} days, like {now:%Y-%m-%d}")


def _is_recent_day(day: str, now: datetime) -> bool:
    """Tomorrow counts too, because a screen's clock may be a little fast."""
    if not _DAY.fullmatch(day):
        return False
    try:
        age = now.date() - date.fromisoformat(day)
    except ValueError:
        return False
    return timedelta(days=-1) <= age <= _OLDEST_REPORT
