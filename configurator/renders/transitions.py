"""State transitions of a render. Each function returns a new Render, except `settlement`, which returns a ledger entry.

A store writes the new state only if it still holds the previous one: it compares `version`.
"""

from datetime import datetime, timedelta

from configurator.renders.cost import Usage
from configurator.renders.faults import FAULTS
from configurator.renders.render import (
    BUDGET,
    PAUSE_AFTER_FAILURE,
    Budget,
    LedgerEntry,
    Picture,
    Render,
    day_of,
)


def requested_again(render: Render, now: datetime, budget: Budget = BUDGET) -> Render:
    """Returns the render as pending again, with no attempts used. From now on, `budget` pays for it."""
    return _next(
        render,
        state="pending",
        requests=render.requests + 1,
        attempts=0,
        fault="",
        asked_at=now,
        not_before=None,
        finished_at=None,
        budget=budget,
    )


def claimed(render: Render, now: datetime, max_cost: int, lease: timedelta) -> Render:
    """Claims the render for one call of a worker, and reserves the call's maximum cost, `max_cost` micro-dollars.

    The claim is valid for the time `lease`.
    If a previous worker vanished, its reservation counts as spent, because its call may have been paid for.
    """
    base = _reservation_spent(render) if render.state == "in_progress" else render
    return _next(
        base,
        state="in_progress",
        attempts=render.attempts + 1,
        calls=render.calls + 1,
        lease_until=now + lease,
        not_before=None,
        reserved=max_cost,
        reserved_day=day_of(now),
    )


def ready(render: Render, now: datetime, picture: Picture, usage: Usage, cost: int) -> Render:
    """Marks the render ready, after its picture was stored. `cost` is the cost of its call, in micro-dollars."""
    return _next(
        render,
        state="ready",
        fault="",
        finished_at=now,
        lease_until=None,
        picture=picture,
        usage=usage,
        cost=render.cost + cost,
        reserved=0,
    )


def postponed(render: Render, until: datetime, fault: str) -> Render:
    """Returns the render to pending, for an attempt from `until`. The fault decides if the reservation is spent."""
    return _next(_reservation_ended(render, fault), state="pending", fault=fault, not_before=until, lease_until=None)


def failed(
    render: Render,
    now: datetime,
    fault: str,
    cost: int | None = None,
    pause: timedelta = PAUSE_AFTER_FAILURE,
) -> Render:
    """Ends the render without a picture. Its state, failed or refused, depends on the fault.

    A failed render can be requested again after `pause`.

    `cost` is the cost of the call in micro-dollars. If it is None, the fault decides whether the reservation was spent.
    """
    if cost is None:
        ended = _reservation_ended(render, fault)
    else:
        ended = render._replace(cost=render.cost + cost, lost=render.lost + 1, reserved=0)
    return _next(
        ended,
        state=FAULTS[fault].state,
        fault=fault,
        finished_at=now,
        lease_until=None,
        not_before=now + pause,
    )


def abandoned(render: Render, now: datetime, fault: str) -> Render:
    """Ends the render without a call by this worker. The reservation of a vanished worker counts as spent."""
    return failed(_reservation_spent(render), now, fault)


def settlement(before: Render, after: Render) -> LedgerEntry | None:
    """Returns the ledger entry that replaces the reservation by the actual cost, or None if they are equal."""
    amount = after.cost - before.cost - before.reserved
    return LedgerEntry(before.budget, before.reserved_day, amount) if amount else None


def _reservation_ended(render: Render, fault: str) -> Render:
    return render._replace(reserved=0) if FAULTS[fault].free else _reservation_spent(render)


def _reservation_spent(render: Render) -> Render:
    if not render.reserved:
        return render
    return render._replace(cost=render.cost + render.reserved, lost=render.lost + 1, reserved=0)


def _next(render: Render, **changes: object) -> Render:
    return render._replace(version=render.version + 1, **changes)  # type: ignore[arg-type]
