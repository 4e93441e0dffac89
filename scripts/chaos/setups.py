"""The stages: SQLite, SQLite on a small disk, DynamoDB; with their faults."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from configurator.app.build import build_services
from configurator.demo.openai_server import openai_server
from configurator.settings import Settings
from scripts.chaos.clock import FakeClock
from scripts.chaos.load import clients
from scripts.chaos.money import BudgetWatch
from scripts.chaos.mounts import Mounts
from scripts.chaos.openai_faults import WatchedOpenAI
from scripts.chaos.record import Record
from scripts.chaos.render_load import RenderLoad
from scripts.chaos.server import ChaosServer, watched
from scripts.chaos.stage import Stage
from scripts.chaos.store_faults import passing_on
from tests.support.commands import run_command
from tests.support.processes import Engine, aws_settings, dynamodb_engine
from tests.support.proxy import Proxy, proxying
from tests.support.renders import environment_of

BUDGET_USD = 1000
"""For a day. Nothing reaches it until a fault sets another budget."""
SMALL_DISK = "256m"
_PICTURE_SECONDS = 0.3
_MANY = {f"RATE_LIMIT_{name}": "1000000/second" for name in ("CREATE", "READ", "RENDER", "DRAW")}
_SETTINGS = {"RATE_LIMITS": "on", **_MANY, "IMAGE_CLIENT_DAILY": "10000", "IMAGE_DAILY_BUDGET_USD": str(BUDGET_USD)}


@dataclass(frozen=True)
class Place:
    """Where a server runs. `data` is its data folder.

    `own` are further settings of the server, `direct` those by which this process reaches the store without faults.
    """

    folder: Path
    port: int
    mounts: Mounts
    data: Path
    own: Mapping[str, str]
    direct: Mapping[str, str]


@contextmanager
def stage(name: str, place: Place) -> Iterator[tuple[Stage, FakeClock]]:
    """A server with its clients, and a clock for it that can be moved."""
    clock = FakeClock(place.folder / "clock")
    with ExitStack() as stack:
        openai = stack.enter_context(openai_server(seconds=_PICTURE_SECONDS))
        environment = {"DATA_DIR": str(place.data), **environment_of(openai), **_SETTINGS, **place.own}
        server = ChaosServer(place.port, {**environment, **clock.environment}, place.folder)
        crowd = stack.enter_context(clients(server.url))
        record = Record(lambda: int(crowd.board.phase.value))
        renders = RenderLoad(server.url, record)
        watched_openai = WatchedOpenAI(openai, record.phase, renders.more)
        stack.enter_context(watched(server))
        direct = {**environment, **place.direct}
        store = build_services(Settings.from_environment(direct)).renders
        budget = BudgetWatch(store, BUDGET_USD * 1_000_000, record.violation)
        yield Stage(name, server, crowd, watched_openai, store, budget, renders, record, direct), clock


def sqlite_place(folder: Path, port: int, mounts: Mounts) -> Place:
    """Data on an ordinary disk; the folder of pictures is a mount that can be made read-only."""
    data = folder / "data"
    pictures = data / "renders"
    pictures.mkdir(parents=True)
    if not mounts.missing:
        mounts.attach(pictures, "--bind", pictures)
    return Place(folder, port, mounts, data, {}, {})


def small_disk_place(folder: Path, port: int, mounts: Mounts) -> Place:
    """Data on a disk of its own, in memory, which can be made smaller."""
    data = folder / "data"
    data.mkdir(parents=True)
    mounts.attach(data, "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs")
    return Place(folder, port, mounts, data, {}, {})


@contextmanager
def dynamodb_place(folder: Path, port: int) -> Iterator[tuple[Place, Engine, Proxy]]:
    """An engine behind a proxy that can lose, delay and refuse."""
    (folder / "engine").mkdir(parents=True)
    with dynamodb_engine(folder / "engine") as engine, proxying(engine.url) as proxy:
        proxy.behaviour = passing_on
        direct = {"STORE": "dynamodb", "TABLE_PREFIX": "chaos-", **aws_settings(engine.url)}
        os.environ |= {name: direct[name] for name in aws_settings("")}
        data = folder / "data"
        if run_command("provision", environment={**direct, "DATA_DIR": str(data)}).code:
            raise RuntimeError("DynamoDB's tables can't be created.")
        behind_proxy = {**direct, "AWS_ENDPOINT_URL": proxy.url}
        yield Place(folder, port, Mounts(), data, behind_proxy, direct), engine, proxy


def doctor(environment: Mapping[str, str]) -> Callable[[], None]:
    """What an operator runs after a repair: it reopens renders, which else reopen some minutes later."""
    ours = {name: value for name, value in environment.items() if "FAKETIME" not in name and name != "LD_PRELOAD"}

    def run() -> None:
        run_command("doctor", environment=ours)

    return run
