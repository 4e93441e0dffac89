"""Tells whether anything on a kiosk has grown between two visitors, and prints what was measured."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from scripts.kiosk_measure import Sample

_COLUMNS: Mapping[str, Callable[[Sample], str]] = {
    "visitor": lambda it: str(it.visitor),
    "saved": lambda it: str(it.saved),
    "page heap": lambda it: f"{it.page_heap:.1f}",
    "nodes": lambda it: str(it.nodes),
    "listeners": lambda it: str(it.listeners),
    "worker heap": lambda it: f"{it.worker_heap:.1f}",
    "buffers": lambda it: f"{it.worker_buffers:.1f}",
    "uncollected": lambda it: f"{it.uncollected:.0f}",
    "renderers": lambda it: f"{it.renderers:.0f}",
    "browser": lambda it: f"{it.browser:.0f}",
    "files": lambda it: str(it.files),
    "profile": lambda it: f"{it.profile:.1f}",
    "history": lambda it: f"{it.history:.1f}",
    "cookies": lambda it: str(it.cookies),
    "entries": lambda it: "+".join(str(count) for count in it.entries.values()),
    "kB stored": lambda it: f"{it.storage['all'] / 1000:.0f}",
    "of which": lambda it: " ".join(f"{name}={size / 1000:.0f}" for name, size in it.storage.items() if name != "all"),
    "rows": lambda it: " ".join(f"{name}={count}" for name, count in it.rows.items() if count),
}
_MOST_DAYS = 2  # a run may begin before midnight
_SHOWN = 6
HEAD = "  ".join(_COLUMNS)


class Limit(NamedTuple):
    """How much more a number may be at the end: a share of it, plus a fixed amount."""

    name: str
    of: Callable[[Sample], float]
    share: float
    amount: float


LOG = 5000
"""kB. IndexedDB appends every change to a log, which it only sums up when the log has some megabytes."""
LIMITS = (
    Limit("MB of the page's heap", lambda it: it.page_heap, 0.2, 1),
    Limit("nodes", lambda it: it.nodes, 0.2, 500),
    Limit("event listeners", lambda it: it.listeners, 0.2, 50),
    Limit("MB of the service worker's heap", lambda it: it.worker_heap, 0.2, 2),
    Limit("MB of the service worker's buffers", lambda it: it.worker_buffers, 0.2, 8),
    Limit("MB of the renderers", lambda it: it.renderers, 0.3, 60),
    Limit("MB of the browser's other processes", lambda it: it.browser, 0.3, 60),
    Limit("kB of storage", lambda it: it.storage["all"] / 1000, 0.05, LOG),
    Limit("files of the profile", lambda it: it.files, 0.1, 20),
    Limit("MB of the profile without history", lambda it: it.profile, 0.1, 2 * LOG / 1000),
    Limit("entries in IndexedDB", lambda it: sum(it.entries.values()), 0, 2),
    Limit("cookies", lambda it: it.cookies, 0, 0),
)


def line(sample: Sample) -> str:
    return "  ".join(f"{show(sample):>{len(name)}}" for name, show in _COLUMNS.items())


def growths(first: Sample, last: Sample) -> list[str]:
    """What has grown by more than its limit, in words."""
    grown = [
        f"{limit.name}: {limit.of(first):.1f} became {limit.of(last):.1f}"
        for limit in LIMITS
        if limit.of(last) > limit.of(first) * (1 + limit.share) + limit.amount
    ]
    return grown + unexplained_rows(first, last)


def unexplained_rows(first: Sample, last: Sample) -> list[str]:
    """Tables with other rows than the saved users, and one row for each day on which this kiosk counted."""
    most = {**first.rows, "users": last.saved, "kioskCounts": _MOST_DAYS}
    grown = [f"rows of {name}: {count}" for name, count in last.rows.items() if count > most.get(name, 0)]
    lost = [f"users: {last.rows['users']} instead of {last.saved}"] if last.rows["users"] < last.saved else []
    return grown + lost


def notes(first: Sample, last: Sample) -> str:
    """Which parts of the profile have grown, in kB for each visitor."""
    visitors = max(1, last.visitor - first.visitor)
    grown = (last.folders - first.folders).most_common(_SHOWN)
    parts = (f"{name} {size / 1000 / visitors:.2f}" for name, size in grown)
    return f"Growth of the profile in kB for each visitor: {', '.join(parts) or 'none'}"


def counted(sample: Sample) -> str:
    """How often the screen was used, by its own counts. A page that closes at once may not be counted."""
    return "The screen counted: " + ", ".join(f"{name} {count}" for name, count in sample.counts.items())
