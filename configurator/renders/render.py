"""A render: one picture of one car from one view, asked for once, paid once, and shown when it is ready.

pending -> in_progress -> ready | refused | failed. Every change of state is a function here from one state to the
next, `version` counting them; a store writes the next state only where it still finds the one before.
"""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from configurator.cars.configuration import Car
from configurator.renders.captions import CarNames, caption
from configurator.renders.cost import Usage
from configurator.renders.faults import FAULTS
from configurator.renders.prompt import RenderView

RenderState = Literal["pending", "in_progress", "ready", "refused", "failed"]

CALL_SECONDS = 90.0
FUNCTION_SECONDS = 115.0
LEASE = timedelta(seconds=150)
"""One call to OpenAI ends before the worker that makes it, and that before its claim on the render."""

TRIES = 3
"""Calls for one asking."""

ASKINGS_AFTER_REFUSAL = 2
PAUSE_AFTER_FAILURE = timedelta(seconds=30)
PATIENCE = timedelta(seconds=5)
"""Whoever was told to work on a render has begun by then; if not, whoever looks at it sends it again."""

NO_USAGE = Usage()

_ID = re.compile(r"([0-9a-f]{32})-([0-9a-f]{32})")


class Recipe(NamedTuple):
    """All that decides how a picture of a car comes out, besides the car."""

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
    """A kept picture: its name in the store of pictures, what it is, its size in pixels and bytes."""

    name: str
    media_type: str
    width: int
    height: int
    length: int


class Render(NamedTuple):
    """One state of a render. Money in micro-dollars, times in UTC.

    `tries` counts the calls for this asking, `calls` all of them, `lost` those that may have been paid and gave no
    picture. `reserved` is set aside in the budget of `reserved_day` while a call runs; `cost` is counted for good.
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
    askings: int = 1
    tries: int = 0
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

    @property
    def id(self) -> str:
        return f"{self.scene_key}-{self.recipe_key}"

    @property
    def is_open(self) -> bool:
        """Whether there will be a picture, if all goes well."""
        return self.state in ("pending", "in_progress")

    @property
    def file_stem(self) -> str:
        """What the file of this try's picture begins with: a worker that comes too late never replaces another's."""
        return f"{self.id}-{self.calls}"

    def download_name(self, suffix: str) -> str:
        """What its file is called with whoever keeps it: small letters, digits and dashes."""
        return f"{'-'.join(re.findall(r'[a-z0-9]+', caption(self.names, self.view).lower()))}{suffix}"

    def is_due(self, now: datetime) -> bool:
        """Whether a worker may take it up: it waits and its time has come, or the one who had it is gone."""
        if self.state == "in_progress":
            return self.lease_until is not None and self.lease_until <= now
        return self.state == "pending" and (self.not_before is None or self.not_before <= now)

    def is_overdue(self, now: datetime) -> bool:
        """Whether nobody seems to be at work on it although somebody should."""
        return self.is_due(now - PATIENCE) and self.asked_at <= now - PATIENCE

    def may_be_asked_again(self, now: datetime) -> bool:
        if self.state == "refused":
            return self.askings < ASKINGS_AFTER_REFUSAL
        return self.state == "failed" and (self.not_before is None or self.not_before <= now)


class Spend(NamedTuple):
    """An entry in the ledger: `amount` more (or less) used of a scope on a UTC day, refused beyond `limit`."""

    scope: str
    day: str
    amount: int
    limit: int | None = None


BUDGET = "images"
"""The scope of the ledger that counts micro-dollars; a client's scope counts renders asked for."""


def scene_key(series: int, car: Car, view: RenderView) -> str:
    """Hash of configuration and view: the same for everybody who configured the same car."""
    selection = car.selection
    parts = [selection.model, selection.color, selection.tire, selection.interior, sorted(selection.features)]
    return _hash([series, *parts, view])


def split_id(render_id: str) -> tuple[str, str] | None:
    """Scene key and recipe key; None for what can be no render's id."""
    found = _ID.fullmatch(render_id)
    return (found[1], found[2]) if found else None


def day_of(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d")


def midnight_after(moment: datetime) -> datetime:
    """When the next UTC day begins, and with it a new budget."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def asked_again(render: Render, now: datetime) -> Render:
    return _next(render, state="pending", askings=render.askings + 1, tries=0, fault="", asked_at=now,
                 not_before=None, finished_at=None)  # fmt: skip


def claimed(render: Render, now: datetime, worst: int) -> Render:
    """A worker takes it up for one call, with the most that this may cost set aside.

    What a vanished worker had set aside is counted as spent: nobody knows whether its call was paid.
    """
    left = _written_off(render) if render.state == "in_progress" else render
    return left._replace(
        version=render.version + 1,
        state="in_progress",
        tries=render.tries + 1,
        calls=render.calls + 1,
        lease_until=now + LEASE,
        not_before=None,
        reserved=worst,
        reserved_day=day_of(now),
    )


def ready(render: Render, now: datetime, picture: Picture, usage: Usage, cost: int) -> Render:
    return _next(render, state="ready", fault="", finished_at=now, lease_until=None, picture=picture, usage=usage,
                 cost=render.cost + cost, reserved=0)  # fmt: skip


def put_off(render: Render, until: datetime, fault: str) -> Render:
    """Back in the queue until then; what was set aside is settled as the fault says."""
    return _next(_settled(render, fault), state="pending", fault=fault, not_before=until, lease_until=None)


def failed(
    render: Render,
    now: datetime,
    fault: str,
    cost: int | None = None,
    pause: timedelta = PAUSE_AFTER_FAILURE,
) -> Render:
    """Over, without a picture; it may be asked for again after a pause. `cost` is given where it is known although
    the picture was lost."""
    settled = _settled(render, fault) if cost is None else render._replace(
        cost=render.cost + cost, lost=render.lost + 1, reserved=0)  # fmt: skip
    return _next(settled, state=FAULTS[fault].state, fault=fault, finished_at=now, lease_until=None,
                 not_before=now + pause)  # fmt: skip


def abandoned(render: Render, now: datetime, fault: str) -> Render:
    """Over, without a worker at it: what one that vanished had set aside is counted as spent."""
    return failed(_written_off(render), now, fault)


def settlement(before: Render, after: Render) -> Spend | None:
    """What the ledger still needs so that it holds the call's cost and no longer what was set aside for it."""
    amount = after.cost - before.cost - before.reserved
    return Spend(BUDGET, before.reserved_day, amount) if amount else None


def _settled(render: Render, fault: str) -> Render:
    return render._replace(reserved=0) if FAULTS[fault].free else _written_off(render)


def _written_off(render: Render) -> Render:
    if not render.reserved:
        return render
    return render._replace(cost=render.cost + render.reserved, lost=render.lost + 1, reserved=0)


def _next(render: Render, **changes: object) -> Render:
    return render._replace(version=render.version + 1, **changes)  # type: ignore[arg-type]


def _hash(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()[:32]
