"""A render: one picture of one car from one view. Everyone who requests it shares it, and it is normally paid for once.

A lost call may be paid for too. States: pending -> in_progress -> ready | refused | failed (see transitions.py).
"""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

from configurator.cars.configuration import Car
from configurator.renders.captions import CarNames, caption
from configurator.renders.cost import Usage
from configurator.renders.prompt import RenderView

RenderState = Literal["pending", "in_progress", "ready", "refused", "failed"]

MAX_ATTEMPTS = 3
"""Calls per request."""

MAX_REQUESTS_IF_REFUSED = 2
PAUSE_AFTER_FAILURE = timedelta(seconds=30)
GRACE_PERIOD = timedelta(seconds=5)
"""A worker should start within this time. After it, the next look at the render sends it to a worker again."""

NO_USAGE = Usage()

Budget = Literal["images", "kiosk"]
"""Who pays for a render: everybody, or the kiosks from the part of the day's budget that is set aside for them.

It is also the ledger's scope for that money, in micro-dollars. The scope of a client counts its requests instead.
"""

BUDGET: Final = "images"
KIOSK_BUDGET: Final = "kiosk"

_ID = re.compile(r"([0-9a-f]{32})-([0-9a-f]{32})")


class Recipe(NamedTuple):
    """Everything that decides how a picture looks, except the car and the view."""

    model: str
    quality: str
    size: str
    reference: bool
    prompt_version: str
    drawing_version: str

    @property
    def key(self) -> str:
        return _hash([self.model, self.quality, self.size, self.reference, self.prompt_version, self.drawing_version])


class Picture(NamedTuple):
    """A stored picture. `name` is its name in the picture store; width and height are in pixels, `length` in bytes."""

    name: str
    media_type: str
    width: int
    height: int
    length: int


class Render(NamedTuple):
    """One state of a render. Money is in micro-dollars, times are in UTC.

    `version` counts the states. `requests` counts the requests that started it: the first and each repetition.
    `attempts` counts the calls for the current request, and `calls` counts all calls. `lost` counts the calls that may
    have been paid for but left no picture. `budget` pays for the current request. `reserved` is the reservation of the
    running call in this budget on `reserved_day`; `cost` is the cost of all finished calls, whoever paid.
    """

    scene_key: str
    recipe_key: str
    code: str
    view: RenderView
    names: CarNames
    recipe: Recipe
    asked_at: datetime
    version: int = 1
    state: RenderState = "pending"
    requests: int = 1
    attempts: int = 0
    calls: int = 0
    lost: int = 0
    fault: str = ""
    not_before: datetime | None = None
    lease_until: datetime | None = None
    finished_at: datetime | None = None
    reserved: int = 0
    reserved_day: str = ""
    cost: int = 0
    usage: Usage = NO_USAGE
    picture: Picture | None = None
    budget: Budget = BUDGET

    @property
    def id(self) -> str:
        return f"{self.scene_key}-{self.recipe_key}"

    @property
    def is_open(self) -> bool:
        """Whether a picture is still expected."""
        return self.state in ("pending", "in_progress")

    @property
    def file_stem(self) -> str:
        """The picture's file name without its suffix. Each call has its own, so no worker replaces another's file."""
        return f"{self.id}-{self.calls}"

    def download_name(self, suffix: str) -> str:
        """Returns the file name for a download: lower-case letters, digits and dashes, then the suffix."""
        words = re.findall(r"[a-z0-9]+", caption(self.names, self.view).lower())
        return f"{'-'.join(words)}{suffix}"

    def is_due(self, now: datetime) -> bool:
        """Whether a worker may claim it: it is pending and `not_before` has passed, or its lease has expired."""
        if self.state == "in_progress":
            return self.lease_until is not None and self.lease_until <= now
        return self.state == "pending" and (self.not_before is None or self.not_before <= now)

    def is_overdue(self, now: datetime) -> bool:
        """Whether a worker should have started by now."""
        return self.is_due(now - GRACE_PERIOD) and self.asked_at <= now - GRACE_PERIOD

    def can_be_requested_again(self, now: datetime) -> bool:
        if self.state == "refused":
            return self.requests < MAX_REQUESTS_IF_REFUSED
        return self.state == "failed" and (self.not_before is None or self.not_before <= now)


class LedgerEntry(NamedTuple):
    """Adds `amount` to a scope's sum for a UTC day, unless the sum would exceed `limit`. `amount` may be negative."""

    scope: str
    day: str
    amount: int
    limit: int | None = None


def scene_key(series: int, car: Car, view: RenderView) -> str:
    """Hashes catalogue series, configuration and view. Everyone who configures the same car gets the same key."""
    selection = car.selection
    parts = [selection.model, selection.color, selection.tire, selection.interior, sorted(selection.features)]
    return _hash([series, *parts, view])


def split_id(render_id: str) -> tuple[str, str] | None:
    """Returns the scene key and the recipe key, or None if the text isn't a render's id."""
    match = _ID.fullmatch(render_id)
    return (match[1], match[2]) if match else None


def day_of(moment: datetime) -> str:
    """Returns the UTC day, such as "2026-11-24"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d")


def midnight_after(moment: datetime) -> datetime:
    """Returns the start of the next UTC day, when a new budget begins."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _hash(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()[:32]
