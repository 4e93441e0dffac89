"""Shows that limits hold across processes, and what they cost: `make bench-limits`.

For each store, two servers share the data. First both get so many requests, eight at a time: all from one address, then
each from an address of its own. The first table shows how many were allowed, and how often the servers wrote to the
counters. Windows are a day long, so that none ends meanwhile.

Then a server with limits and one without get the same requests in turn, over one connection each. The second table has
the milliseconds until the answer has arrived. Requests from one address take blocks of its quota from the store; those
from new addresses write to it each time, as every creation of a user does. The DynamoDB engine is local.
"""

import statistics
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from configurator.stores.sqlite.connection import Database
from configurator.stores.sqlite.schema import COUNTER_STEPS
from scripts.bench_client import Connection
from scripts.bench_target import create, read
from tests.support.client import Client
from tests.support.commands import run_command
from tests.support.processes import aws_settings, dynamodb_engine, serving
from tests.support.proxy import proxying

QUOTAS = {"create": 60, "read": 600}
LIMITED = {
    "RATE_LIMITS": "on",
    "RATE_LIMIT_CREATE": f"{QUOTAS['create']}/day",
    "RATE_LIMIT_READ": f"{QUOTAS['read']}/day",
    "TRUSTED_PROXY": "127.0.0.1",
}
UNREACHED = {**LIMITED, "RATE_LIMIT_CREATE": "1000000/day", "RATE_LIMIT_READ": "40000/day"}
UNLIMITED = {"TRUSTED_PROXY": LIMITED["TRUSTED_PROXY"]}
_AT_ONCE = 8
_WARM_UP = 20
_COUNT_WRITES = (
    "CREATE TABLE writes (number INTEGER)",
    "INSERT INTO writes VALUES (0)",
    "CREATE TRIGGER a AFTER INSERT ON counters BEGIN UPDATE writes SET number = number + 1; END",
    "CREATE TRIGGER b AFTER UPDATE ON counters BEGIN UPDATE writes SET number = number + 1; END",
)


class Place(NamedTuple):
    """Data that two servers share. `writes` is how often the counters were written so far."""

    store: str
    settings: Mapping[str, str]
    writes: Callable[[], int]


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=1000, help="requests of each kind (default: 1000)")
    count = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        _print_counts(Path(folder), stack, count)
        _print_times(Path(folder), stack, count)


def _print_counts(folder: Path, stack: ExitStack, count: int) -> None:
    print(f"{count} requests to two servers with the same data\n")
    print(f"{'store':10}{'class':8}{'quota':>6}  {'addresses':10}{'allowed':>9}{'refused':>9}{'writes':>8}")
    for place in (_sqlite(folder / "counted"), stack.enter_context(_dynamodb(folder / "counted-engine"))):
        settings = {**LIMITED, **place.settings}
        urls = [stack.enter_context(serving(folder / uuid4().hex, settings)).url for _ in range(2)]
        for name, quota in QUOTAS.items():
            for addresses in (1, count):
                before = place.writes()
                allowed = _allowed(urls, name, addresses, count)
                figures = f"{allowed:9}{count - allowed:9}{place.writes() - before:8}"
                print(f"{place.store:10}{name:8}{quota:6}  {addresses:<10}{figures}", flush=True)


def _allowed(urls: list[str], name: str, addresses: int, count: int) -> int:
    """How many requests were allowed. The servers get them in turn."""
    named = (_address(number % addresses, name, addresses) for number in range(count))
    clients = [Client(url, {"X-Forwarded-For": address}) for address, url in zip(named, cycle(urls), strict=False)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return sum(pool.map(lambda client: _is_allowed(client, name), clients))


def _address(number: int, name: str, addresses: int) -> str:
    """Each row of the table has addresses of its own, because all rows count in the same day."""
    row = 2 * list(QUOTAS).index(name) + (addresses == 1)
    return f"10.{row}.{number // 250}.{number % 250 + 1}"


def _is_allowed(client: Client, name: str) -> bool:
    answer = client.get("/users/nobody") if name == "read" else client.post("/users", _person())
    return answer.status != 429


def _person() -> dict[str, object]:
    car = {"model": "911", "color": "any", "tire": "any", "interior": "any"}
    return {"userId": uuid4().hex, "name": "Ada", "carConfiguration": car}


def _sqlite(folder: Path) -> Place:
    path = folder / "counters.sqlite"
    with closing(Database(path, COUNTER_STEPS, durable=False)) as database, database.writing() as connection:
        for statement in _COUNT_WRITES:
            connection.execute(statement)

    def writes() -> int:
        with closing(Database(path, COUNTER_STEPS)) as database, database.reading() as connection:
            return int(connection.execute("SELECT number FROM writes").fetchone()[0])

    return Place("SQLite", {"DATA_DIR": str(folder)}, writes)


@contextmanager
def _dynamodb(folder: Path) -> Iterator[Place]:
    folder.mkdir()
    with dynamodb_engine(folder) as engine, proxying(engine.url) as proxy:
        settings = {"STORE": "dynamodb", **aws_settings(proxy.url)}
        _provision(settings)
        yield Place("DynamoDB", settings, lambda: [call.operation for call in proxy.calls].count("UpdateItem"))


def _provision(settings: Mapping[str, str]) -> None:
    if run_command("provision", environment=settings).code != 0:
        raise RuntimeError("The store can't be provisioned.")


def _print_times(folder: Path, stack: ExitStack, count: int) -> None:
    print(f"\n{count} requests of each kind, one after the other: milliseconds\n")
    print(f"{'store':10}{'request':14}{'addresses':12}{'without':>9}{'limited':>9}{'more':>8}")
    (folder / "engine").mkdir()
    dynamodb = {"STORE": "dynamodb", **aws_settings(stack.enter_context(dynamodb_engine(folder / "engine")).url)}
    _provision(dynamodb)
    for store, settings in (("SQLite", {}), ("DynamoDB", dynamodb)):
        servers = [
            stack.enter_context(serving(folder / uuid4().hex, {**settings, **limits}))
            for limits in (UNLIMITED, UNREACHED)
        ]
        plain, limited = [stack.enter_context(closing(Connection(server.url))) for server in servers]
        for connection in (plain, limited):
            connection.exchange(create("read-by-all"))
        for kind, addresses, requests in _kinds(count):
            without, with_limits = _times(plain, limited, requests)
            row = f"{without:9.3f}{with_limits:9.3f}{with_limits - without:8.3f}"
            print(f"{store:10}{kind:14}{addresses:12}{row}", flush=True)


def _kinds(count: int) -> Iterator[tuple[str, str, Iterator[tuple[bytes, bytes]]]]:
    """Kind, addresses, and for each request what the two servers get."""
    run = uuid4().hex
    numbers = range(count + _WARM_UP)
    yield "GET /users", "one", ((it, it) for it in (_from(read("read-by-all"), 0) for _ in numbers))
    yield "GET /users", "new", ((it, it) for it in (_from(read("read-by-all"), number) for number in numbers))
    pairs = ((create(f"{run}-{n}-without"), create(f"{run}-{n}-limited")) for n in numbers)
    yield "POST /users", "new", ((_from(a, n), _from(b, n)) for n, (a, b) in enumerate(pairs))


def _from(request: bytes, number: int) -> bytes:
    """The request as a proxy passes it on."""
    address = f"X-Forwarded-For: 198.18.{number // 250}.{number % 250 + 1}\r\n".encode()
    line, rest = request.split(b"\r\n", 1)
    return line + b"\r\n" + address + rest


def _times(plain: Connection, limited: Connection, requests: Iterator[tuple[bytes, bytes]]) -> tuple[float, float]:
    """The medians of both in milliseconds. They take turns at being the first of a pair."""
    plain.times.clear()
    limited.times.clear()
    for number, (to_plain, to_limited) in enumerate(requests):
        pair = [(plain, to_plain), (limited, to_limited)]
        for connection, request in pair if number % 2 else reversed(pair):
            connection.exchange(request)
    without, with_limits = (1000 * statistics.median(it.times[_WARM_UP:]) for it in (plain, limited))
    return without, with_limits


if __name__ == "__main__":
    main()
