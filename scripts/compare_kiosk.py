"""Asks a server and a kiosk without it about the same random cars: `make compare-kiosk`, or CARS=200 for fewer.

First the server answers. Then it is killed, and the app in the kiosk's Chromium (Pyodide in the service worker) answers
the same requests: price, conflicts and code of every car, and pages, QR codes and drawings of every tenth. Half of the
cars can be built. The table shows the milliseconds until the whole answer has arrived. The exit code is 1 if any two
answers differ.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Page

from configurator.cars.choices import resolve_conflicts, without_unrecognised
from configurator.cars.configuration import check
from configurator.cars.selection import Selection
from configurator.drawings.views import DRAWN_VIEWS, drawing_name
from tests.support.browser import chromium
from tests.support.client import Client
from tests.support.kiosk import KioskServer, wait_until_offline_works
from tests.support.offline import comparable, random_car
from tests.support.pages import OURS
from tests.support.patience import PATIENCE

SEED = 2000
PAGES_OF = 10
"""Every tenth car is also asked for pages and drawings: they take longer."""
BATCH = 20
SHOWN = 5
AROUND = 60
SIDES = ("server", " kiosk")
CONFIGURATION, OPTIONS, FINISH, DRAWING = "configuration", "options (live)", "finish, QR code", "drawing"
_ASK = """async (requests) => {
  const answers = [];
  for (const { path, method, headers, body } of requests) {
    const started = performance.now();
    const answer = await fetch(path, { method, headers, body });
    const text = await answer.text();
    const { pathname } = new URL(answer.url);
    answers.push([answer.status, answer.headers.get("Content-Type"), pathname, text, performance.now() - started]);
  }
  return answers;
}"""


@dataclass(frozen=True, slots=True)
class Request:
    """`car` is its number, `body` JSON or None."""

    kind: str
    car: int
    path: str
    part: str = ""
    body: str | None = None

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Type": "application/json"} if self.body else {"X-Part": self.part} if self.part else {}


class Reply(NamedTuple):
    """What arrived after all redirects. `path` is where they led."""

    status: int
    content_type: str
    path: str
    text: str
    milliseconds: float

    @property
    def compared(self) -> tuple[int, str, str, str]:
        return self.status, self.content_type, self.path, comparable(self.text)


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cars", type=int, default=2000, help="random cars (default: 2000)")
    cars = list(cars_of(parser.parse_args().cars))
    with tempfile.TemporaryDirectory() as folder, kiosk(Path(folder)) as (page, kiosk_server):
        requests, ours = ask_server(kiosk_server.client(), cars)
        kiosk_server.kill()
        page.goto("/kiosk/configure")  # from here on, the visit goes on without the server
        theirs = list(ask_kiosk(page, requests))
    sys.exit(report(requests, ours, theirs))


def cars_of(count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(SEED)  # noqa: S311 - not a secret
    return (buildable_car(chance) if chance.random() < 0.5 else random_car(chance) for _ in range(count))


def buildable_car(chance: random.Random) -> dict[str, Any]:
    """A random car without what doesn't fit, so that it has a price and a code."""
    wanted = check(OURS, Selection.from_document(random_car(chance)))
    known = check(OURS, without_unrecognised(OURS, wanted)).car
    assert known
    return resolve_conflicts(OURS, known).selection.document


@contextmanager
def kiosk(folder: Path) -> Iterator[tuple[Page, KioskServer]]:
    """A screen that could go on without its server, which runs. Nobody touches the screen for a long time."""
    kiosk_server = KioskServer(folder, {"KIOSK_IDLE_SECONDS": "3600"})
    kiosk_server.start()
    try:
        with chromium() as browser:
            page = browser.new_context(base_url=kiosk_server.url, has_touch=True).new_page()
            page.set_default_timeout(PATIENCE * 1000)
            wait_until_offline_works(page)
            yield page, kiosk_server
    finally:
        kiosk_server.stop()


def ask_server(client: Client, cars: Sequence[dict[str, Any]]) -> tuple[list[Request], list[Reply]]:
    """The requests about these cars, and the server's answers. The drawings' addresses come from an answer before."""
    requests, replies = [], []
    for number, car in enumerate(cars):
        wanted = list(first_requests(number, car))
        for request in wanted:
            requests.append(request)
            replies.append(reply_to(client, request))
            if request.kind == FINISH:
                wanted.extend(drawings_of(number, replies[-1].path.rpartition("/")[2]))
    return requests, replies


def first_requests(number: int, car: dict[str, Any]) -> Iterator[Request]:
    yield Request(CONFIGURATION, number, "/configurations", body=json.dumps({"carConfiguration": car}))
    if number % PAGES_OF == 0:
        parts = {name: car[name] for name in ("model", "color", "tire", "interior")}
        query = urlencode(
            {**parts, "feature": [name for name, wanted in car["additionalFeatures"].items() if wanted]}, doseq=True
        )
        yield Request(OPTIONS, number, f"/kiosk/configure?{query}", part="live")
        yield Request(FINISH, number, f"/kiosk/car?{query}")


def drawings_of(number: int, code: str) -> Iterator[Request]:
    return (Request(DRAWING, number, f"/drawings/{code}/{drawing_name(view, None)}") for view in DRAWN_VIEWS)


def reply_to(client: Client, request: Request) -> Reply:
    started = time.perf_counter()
    path, method, body = request.path, request.method, (request.body or "").encode()
    while (answer := client.request(method, path, body, request.headers)).location:
        path, method, body = answer.location, "GET", b""
    milliseconds = (time.perf_counter() - started) * 1000
    return Reply(answer.status, answer.headers["Content-Type"], urlsplit(path).path, answer.text, milliseconds)


def ask_kiosk(page: Page, requests: Sequence[Request]) -> Iterator[Reply]:
    for start in range(0, len(requests), BATCH):
        batch = requests[start : start + BATCH]
        sent = [{"path": it.path, "method": it.method, "headers": it.headers, "body": it.body} for it in batch]
        yield from (Reply(*answer) for answer in page.evaluate(_ASK, sent))


def report(requests: Sequence[Request], ours: Sequence[Reply], theirs: Sequence[Reply]) -> int:
    """Prints the table and the first differences. Returns the exit code."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    differing = []
    for request, our, their in zip(requests, ours, theirs, strict=True):
        times[request.kind].append((our.milliseconds, their.milliseconds))
        if our.compared != their.compared:
            differing.append((request, our, their))
    counts = {kind: sum(request.kind == kind for request, _, _ in differing) for kind in times}
    print(f"{'':34}{'server, ms':^18}{'kiosk alone, ms':^18}")
    print(f"{'answers':16}{'compared':>9}{'differ':>9}" + f"{'p50':>9}{'p99':>9}" * 2)
    for kind, pairs in times.items():
        cells = "".join(f"{cut:9.1f}" for side in zip(*pairs, strict=True) for cut in percentiles(side))
        print(f"{kind:16}{len(pairs):9}{counts[kind]:9}{cells}")
    for request, our, their in differing[:SHOWN]:
        print(f"\n{request}\n{difference(our, their)}")
    buildable = sum(our.text.count('"buildable":true') for our in ours)
    print(f"\n{len(requests)} answers compared, {len(differing)} differences; {buildable} of the cars can be built")
    return 1 if differing else 0


def difference(our: Reply, their: Reply) -> str:
    """Both answers around the first character that differs."""
    texts = [" ".join(map(str, reply.compared)) for reply in (our, their)]
    same = next(
        (place for place, pair in enumerate(zip(*texts, strict=False)) if len(set(pair)) > 1), min(map(len, texts))
    )
    start = max(0, same - AROUND)
    return "\n".join(f"{name}: …{text[start : start + 3 * AROUND]}…" for name, text in zip(SIDES, texts, strict=True))


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """The median and the 99th percentile."""
    cuts = statistics.quantiles([*times, times[-1]], n=100, method="inclusive")
    return cuts[49], cuts[98]


if __name__ == "__main__":
    main()
