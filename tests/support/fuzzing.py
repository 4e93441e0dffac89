"""Runs Schemathesis against a server: requests made from its description, whose answers must be those described."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from configurator.demo.openai_server import OpenAIServer
from tests.support.processes import ROOT, Server, bare_environment
from tests.support.renders import environment_of

CONFIGURATION = ROOT / "tests/fuzz/schemathesis.toml"
SEED = 17
STAFF_TOKEN = "the secret of the staff here"
_PROGRAM = Path(sys.executable).with_name("schemathesis")
_GENERATED = re.compile(r"^ *(\d+) generated", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Findings:
    """What Schemathesis printed, how many requests it made, and whether every answer was right."""

    text: str
    cases: int
    passed: bool


def fuzzed_environment(openai: OpenAIServer) -> dict[str, str]:
    """For the server: it makes three renders for a client, and refuses the others."""
    staff = hashlib.sha256(STAFF_TOKEN.encode()).hexdigest()
    return environment_of(openai, IMAGE_CLIENT_DAILY="3", STAFF_TOKEN_HASH=staff)


def fuzz(server: Server, per_operation: int, seed: int = SEED, show: Callable[[str], None] | None = None) -> Findings:
    """Sends at most so many requests to each operation, then sequences. `show` gets each line as it comes."""
    command = [str(_PROGRAM), "--config-file", str(CONFIGURATION), "--no-color", "run", f"{server.url}/openapi.json"]
    options = ["--max-examples", str(per_operation), "--seed", str(seed)]
    environment = {**bare_environment(), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        text = "".join(_shown(cast(IO[str], process.stdout), show))
    generated = _GENERATED.search(text)
    return Findings(text, int(generated[1]) if generated else 0, process.returncode == 0)


def is_calm(output: str) -> bool:
    """Whether the server's output has no warning or error. Lines of its log begin with the time and the level."""
    return not re.search(r"^(Request \S+: |\S+Z (WARNING|ERROR|CRITICAL) |Traceback)", output, re.MULTILINE)


def _shown(lines: Iterable[str], show: Callable[[str], None] | None) -> Iterator[str]:
    for line in lines:
        if show:
            show(line.rstrip())
        yield line
