"""Answers for `scripts.bench_pages`: makes pages in this process, and says how much processor time each took.

It imports only `configurator`, whichever is on PYTHONPATH, so that it can run in an older checkout too. It writes a
line "ready"; then, for each line with the name of a page on its input, a line of JSON: `ms`, the milliseconds of
processor time of each of ten requests, and the page's `plain` and compressed (`sent`) bytes.
"""

import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from werkzeug.test import EnvironBuilder

from configurator.app.factory import create_app
from configurator.cars.catalogue import Catalogue, Model

REQUESTS = 10
WARM_UP = 3
DRAWN_CARS = 400
SEED = 15
CODE = "F9F7-EPWE-7JFK"
CONFLICTS = "/configure?model=911-carrera-t&tire=carrera-s&feature=bose&feature=burmester&feature=pano"
A_BROWSER = {"Accept": "text/html", "Accept-Encoding": "br", "Sec-Fetch-Site": "same-origin"}
PERSON = {"name": "Ada", "age": "", "gender": "", "vision": ""}

Paths = Iterator[str]


class Visitor:
    """Calls the app as a server does, and keeps its cookies."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._cookies: dict[str, str] = {}

    def call(self, path: str, method: str = "GET", body: str = "", encoding: str = "br") -> bytes:
        path, _, query = path.partition("?")
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {**A_BROWSER, "Accept-Encoding": encoding, **({"Cookie": cookie} if cookie else {})}
        form = {"data": body, "content_type": "application/x-www-form-urlencoded"} if body else {}
        builder = EnvironBuilder(path, query_string=query, method=method, headers=headers, **form)  # type: ignore[arg-type]
        return b"".join(self._app(builder.get_environ(), self._start))

    def submit(self, page: str, path: str, **fields: str) -> None:
        """Sends the form of a page."""
        html = self.call(page, encoding="identity").decode()
        hidden = dict(re.findall(r'name="([\w-]+)" type="hidden" value="([^"]*)"', html))
        self.call(path, "POST", urlencode({**hidden, **fields}))

    def _start(self, _status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], Any]:
        for name, value in headers:
            if name == "Set-Cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self._cookies[cookie] = kept
        return lambda _: None


def pages(app: Any, catalogue: Catalogue) -> dict[str, tuple[Visitor, Paths]]:
    """Each page's name, who asks for it, and the paths that are asked for in turn."""
    guest, owner, deutan = Visitor(app), Visitor(app), Visitor(app)
    owner.submit(f"/you?code={CODE}", "/you", **PERSON)
    deutan.submit("/colour-vision", "/vision", vision="deutan")
    first_models = (catalogue.models_of(line.id)[0] for line in catalogue.lines)
    return {
        "home": (guest, cycle(["/"])),
        **{f"configure {it.line}": (guest, cycle([f"/configure?model={it.id}"])) for it in first_models},
        "configure, conflicts": (guest, cycle([CONFLICTS])),
        "configure, deutan": (deutan, cycle(["/configure"])),
        "configure, any car": (guest, cycle(_drawn_cars(catalogue))),
        "car": (guest, cycle([f"/car/{CODE}"])),
        "compare": (guest, cycle([f"/compare?car={CODE}"])),
        "colour-vision": (guest, cycle(["/colour-vision"])),
        "docs": (guest, cycle(["/docs"])),
        "saved": (owner, cycle(["/saved"])),
    }


def _drawn_cars(catalogue: Catalogue) -> list[str]:
    drawer = random.Random(SEED)  # noqa: S311 - draws cars, not secrets
    return [f"/configure?{urlencode(_drawn(drawer, catalogue), doseq=True)}" for _ in range(DRAWN_CARS)]


def _drawn(drawer: random.Random, catalogue: Catalogue) -> dict[str, Any]:
    model: Model = drawer.choice(catalogue.models)
    features = [it.id for it in catalogue.offered("additionalFeatures", model.line) if it.available.admits(model)]

    def one(part: Any) -> str:
        return drawer.choice([it.id for it in catalogue.offered(part, model.line) if it.available.admits(model)])

    singles = {"color": one("color"), "tire": one("tire"), "interior": one("interior")}
    return {"model": model.id, **singles, "feature": drawer.sample(features, drawer.randint(0, 4))}


def measure(visitor: Visitor, paths: Paths) -> dict[str, Any]:
    times = []
    for _ in range(REQUESTS):
        path = next(paths)
        started = time.thread_time()
        sent = visitor.call(path)
        times.append((time.thread_time() - started) * 1000)
    return {"ms": times, "sent": len(sent), "plain": len(visitor.call(path, encoding="identity"))}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        app = create_app()
        known = pages(app, app.extensions["services"].catalogue)
        for _ in range(WARM_UP):
            for each in known.values():
                measure(*each)
        print(f"ready {json.dumps([*known])}", flush=True)
        for line in sys.stdin:
            print(json.dumps(measure(*known[line.strip()])), flush=True)


if __name__ == "__main__":
    main()
