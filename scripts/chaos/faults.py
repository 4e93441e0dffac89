"""Faults of the store's file, the disk, the process and the clock."""

import os
import resource
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from configurator.renders.cost import MICRO
from scripts.chaos.clock import FakeClock
from scripts.chaos.fault import Fault
from scripts.chaos.money import BudgetWatch, spent
from scripts.chaos.mounts import Mounts
from scripts.chaos.server import ChaosServer
from tests.support import hanging_stores
from tests.support.renders import WORST

AN_HOUR = 3600


def locked(database: Path, seconds: float, how: str = "EXCLUSIVE") -> Fault:
    """Another process writes for so long."""
    return Fault(f"{database.stem}: BEGIN {how}", seconds, lambda: hanging_stores.locked(database, how))


def reading(database: Path, seconds: float) -> Fault:
    """A backup reads for so long, so the write-ahead log can't be emptied."""

    @contextmanager
    def inject() -> Iterator[None]:
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM users").fetchone()
            yield

    return Fault(f"{database.stem}: a long read", seconds, inject)


def unable_to_grow(server: ChaosServer, seconds: float) -> Fault:
    """The system refuses whatever would make a file longer: EFBIG where a full disk has ENOSPC."""

    @contextmanager
    def inject() -> Iterator[None]:
        server.limit_files(0)
        try:
            yield
        finally:
            server.limit_files(resource.RLIM_INFINITY)

    return Fault("no file can grow", seconds, inject, may_lose_pictures=True)


def disk_full(mounts: Mounts, folder: Path, size: str, seconds: float) -> Fault:
    """The file system of the data folder, a tmpfs, shrinks to what it holds."""

    @contextmanager
    def inject() -> Iterator[None]:
        while not _shrink(mounts, folder):
            pass
        try:
            yield
        finally:
            mounts.mount("-o", f"remount,size={size}", folder)

    return Fault("disk full (ENOSPC)", seconds, inject, mounts.missing, may_lose_pictures=True)


def _shrink(mounts: Mounts, folder: Path) -> bool:
    """False if the server has written more meanwhile."""
    room = os.statvfs(folder)
    try:
        mounts.mount("-o", f"remount,size={(room.f_blocks - room.f_bfree) * room.f_frsize}", folder)
    except subprocess.CalledProcessError:
        return False
    return True


def unwritable_pictures(mounts: Mounts, folder: Path, seconds: float) -> Fault:
    """The folder of pictures is read-only: a mount, because root may write into any folder."""

    @contextmanager
    def remounted() -> Iterator[None]:
        mounts.mount("-o", "remount,bind,ro", folder)
        try:
            yield
        finally:
            mounts.mount("-o", "remount,bind,rw", folder)

    @contextmanager
    def replaced() -> Iterator[None]:
        away = folder.with_suffix(".away")
        folder.rename(away)
        folder.write_text("a file")
        try:
            yield
        finally:
            folder.unlink()
            away.rename(folder)

    if mounts.missing:
        return Fault("picture folder is a file", seconds, replaced, may_lose_pictures=True)
    return Fault("picture folder read-only", seconds, remounted, may_lose_pictures=True)


def killed(server: ChaosServer, seconds: float, *, workers: bool = False) -> Fault:
    """The server is away for so long."""

    @contextmanager
    def inject() -> Iterator[None]:
        server.is_held = True
        server.kill(workers=workers)
        try:
            yield
        finally:
            server.is_held = False

    name = "killed, workers too (power cut)" if workers else "killed (SIGKILL)"
    return Fault(name, seconds, inject, may_lose_pictures=workers)


def clock_off(clock: FakeClock, hours: int, seconds: float) -> Fault:
    """The clock jumps so far, and back afterwards."""
    return Fault(f"clock jumps {hours:+} h", seconds, lambda: clock.off_by(hours * AN_HOUR), clock.missing)


def budget_nearly_spent(
    server: ChaosServer, budget: BudgetWatch, want: Callable[[int], None], calls: int, *, seconds: float
) -> Fault:
    """The server starts with a budget for so few further calls. `want` asks for more renders than that."""

    @contextmanager
    def inject() -> Iterator[None]:
        server.is_held = True
        server.kill(workers=True)
        budget.limit = max(spent(budget.store).values()) + calls * WORST
        server.environment["IMAGE_DAILY_BUDGET_USD"] = str(budget.limit / MICRO)
        server.is_held = False
        want(3 * calls)
        yield

    return Fault(f"budget for {calls} more renders", seconds, inject, may_lose_pictures=True)
