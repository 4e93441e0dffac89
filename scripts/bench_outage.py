"""Measures how the server answers while its store hangs: `make bench-outage`.

For each store: a server gets writes from many clients at once, and beside them one request of each kind in turn. First
the store is well, then it hangs: another process locks the SQLite file for writing, or the DynamoDB engine accepts
connections and answers nothing. The table has the milliseconds of each kind: median, slowest, and which status came how
often. Below it are the seconds until a write succeeded after the hang. With --beside, another checkout is measured too.
"""

import statistics
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple
from uuid import uuid4

from scripts.bench_target import CAR
from tests.support.client import Client
from tests.support.commands import run_command
from tests.support.hanging_stores import locked, silent
from tests.support.processes import APP, Server, aws_settings, dynamodb_engine, serving

WRITERS = 40
_KINDS = {
    "GET /users": "/users/somebody",
    "GET /health": "/health",
    "GET / (page)": "/",
    "GET /configure": "/configure?model=911-carrera",
    "GET a drawing": "/drawings/{code}/side.svg",
}


class Store(NamedTuple):
    """A store. Within `hanging()`, it hangs."""

    name: str
    settings: Mapping[str, str]
    hanging: Callable[[], AbstractContextManager[None]]


class Sample(NamedTuple):
    """One request: its status and the milliseconds until its answer."""

    status: int
    time: float


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=15, help="of each part (default: 15)")
    parser.add_argument("--beside", help="another checkout to measure")
    options = parser.parse_args()
    for checkout in filter(None, (options.beside, ".")):
        command = ("env", "-C", str(Path(checkout).resolve()), *APP)
        with tempfile.TemporaryDirectory() as folder:
            print(f"\n{checkout}, {WRITERS} clients writing\n{'':32}{'median':>9}{'slowest':>9}  statuses")
            for store in _stores(Path(folder)):
                with serving(Path(folder) / store.name, store.settings, command) as server:
                    _measure(store, server, options.seconds)


def _stores(folder: Path) -> Iterator[Store]:
    yield Store("SQLite", {}, lambda: locked(folder / "SQLite" / "data" / "profile.sqlite"))
    (folder / "engine").mkdir()
    with dynamodb_engine(folder / "engine") as engine:
        settings = {**aws_settings(engine.url), "STORE": "dynamodb", "AWS_REGION": "eu-central-1"}
        if run_command("provision", environment=settings).code != 0:
            raise RuntimeError("The tables can't be created.")
        yield Store("DynamoDB", settings, lambda: silent(engine))


def _measure(store: Store, server: Server, seconds: float) -> None:
    server.client().post("/users", _person("somebody"))
    configured = server.client().post("/configurations", {"carConfiguration": CAR | {"additionalFeatures": {}}})
    paths = {kind: path.format(code=configured.json()["configuration"]["code"]) for kind, path in _KINDS.items()}
    with _writing(server):
        _print(f"{store.name}, well", _sampled(server, paths, seconds))
        with store.hanging():
            _print(f"{store.name}, hangs", _sampled(server, paths, seconds))
        print(f"{store.name}: a write succeeded {_recovery(server):.1f} s after the hang", flush=True)


def _sampled(server: Server, paths: Mapping[str, str], seconds: float) -> dict[str, list[Sample]]:
    """Each kind has a thread of its own, so that a slow one doesn't delay the others."""
    samples: dict[str, list[Sample]] = {kind: [] for kind in (*paths, "POST /users")}
    end = time.monotonic() + seconds

    def repeat(kind: str) -> None:
        client = server.client()
        while time.monotonic() < end:
            start = time.perf_counter()
            answer = client.get(paths[kind]) if kind in paths else client.post("/users", _person())
            samples[kind].append(Sample(answer.status, 1000 * (time.perf_counter() - start)))
            time.sleep(0.05)

    threads = [Thread(target=repeat, args=[kind]) for kind in samples]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return samples


@contextmanager
def _writing(server: Server) -> Iterator[None]:
    ended = Event()

    def write(client: Client) -> None:
        while not ended.wait(0.02):
            client.post("/users", _person())

    threads = [Thread(target=write, args=[server.client()]) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _recovery(server: Server) -> float:
    start = time.monotonic()
    while server.client().post("/users", _person()).status != 200:
        time.sleep(0.05)
    return time.monotonic() - start


def _person(user_id: str = "") -> dict[str, object]:
    person = {"userId": user_id or str(uuid4()), "name": "Ada", "age": 36, "gender": None, "colorBlindness": False}
    return {**person, "carConfiguration": CAR}


def _print(title: str, samples: Mapping[str, list[Sample]]) -> None:
    for kind, sent in samples.items():
        times = [sample.time for sample in sent]
        statuses = Counter(sample.status for sample in sent)
        words = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
        print(f"{title:17}{kind:15}{statistics.median(times):9.1f}{max(times):9.1f}  {words}", flush=True)


if __name__ == "__main__":
    main()
