"""Compares our package with two peers as Lambda runs them: cold starts, then warm events, in alternating order.

Measures processor time, because other programs on the machine affect it less than wall-clock time.
"""

import argparse
import functools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from configurator.deployment.build import SITE_PACKAGES, WORK, build, packages_for_lambda
from configurator.deployment.interpreter import lambda_python
from configurator.deployment.pins import PINS, ROOT, needed, pinned
from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.tables import provision
from tests.support.lambda_function import Function, function_environment, running
from tests.support.processes import dynamodb_engine

PEERS = ("raw", "fastapi")
FASTAPI = (
    "fastapi==0.165.0",
    "mangum==0.22.0",
    "starlette==1.10.0",
    "annotated-doc==0.0.7",
    "opentelemetry-api==1.45.2",
)
"""Installed for this comparison only, in addition to the pins that it shares with the app."""

PEERS_OPERATIONS = {"dynamodb": ("GetItem", "PutItem")}
BATCH = 40
USER = {
    "name": "Ada",
    "age": 36,
    "gender": "Woman",
    "colorBlindness": False,
    "carConfiguration": {
        "model": "911-carrera",
        "color": "gentian-blue",
        "tire": "carrera-19-20-summer",
        "interior": "leather-black",
        "additionalFeatures": {"sunroof": True},
    },
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An unpacked package and its handler."""

    name: str
    folder: Path
    handler: str

    def environment(self, endpoint: str) -> dict[str, str]:
        variables = {
            "ENVIRONMENT": "production",
            "STAGE": "dev",
            "STORE": "dynamodb",
            "TABLE_PREFIX": f"{self.name}-",
            "PICTURES": "s3://pictures/renders",
            "DATA_DIR": "/tmp/profile",  # noqa: S108 - Lambda's only folder
            "SECRET_KEY_PARAMETER": "/profile/dev/secret-key",
            "TRUSTED_HOSTS": "cars.example.com",
            "AWS_ENDPOINT_URL_DYNAMODB": endpoint,
        }
        configuration = {"Handler": self.handler, "FunctionName": "profile-dev", "Timeout": 120}
        return function_environment(self.folder, {**configuration, "Environment": {"Variables": variables}})


def event(method: str, path: str, body: object = None) -> dict[str, Any]:
    """An event of API Gateway's REST API at a custom domain."""
    headers = {
        "Host": "cars.example.com",
        "Content-Type": "application/json",
        "X-Forwarded-For": "203.0.113.9, 1.1.1.1",
    }
    return {
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "requestContext": {"stage": "dev", "identity": {"sourceIp": "203.0.113.9"}, "requestId": "1"},
        "body": None if body is None else json.dumps(body),
        "isBase64Encoded": False,
    }


@functools.cache
def package() -> Path:
    """The folder that Zappa would pack."""
    project, environment = build()
    ours = WORK / "bench/ours"
    shutil.rmtree(ours, ignore_errors=True)
    shutil.copytree(environment / SITE_PACKAGES, ours)
    shutil.copytree(project, ours, dirs_exist_ok=True)
    (ours / "zappa_settings.py").write_text(_zappa_settings(), encoding="utf-8")
    return ours


def candidates() -> list[Candidate]:
    """Our package and the peers'. All are trimmed and compiled in the same way."""
    requirements = PINS.read_text(encoding="utf-8")
    found = [Candidate("ours", package(), "configurator.aws_lambda.entry.lambda_handler")]
    boto3 = without_hashes(pinned(requirements, needed(["boto3"])))
    pydantic = without_hashes(pinned(requirements, needed(["pydantic", "anyio"])))
    for name, pins in (("raw", boto3), ("fastapi", [*{*boto3, *pydantic}, *FASTAPI])):
        folder = packages_for_lambda(sorted(pins), WORK / "bench", operations=PEERS_OPERATIONS)
        shutil.copy(ROOT / f"tests/bench/{name}_handler.py", folder)
        found.append(Candidate(name, folder, f"{name}_handler.lambda_handler"))
    return found


def without_hashes(pins: list[str]) -> list[str]:
    """FastAPI's have none, and pip wants all or none."""
    return [pin.partition(" ")[0] for pin in pins]


def _zappa_settings() -> str:
    """The settings module that Zappa writes into a package."""
    settings = ROOT / "zappa_settings.json"
    command = "from zappa.cli import ZappaCLI; cli = ZappaCLI(); cli.api_stage = 'dev'; cli.load_credentials = False; "
    command += f"cli.load_settings({str(settings)!r}); print(cli.get_zappa_settings_string())"
    return subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=ROOT).stdout


def cold(candidate: Candidate, endpoint: str, request: dict[str, Any]) -> tuple[float, float]:
    """Starts a process and sends one event. Returns the processor time in seconds and the peak memory in MB."""
    runtime = ROOT / "tests/support/lambda_runtime.py"
    finished = subprocess.run(
        [lambda_python(), "-S", "-P", str(runtime)],
        env=candidate.environment(endpoint),
        input=json.dumps(request) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(finished.stdout.splitlines()[1])
    assert answer["result"]["statusCode"] == 200, finished.stdout
    return answer["cpu_since_start"], answer["peak"]


def batch(function: Function, events: Iterator[dict[str, Any]], status: int) -> float:
    """The median processor time of an event in a batch, in seconds."""
    times = []
    for _ in range(BATCH):
        assert function.invoke(next(events))["statusCode"] == status
        times.append(function.cpu)
    return statistics.median(times)


def creations() -> Iterator[dict[str, Any]]:
    while True:
        yield event("POST", "/users", {"userId": str(uuid4()), **USER})


def repeated(request: dict[str, Any]) -> Callable[[], Iterator[dict[str, Any]]]:
    def again() -> Iterator[dict[str, Any]]:
        while True:
            yield request

    return again


def compare(title: str, unit: str, rounds: list[dict[str, float]], scale: float = 1000) -> None:
    """Prints a line: each candidate's median, and its median ratio to raw in the same round."""
    cells = []
    for name in rounds[0]:
        own = statistics.median(each[name] for each in rounds)
        ratio = statistics.median(each[name] / each["raw"] for each in rounds)
        cells.append(f"{own * scale:7.2f} {unit} {ratio:5.2f}x")
    print(f"{title:10s}" + "".join(f"{cell:>22s}" for cell in cells), flush=True)


def main(colds: int, warms: int) -> None:
    found = candidates()
    print(f"{'':10s}" + "".join(f"{candidate.name:>22s}" for candidate in found))
    with tempfile.TemporaryDirectory() as folder, dynamodb_engine(Path(folder)) as engine, ExitStack() as stack:
        os.environ |= {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
        for candidate in found:
            provision(DynamoDB(f"{candidate.name}-", "us-east-1", engine.url))
        functions = {it.name: stack.enter_context(running(it.folder, it.environment(engine.url))) for it in found}
        for function in functions.values():
            assert function.invoke(event("POST", "/users", {"userId": "ada", **USER}))["statusCode"] == 200
        starts = [{it.name: cold(it, engine.url, event("GET", "/users/ada")) for it in found} for _ in range(colds)]
        compare("cold", "ms", [{name: it[0] for name, it in each.items()} for each in starts])
        compare("memory", "MB", [{name: it[1] for name, it in each.items()} for each in starts], scale=1)
        wrong = repeated(event("POST", "/users", {"userId": "x", "name": 1}))
        kinds = (("GET", repeated(event("GET", "/users/ada")), 200), ("POST", creations, 200))
        for title, events, status in kinds:
            compare(title, "ms", [{n: batch(f, events(), status) for n, f in functions.items()} for _ in range(warms)])
        refused = [{n: refusals(f, wrong()) for n, f in functions.items()} for _ in range(warms)]
        compare("POST, 400", "ms", refused)
    compare("unpacked", "MB", [{it.name: size_of(it.folder) for it in found}], scale=1e-6)


def refusals(function: Function, events: Iterator[dict[str, Any]]) -> float:
    """Requests that fail validation: 400, or 422 from FastAPI."""
    first = function.invoke(next(events))["statusCode"]
    assert first in (400, 422)
    return batch(function, events, first)


def size_of(folder: Path) -> float:
    return float(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cold", type=int, default=15, help="cold starts of each candidate")
    parser.add_argument("--warm", type=int, default=15, help=f"batches of {BATCH} warm events of each kind")
    options = parser.parse_args()
    main(options.cold, options.warm)
