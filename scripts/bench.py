"""Measures what validation, pricing and headers cost: `make bench`, or `make bench REQUESTS=200` for a quick run.

For each store, two servers run side by side: ours (`python -m configurator`) and a bare one (`python -m scripts.bare`),
whose two routes only call the same kind of store. One client sends each request to both servers, in alternating order,
over connections that stay open: first POST /users with a new user each time, then GET for each user. The first table
shows the milliseconds until the whole answer has arrived, the processor time that the server took for it, and the
ratios of ours to bare. The DynamoDB engine is local: on AWS requests take longer, and the ratio is nearer to 1.

Then both servers with SQLite get requests over many connections: see scripts/bench_load.py.
"""

import statistics
import sys
import tempfile
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from scripts.bench_client import Connection
from scripts.bench_load import mixed_table, throughput_table
from scripts.bench_target import Target, create, read, running
from tests.support.processes import APP, aws_settings, dynamodb_engine

BARE = (sys.executable, "-m", "scripts.bare")
_WARM_UP = 20


class Figures(NamedTuple):
    """Milliseconds of one kind of request to one server."""

    p50: float
    p99: float
    processor: float


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=2000, help="requests per kind and server (default: 2000)")
    count = parser.parse_args().requests
    print(f"{count} requests of each kind to each server, one after the other: milliseconds\n")
    print(f"{'':25}{'ours':^24}{'bare':^24}{'ratio':^24}")
    print(f"{'store':10}{'request':15}" + f"{'p50':>8}{'p99':>8}{'CPU':>8}" * 3)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        pairs = {store: _pair(Path(folder), store, settings, stack) for store, settings in _stores(folder, stack)}
        for store, pair in pairs.items():
            _print_one_by_one(store, *pair, count)
        for table in (throughput_table, mixed_table):
            for line in table(*pairs["SQLite"], count):
                print(line, flush=True)


def _stores(folder: str, stack: ExitStack) -> list[tuple[str, dict[str, str]]]:
    (Path(folder) / "engine").mkdir()
    engine = stack.enter_context(dynamodb_engine(Path(folder) / "engine"))
    return [("SQLite", {}), ("DynamoDB", {"STORE": "dynamodb", **aws_settings(engine.url)})]


def _pair(folder: Path, store: str, settings: dict[str, str], stack: ExitStack) -> tuple[Target, Target]:
    ours = stack.enter_context(running(folder / f"{store}-ours", settings, APP))
    return ours, stack.enter_context(running(folder / f"{store}-bare", settings, BARE))


def _print_one_by_one(store: str, ours: Target, bare: Target, count: int) -> None:
    users = [f"user-{number}" for number in range(count)]
    warm_up = [create(f"warm-{number}") for number in range(_WARM_UP)]
    for method, requests in (("POST", [create(user) for user in users]), ("GET", [read(user) for user in users])):
        _measure(ours, bare, warm_up if method == "POST" else requests[:_WARM_UP])
        our, other = _measure(ours, bare, requests)
        ratios = (our_time / bare_time for our_time, bare_time in zip(our, other, strict=True))
        row = "".join(f"{figure:8.2f}" for figure in (*our, *other, *ratios))
        print(f"{store:10}{method + ' /users':15}{row}", flush=True)


def _measure(ours: Target, bare: Target, requests: list[bytes]) -> tuple[Figures, Figures]:
    """Alternates which server comes first, because the first request of a pair may be slower."""
    with ours.connections(1) as (our_connection,), bare.connections(1) as (bare_connection,):
        before = ours.processor_ms(), bare.processor_ms()
        turns = ((our_connection, bare_connection), (bare_connection, our_connection))
        for number, request in enumerate(requests):
            for connection in turns[number % 2]:
                connection.exchange(request)
        used = ours.processor_ms() - before[0], bare.processor_ms() - before[1]
        return _figures(our_connection, used[0]), _figures(bare_connection, used[1])


def _figures(connection: Connection, processor_ms: float) -> Figures:
    times = [1000 * time for time in connection.times]
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return Figures(cuts[49], cuts[98], processor_ms / len(times))


if __name__ == "__main__":
    main()
