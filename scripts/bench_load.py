"""The parts of `make bench` with many connections: requests per second, and reads while others write.

Ours and bare take turns, a few times each, because a machine is not equally fast all the time.
"""

import itertools
import statistics
from collections.abc import Callable, Iterator, Sequence
from operator import length_hint
from typing import NamedTuple, TypeVar

from scripts.bench_client import send_all
from scripts.bench_target import Target, create, read

CONNECTIONS = 64
READERS = 8
WRITERS = (1, 8, 32)
_TURNS = 8

Load = TypeVar("Load")

_new_ids = (f"load-{number}" for number in itertools.count())


class Throughput(NamedTuple):
    """Requests per second, and milliseconds of the server's processor time for each."""

    rate: float
    processor: float


class Mixed(NamedTuple):
    """Seconds of each read, and writes per second."""

    times: list[float]
    rate: float


def throughput_table(ours: Target, bare: Target, count: int) -> Iterator[str]:
    """Half of `count` as reads of user-0 and so on, who must exist, and half of it as writes, at each turn."""
    yield f"\n{CONNECTIONS} connections: requests per second, and milliseconds of processor time for each\n"
    yield f"{'':25}{'ours':^16}{'bare':^16}{'ratio':^16}"
    yield f"{'':25}" + f"{'rate':>8}{'CPU':>8}" * 3
    for method, requests in (("GET", lambda: _reads(count // 2)), ("POST", lambda: _writes(count // 2))):
        turns = _in_turns(ours, bare, _many_connections(requests))
        ratios = [Throughput(our.rate / other.rate, our.processor / other.processor) for our, other in turns]
        ours_and_bare = zip(*turns, strict=True)
        row = "".join(f"{rate:8.0f}{processor:8.2f}" for rate, processor in map(_medians, ours_and_bare))
        yield f"{'SQLite':10}{method + ' /users':15}{row}" + "".join(f"{it:8.2f}" for it in _medians(ratios))


def mixed_table(ours: Target, bare: Target, count: int) -> Iterator[str]:
    """Half of `count` as reads at each turn, while others write."""
    yield f"\nGET with {READERS} connections while others POST: milliseconds, and POSTs per second\n"
    yield f"{'':25}{'ours':^24}{'bare':^24}"
    yield f"{'':25}" + f"{'p50':>8}{'p99':>8}{'POSTs':>8}" * 2
    for writers in WRITERS:
        turns = _in_turns(ours, bare, _mixed(writers, count // 2))
        figures = [_figures(loads) for loads in zip(*turns, strict=True)]
        row = "".join(f"{p50:8.1f}{p99:8.1f}{rate:8.0f}" for p50, p99, rate in figures)
        yield f"{'SQLite':10}{f'{writers} writing':15}{row}"


def _in_turns(ours: Target, bare: Target, run: Callable[[Target], Load]) -> list[tuple[Load, Load]]:
    """What `run` measured at each turn, of ours and of bare."""
    loads = []
    for turn in range(_TURNS):
        first, second = (ours, bare) if turn % 2 else (bare, ours)
        done = {first: run(first), second: run(second)}
        loads.append((done[ours], done[bare]))
    return loads


def _many_connections(requests: Callable[[], list[bytes]]) -> Callable[[Target], Throughput]:
    def run(target: Target) -> Throughput:
        to_send = requests()
        shared = iter(to_send)
        with target.connections(CONNECTIONS) as connections:
            before = target.processor_ms()
            seconds = send_all([(connection, shared) for connection in connections])
            return Throughput(len(to_send) / seconds, (target.processor_ms() - before) / len(to_send))

    return run


def _mixed(writers: int, count: int) -> Callable[[Target], Mixed]:
    def run(target: Target) -> Mixed:
        reads = iter(_reads(count))
        writes = itertools.takewhile(lambda _: length_hint(reads), map(create, _new_ids))
        with target.connections(READERS) as reading, target.connections(writers) as writing:
            seconds = send_all([*((it, reads) for it in reading), *((it, writes) for it in writing)])
            written = sum(len(connection.times) for connection in writing)
            return Mixed([time for connection in reading for time in connection.times], written / seconds)

    return run


def _medians(loads: Sequence[Throughput]) -> Throughput:
    return Throughput(*map(statistics.median, zip(*loads, strict=True)))


def _figures(loads: Sequence[Mixed]) -> tuple[float, float, float]:
    """The median and the 99th percentile of all reads in milliseconds, and the median rate of the writes."""
    times = [1000 * time for load in loads for time in load.times]
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98], statistics.median(load.rate for load in loads)


def _reads(count: int) -> list[bytes]:
    return [read(f"user-{number}") for number in range(count)]


def _writes(count: int) -> list[bytes]:
    return [create(user_id) for user_id in itertools.islice(_new_ids, count)]
