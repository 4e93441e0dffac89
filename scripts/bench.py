"""Measures what validation, pricing and headers cost: `make bench`, or `make bench REQUESTS=200` for a quick run.

For each store, two servers run side by side: ours (`python -m configurator`) and a bare one (`python -m scripts.bare`),
whose two routes only call the same kind of store. One client sends each request to both servers, in alternating order,
over connections that stay open: first POST /users with a new user each time, then GET for each user. The table shows
the milliseconds until the whole answer has arrived, and the ratio of ours to bare. The DynamoDB engine is local: on AWS
both take longer, and the ratio is nearer to 1.
"""

import json
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.commands import run_command
from tests.support.processes import APP, aws_settings, dynamodb_engine, serving

BARE = (sys.executable, "-m", "scripts.bare")
WARM_UP = 20
CAR = {
    "model": "911 Carrera",
    "color": "Gentian Blue",
    "tire": "carrera-19-20-summer",
    "interior": "leather-black",
    "additionalFeatures": {"sport-chrono": True, "bose": True, "roof-box": False},
}


@dataclass(slots=True)
class Target:
    """A server, its one connection, and the milliseconds of each request by method."""

    connection: HTTPConnection
    times: dict[str, list[float]] = field(default_factory=lambda: {"POST": [], "GET": []})

    def send(self, method: str, path: str, body: bytes | None) -> None:
        started = time.perf_counter()
        self.connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        answer.read()
        self.times[method].append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"{method} {path} answered {answer.status}")

    def percentiles(self, method: str) -> tuple[float, float]:
        """The median and the 99th percentile."""
        cuts = statistics.quantiles(self.times[method][WARM_UP:], n=100, method="inclusive")
        return cuts[49], cuts[98]


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=2000, help="requests per kind and server (default: 2000)")
    count = parser.parse_args().requests
    print(f"{count} requests of each kind to each server; milliseconds\n")
    print(f"{'':27}{'ours':^16}{'bare':^18}{'ratio':^16}")
    print(f"{'store':10}{'request':15}" + f"{'p50':>8}{'p99':>8}" * 3)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for store, settings in _stores(Path(folder), stack).items():
            ours = _target(Path(folder) / f"{store}-ours", settings, APP, stack)
            bare = _target(Path(folder) / f"{store}-bare", settings, BARE, stack)
            _measure(ours, bare, count + WARM_UP)
            for method in ("POST", "GET"):
                print(_line(store, method, ours, bare), flush=True)


def _stores(folder: Path, stack: ExitStack) -> dict[str, dict[str, str]]:
    (folder / "engine").mkdir()
    engine = stack.enter_context(dynamodb_engine(folder / "engine"))
    return {"SQLite": {}, "DynamoDB": {"STORE": "dynamodb", **aws_settings(engine.url)}}


def _target(folder: Path, settings: dict[str, str], command: tuple[str, ...], stack: ExitStack) -> Target:
    own = {**settings, "DATA_DIR": str(folder / "data"), "TABLE_PREFIX": f"{folder.name}-"}
    if run_command("provision", environment=own).code != 0:
        raise RuntimeError("The store can't be provisioned.")
    url = urlsplit(stack.enter_context(serving(folder, own, command)).url)
    connection = HTTPConnection(url.hostname or "", url.port, timeout=20)
    stack.callback(connection.close)
    return Target(connection)


def _measure(ours: Target, bare: Target, count: int) -> None:
    """Alternates which server comes first, because the first request of a pair may be slower."""
    turns = ((ours, bare), (bare, ours))
    for number in range(count):
        for target in turns[number % 2]:
            target.send("POST", "/users", _body(number))
    for number in range(count):
        for target in turns[number % 2]:
            target.send("GET", f"/users/user-{number}", None)


def _body(number: int) -> bytes:
    person = {"userId": f"user-{number}", "name": "Ada", "age": 36, "gender": None, "colorBlindness": False}
    return json.dumps({**person, "carConfiguration": CAR}).encode()


def _line(store: str, method: str, ours: Target, bare: Target) -> str:
    our_times, bare_times = ours.percentiles(method), bare.percentiles(method)
    times = "".join(f"{time_:8.2f}" for time_ in (*our_times, *bare_times))
    ratios = "".join(f"{our / other:8.2f}" for our, other in zip(our_times, bare_times, strict=True))
    return f"{store:10}{method + ' /users':15}{times}{ratios}"


if __name__ == "__main__":
    main()
