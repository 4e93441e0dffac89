"""Measures what a page costs the server and the network: `make bench-pages`, `BESIDE=path` for another checkout too.

For each page: the processor time of a request, from WSGI call to compressed body, as median and tenth percentile; the
HTML in KB, plain and as it is sent (Brotli); and what a browser without a cache loads for the first view. "any car"
asks for 400 cars in turn. Processor time doesn't count waiting, but a busy machine still slows it down. So, with a
second checkout, both take turns every ten requests, and the last column is the ratio of the medians.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.browser import chromium
from tests.support.first_view import weigh
from tests.support.processes import ROOT, bare_environment, serving

WORKER = Path(__file__).with_name("page_worker.py")
FIRST_VIEWS = {
    "home": "/",
    "configure 911": "/configure?model=911-carrera",
    "car": "/car/F9F7-EPWE-7JFK",
    "compare": "/compare?car=F9F7-EPWE-7JFK",
    "colour-vision": "/colour-vision",
    "docs": "/docs",
}


@dataclass(slots=True)
class Checkout:
    """A running worker, the names of its pages, and what it measured for each."""

    process: "subprocess.Popen[str]"
    names: list[str] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def measure(self, name: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        measured = json.loads(self.read())
        self.times.setdefault(name, []).extend(measured["ms"])
        self.sizes[name] = measured["plain"], measured["sent"]

    def read(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The worker ended with code {self.process.wait()}.")
        return line

    def summary(self, name: str) -> tuple[float, float]:
        """The median and the tenth percentile of the milliseconds."""
        return statistics.median(self.times[name]), statistics.quantiles(self.times[name], n=10)[0]


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10, help="rounds of ten requests for each page (default: 10)")
    parser.add_argument("--beside", type=Path, help="another checkout to compare with")
    parser.add_argument("--without-browser", action="store_true", help="leave out the first views")
    options = parser.parse_args()
    views = {} if options.without_browser else dict(first_views())
    print(f"{'':22}{'processor ms':^18}{'HTML KB':^16}{'first view':>12}{'beside ms':>12}{'ratio':>7}")
    print(f"{'page':22}{'median':>9}{'p10':>9}{'plain':>8}{'sent':>8}{'bytes':>12}")
    with ExitStack() as stack:
        ours = stack.enter_context(working(ROOT))
        beside = stack.enter_context(working(options.beside)) if options.beside else None
        for name in ours.names:
            take_turns(name, options.rounds, ours, beside)
            print(row(name, ours, beside, views), flush=True)


@contextmanager
def working(folder: Path) -> Iterator[Checkout]:
    environment = {**bare_environment(), "PYTHONPATH": str(folder.resolve())}
    command = [sys.executable, str(WORKER)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        checkout = Checkout(process)
        checkout.names = json.loads(checkout.read().removeprefix("ready "))
        yield checkout


def take_turns(name: str, rounds: int, ours: Checkout, beside: Checkout | None) -> None:
    for number in range(rounds):
        turn = [ours, *([beside] if beside else [])]
        for checkout in reversed(turn) if number % 2 else turn:
            checkout.measure(name)


def row(name: str, ours: Checkout, beside: Checkout | None, views: dict[str, int]) -> str:
    median, tenth = ours.summary(name)
    plain, sent = (size / 1000 for size in ours.sizes[name])
    view = f"{views[name]:12,}" if name in views else f"{'':12}"
    theirs = f"{beside.summary(name)[0]:12.2f}{median / beside.summary(name)[0]:7.2f}" if beside else ""
    return f"{name:22}{median:9.2f}{tenth:9.2f}{plain:8.1f}{sent:8.1f}{view}{theirs}"


def first_views() -> Iterator[tuple[str, int]]:
    """The bytes of each first view."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), {}) as server, chromium() as browser:
        for name, path in FIRST_VIEWS.items():
            with browser.new_context() as context:
                yield name, sum(weigh(context.new_page(), server.url + path).values())


if __name__ == "__main__":
    main()
