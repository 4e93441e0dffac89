"""Times and messages of the staff's pages."""

from datetime import datetime, timedelta

from configurator.kiosks.kiosk import Counts

NOTES = {
    "outage": "The database can't be reached, so nothing was changed. Try again in a moment.",
    "expired": "This page was open for too long, so nothing was changed. Press the button again.",
    "gone": "That screen is no longer enrolled, so nothing was changed.",
    "full": "Twelve cars are pinned already. Unpin one first.",
    "wrong-car": "This car can't be built or is no longer offered, so it was not pinned.",
    "enrolled": "The screen is enrolled.",
    "approved": "Approved. The screen says so within a few seconds, and then appears below.",
    "renamed": "The screen has its new name.",
    "reset": "The screen starts over within a minute.",
    "revoked": "The screen is no longer enrolled. Visitors can go on using it.",
    "pinned": "The car is pinned. Screens show it within ten minutes.",
    "unpinned": "The car is no longer pinned. Screens leave it out within ten minutes.",
}
"""By the word that a redirect to the staff's page has in its URL."""

TROUBLES = frozenset({"outage", "expired", "gone", "full", "wrong-car"})

_UNITS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


def ago(then: datetime | None, now: datetime) -> str:
    """Such as "3 hours ago"; "never" without a time."""
    if then is None:
        return "never"
    passed = now - then
    unit, name = next(((unit, name) for unit, name in _UNITS if passed >= unit), (None, ""))
    return f"{_counted(passed // unit, name)} ago" if unit else "just now"


def usage(counts: Counts) -> str:
    """Such as "1 visit, 1 finished, 0 saved, 2 renders"."""
    visits, renders = _counted(counts.visits, "visit"), _counted(counts.renders, "render")
    return f"{visits}, {counts.finished} finished, {counts.saved} saved, {renders}"


def wait_text(seconds: int) -> str:
    """Such as "30 seconds" or "2 minutes and 5 seconds"."""
    minutes, rest = divmod(seconds, 60)
    parts = [_counted(number, name) for number, name in ((minutes, "minute"), (rest, "second")) if number]
    return " and ".join(parts)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
