"""Sends 50,000 requests made from the API's description to a server on each store: `make fuzz CASES=50000`.

The exit code is 1 if an answer isn't as described, or if the server logs an error.
"""

import os
import secrets
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from configurator.demo.openai_server import openai_server
from tests.support.fuzzing import fuzz, fuzzed_environment, is_calm
from tests.support.processes import Server, aws_settings, dynamodb_engine, serving
from tests.support.stores import KINDS, Kind, Place, dynamodb_place, sqlite_place

PER_OPERATION = 200
"""In one run, which sends some 4,300 requests. A longer one would spend its time on operations with few parameters."""


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--store", choices=KINDS, action="append", help="both if it isn't given")
    parser.add_argument("--seed", type=int, default=0, help="of the first run; 0 chooses one")
    chosen = parser.parse_args()
    seed = chosen.seed or secrets.randbelow(2**31)
    return max([_fuzz(kind, chosen.cases, seed) for kind in chosen.store or KINDS])


def _fuzz(kind: Kind, cases: int, seed: int) -> int:
    """Runs with one seed after the other until so many requests were sent."""
    sent = 0
    with _server(kind) as server:
        while sent < cases:
            print(f"\n{kind}: {sent} of {cases} requests, seed {seed}", flush=True)
            findings = fuzz(server, PER_OPERATION, seed, show=lambda line: print(line, flush=True))
            if not (findings.passed and findings.cases and is_calm(server.output)):
                print(server.output)
                return 1
            sent, seed = sent + findings.cases, seed + 1
    print(f"\n{kind}: {sent} requests, every answer as described", flush=True)
    return 0


@contextmanager
def _server(kind: Kind) -> Iterator[Server]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        place = _place(kind, folder, stack)
        place.open().provision()
        openai = stack.enter_context(openai_server())
        yield stack.enter_context(serving(folder / "server", fuzzed_environment(openai) | dict(place.environment)))


def _place(kind: Kind, folder: Path, stack: ExitStack) -> Place:
    if kind == "sqlite":
        return sqlite_place(folder / "data")
    (folder / "engine").mkdir()
    settings = aws_settings(stack.enter_context(dynamodb_engine(folder / "engine")).url)
    os.environ |= settings
    place = dynamodb_place(settings, folder / "data")
    stack.callback(place.close)
    return place


if __name__ == "__main__":
    sys.exit(main())
