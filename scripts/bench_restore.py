"""Compares an instance's first request after a start with the first after a restore from a snapshot, as SnapStart does.

`python -m scripts.bench_restore` measures processor time. What a restore itself takes, only an AWS account shows.
"""

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from configurator.stores.dynamodb.client import DynamoDB
from configurator.stores.dynamodb.tables import provision
from scripts.bench_lambda import Candidate, event, package
from tests.support.lambda_function import Function, Snapshot, running, taking_snapshot
from tests.support.pages import code_of
from tests.support.processes import dynamodb_engine

PAGES = ("/users/ada", "/", "/configure", f"/car/{code_of()}", f"/you?code={code_of()}", "/openapi.json")
HANDLER = "configurator.aws_lambda.entry.lambda_handler"


def main(starts: int) -> None:
    ours = Candidate("ours", package(), HANDLER)
    with tempfile.TemporaryDirectory() as folder, dynamodb_engine(Path(folder)) as engine:
        os.environ |= {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
        provision(DynamoDB("ours-", "us-east-1", engine.url))
        environment = {**ours.environment(engine.url), "SECRET_KEY_PARAMETER": "", "SECRET_KEY": "k" * 43}
        with taking_snapshot(ours.folder, environment) as snapshot:
            print(f"{'first request':22} {'start and request':>18} {'request':>8} {'restored':>9} ms  {'memory':>6} MB")
            for path in PAGES:
                _compare(path, starts, lambda: running(ours.folder, environment), snapshot)


def _compare(path: str, starts: int, start: Callable[[], AbstractContextManager[Function]], snapshot: Snapshot) -> None:
    rows = []
    for _ in range(starts):
        with start() as cold, snapshot.restored() as restored:
            first = _request(cold, path)
            second = _request(restored, path)
            rows.append((first["cpu_since_start"], first["cpu"], second["cpu"], second["peak"] / 1000))
    whole, request, restored_request, memory = (1000 * statistics.median(column) for column in zip(*rows, strict=True))
    name = path.partition("?")[0][:22]
    print(f"{name:22} {whole:18.1f} {request:8.1f} {restored_request:9.1f}     {memory:6.0f}", flush=True)


def _request(function: Function, path: str) -> dict[str, float]:
    place, _, query = path.partition("?")
    asked = {**event("GET", place), "queryStringParameters": dict([query.split("=")]) if query else None}
    asked["headers"]["Accept"] = "text/html"
    asked["multiValueHeaders"]["Accept"] = ["text/html"]
    function.tell(asked)
    answer: dict[str, float] = json.loads(function.read())
    return answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5, help="starts and restores for each path")
    main(parser.parse_args().starts)
