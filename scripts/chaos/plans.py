"""Which faults each stage has, in order."""

from collections.abc import Sequence

from scripts.chaos.clock import FakeClock
from scripts.chaos.fault import Fault, together
from scripts.chaos.faults import (
    budget_nearly_spent,
    clock_off,
    disk_full,
    killed,
    locked,
    reading,
    unable_to_grow,
    unwritable_pictures,
)
from scripts.chaos.openai_faults import CLOSING, HANGING, ordinary
from scripts.chaos.setups import SMALL_DISK, Place, doctor
from scripts.chaos.stage import Stage
from scripts.chaos.store_faults import engine_killed, hanging, losing_answers, refusing, slow
from tests.support.processes import Engine
from tests.support.proxy import Proxy

_LAST_CALLS = 3
_LONGEST = 240.0
"""Seconds that all ways in which OpenAI misbehaves may take."""


def sqlite_faults(stage: Stage, clock: FakeClock, place: Place, pace: float, rounds: int) -> Sequence[Fault]:
    """`pace` multiplies all durations; `rounds` is how often all faults come."""
    server, openai = stage.server, stage.openai
    users, counters = place.data / "profile.sqlite", place.data / "counters.sqlite"
    pictures = unwritable_pictures(place.mounts, place.data / "renders", 6 * pace)
    lock, full = locked(users, 8 * pace), unable_to_grow(server, 6 * pace)
    repair = doctor(server.environment)
    each = [
        locked(users, 3 * pace, "IMMEDIATE"),
        lock,
        locked(counters, 6 * pace),
        reading(users, 6 * pace),
        full,
        pictures,
        openai.misbehaving(ordinary(), _LONGEST * pace, repair),
        openai.misbehaving(HANGING, 15 * pace, repair),
        clock_off(clock, 1, 6 * pace),
        clock_off(clock, -1, 6 * pace),
        killed(server, 2 * pace),
        killed(server, 2 * pace, workers=True),
        *(openai.misbehaving((way,), 15 * pace, repair) for way in CLOSING),
        together("locked, OpenAI down, clock +1 h", lock, openai.misbehaving(("outage",), 0), clock_off(clock, 1, 0)),
        together("killed while locked", lock, killed(server, 2 * pace)),
        together("killed while no file can grow", full, killed(server, 2 * pace)),
        together("pictures read-only, killed, clock -1 h", pictures, killed(server, 0), clock_off(clock, -1, 0)),
        together("killed, clock +1 h", killed(server, 2 * pace), clock_off(clock, 1, 4 * pace)),
    ]
    return [*(each * rounds), _budget(stage, pace)]


def small_disk_faults(stage: Stage, place: Place, pace: float) -> Sequence[Fault]:
    full = disk_full(place.mounts, place.data, SMALL_DISK, 6 * pace)
    return [full, together("killed while the disk is full", full, killed(stage.server, 2 * pace))]


def dynamodb_faults(stage: Stage, clock: FakeClock, engine: Engine, proxy: Proxy, pace: float) -> Sequence[Fault]:
    hang, kill = hanging(proxy, 8 * pace), killed(stage.server, 2 * pace)
    return [
        hang,
        losing_answers(proxy, 6 * pace),
        slow(proxy, 6 * pace),
        refusing(proxy, 4 * pace, 500, "InternalServerError"),
        refusing(proxy, 4 * pace, 400, "ProvisionedThroughputExceededException"),
        engine_killed(engine, 4 * pace),
        clock_off(clock, 1, 4 * pace),
        clock_off(clock, -1, 4 * pace),
        kill,
        together("killed while DynamoDB hangs", hang, kill),
        _budget(stage, pace),
    ]


def _budget(stage: Stage, pace: float) -> Fault:
    repair = doctor(stage.server.environment)
    return budget_nearly_spent(
        stage.server, stage.budget, stage.renders.more, _LAST_CALLS, seconds=20 * pace, repair=repair
    )
