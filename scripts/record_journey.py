"""Uses the app's package for Lambda as visitors do, and counts what AWS would charge for.

`python -m scripts.record_journey` writes docs/cost-journeys.json, which scripts/cost.py reads.
"""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from configurator.demo.openai_server import openai_server
from configurator.deployment.pins import ROOT
from scripts.bench_lambda import package
from tests.support.api_gateway import REST_DOMAIN, serving
from tests.support.aws_account import Account
from tests.support.client import Answer, Visitor
from tests.support.html import Page, read_page
from tests.support.lambda_function import Function, function_environment, running
from tests.support.pages import ADA, code_of
from tests.support.processes import aws_server, dynamodb_engine
from tests.support.proxy import Call, Proxy, proxying

JOURNEYS = ROOT / "docs/cost-journeys.json"
COMPRESSED = {"Accept-Encoding": "br, gzip", "Accept": "text/html"}
PAINTS = ("guards-red", "white", "black", "gentian-blue")
POLLS = 12


@dataclass(slots=True)
class Counted:
    """What AWS would charge for in one journey. `milliseconds` is processor time on the recording machine."""

    requests: int = 0
    milliseconds: float = 0
    bytes_out: int = 0
    read_units: float = 0.0
    write_units: float = 0.0
    log_bytes: int = 0
    store_calls: dict[str, int] = field(default_factory=dict)
    """The number of calls by the first part of the path."""


@dataclass(slots=True)
class Recorder:
    """A visitor whose requests are counted."""

    function: Function
    proxy: Proxy
    url: str
    counted: Counted = field(default_factory=Counted)
    _visitor: Visitor = field(init=False)

    def __post_init__(self) -> None:
        self._visitor = Visitor(self.url)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self._counted(path, lambda: self._visitor.get(path, {**COMPRESSED, **(headers or {})}))

    def plain(self, path: str) -> Answer:
        """Fetches a page to read its links. Not counted."""
        return self._visitor.get(path, {"Accept": "text/html"})

    def post(self, path: str, content: object) -> Answer:
        return self._counted(path, lambda: self._visitor.post(path, content))

    def submit(self, path: str, fields: dict[str, str]) -> Answer:
        return self._counted(path, lambda: self._visitor.submit(path, fields))

    def worker(self, render_id: str) -> None:
        calls, logged = len(self.proxy.calls), len(self.function.logged)
        self.function.invoke({"command": "configurator.app.worker.run", "render": render_id})
        self.counted.log_bytes += len(self.function.logged) - logged
        self._count("worker", calls)

    def _counted(self, path: str, ask: Callable[[], Answer]) -> Answer:
        calls, logged = len(self.proxy.calls), len(self.function.logged)
        answer = ask()
        self.counted.bytes_out += len(answer.body) + len(str(answer.headers))
        self.counted.log_bytes += len(self.function.logged) - logged
        self._count(path, calls)
        return answer

    def _count(self, path: str, before: int) -> None:
        calls, counted = self.proxy.calls[before:], self.counted
        counted.requests += 1
        counted.milliseconds += 1000 * self.function.cpu
        counted.read_units += sum(map(read_units, calls))
        counted.write_units += sum(map(write_units, calls))
        name = "/".join(urlsplit(path).path.split("/")[:2])
        counted.store_calls[name] = counted.store_calls.get(name, 0) + len(calls)


def read_units(call: Call) -> float:
    """Half a unit per 4 KB, or one for a consistent read. All our items are smaller than 4 KB."""
    if call.operation not in ("GetItem", "Query"):
        return 0.0
    return 1.0 if call.parameters.get("ConsistentRead") else 0.5


def write_units(call: Call) -> float:
    """One unit per KB, twice that in a transaction, and one more per KB for an index."""
    writes = call.parameters.get("TransactItems")
    if writes:
        return sum(2 * _kilobytes(write) + (_kilobytes(write) if "Put" in write else 0) for write in writes)
    return _kilobytes(call.parameters) if call.operation in ("PutItem", "UpdateItem", "DeleteItem") else 0.0


def _kilobytes(write: Any) -> int:
    return -(-len(json.dumps(write)) // 1024)


def visit(recorder: Recorder) -> None:
    """A first visit with an empty cache: home, eight changes to a car, its interior, its summary, saving it."""
    loaded: set[str] = set()
    _page(recorder, "/", loaded)
    _page(recorder, "/configure?model=911-carrera", loaded)
    for paint in (*PAINTS, *PAINTS):
        recorder.get(f"/configure?model=911-carrera&color={paint}", {"X-Part": "live"})
    recorder.get("/configure?model=911-carrera&view=interior", {"X-Part": "interior"})
    code = code_of()
    _page(recorder, f"/car/{code}", loaded)
    form = _page(recorder, f"/you?code={code}", loaded)
    recorder.submit("/you", {**form.hidden, **ADA})
    _page(recorder, "/saved", loaded)


def _page(recorder: Recorder, path: str, loaded: set[str]) -> Page:
    """Fetches a page and those of its files that are not loaded yet."""
    page = read_page(recorder.plain(path))
    recorder.get(path)
    links = (link.partition("#")[0] for link in (*page.values("href"), *page.values("src")))
    files = {link for link in links if link.startswith("/static/")}
    for file in sorted(files - loaded):
        recorder.get(file)
    loaded |= files
    return page


def use_the_app(recorder: Recorder) -> None:
    """The mobile app creates a user and reads it twice."""
    user = {"userId": "ada", "name": "Ada", "carConfiguration": _CAR}
    recorder.post("/users", user)
    recorder.get("/users/ada")
    recorder.get("/users/ada")


_CAR = {"model": "911-carrera", "color": "gentian-blue", "tire": "carrera-19-20-summer", "interior": "leather-black"}


def render(recorder: Recorder) -> None:
    """One picture: requested, made by the worker, polled and shown."""
    asked = recorder.post("/renders", {"code": code_of(), "view": "side"}).json()
    for _ in range(POLLS):
        recorder.get(f"/renders/{asked['id']}")
    recorder.worker(asked["id"])
    done = recorder.get(f"/renders/{asked['id']}").json()
    assert done["state"] == "ready", done
    recorder.get(urlsplit(done["picture"]["url"]).path)


def main() -> None:
    recorded = {}
    os.environ |= {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
    with ExitStack() as stack:
        engine = stack.enter_context(dynamodb_engine(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        endpoint, openai = stack.enter_context(aws_server()), stack.enter_context(openai_server())
        proxy = stack.enter_context(proxying(engine.url))
        account = Account(endpoint, engine.url, openai.url)
        account.prepare()
        environment = _environment(account, proxy.url)
        for journey in (visit, use_the_app, render):
            function = stack.enter_context(running(package(), environment))
            url = stack.enter_context(serving(REST_DOMAIN, function.invoke))
            warm_up(url)
            recorder = Recorder(function, proxy, url)
            journey(recorder)
            recorded[journey.__name__] = {
                **asdict(recorder.counted),
                "milliseconds": round(recorder.counted.milliseconds),
            }
    JOURNEYS.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8")


def warm_up(url: str) -> None:
    for path in ("/", f"/car/{code_of()}", "/users/nobody"):
        Visitor(url).get(path, COMPRESSED)


def _environment(account: Account, dynamodb: str) -> dict[str, str]:
    variables = account.outputs("dev")["environment"]["value"] | {"AWS_ENDPOINT_URL_DYNAMODB": dynamodb}
    configuration = {
        "Handler": "configurator.aws_lambda.entry.lambda_handler",
        "FunctionName": "profile-dev",
        "Timeout": 120,
    }
    return function_environment(package(), {**configuration, "Environment": {"Variables": variables}})


if __name__ == "__main__":
    main()
