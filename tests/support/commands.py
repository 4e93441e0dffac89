"""Runs the operator's commands as an operator does."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, bare_environment


@dataclass(frozen=True, slots=True)
class Outcome:
    code: int
    data: bytes
    said: str

    @property
    def lines(self) -> list[str]:
        return self.data.decode().splitlines()


def run_command(
    *arguments: str,
    environment: Mapping[str, str],
    app: str = "configurator",
    folder: Path = ROOT,
    given: bytes = b"",
    stdout: IO[bytes] | int = subprocess.PIPE,
) -> Outcome:
    """Runs `flask --app configurator ...`. Returns its exit code, stdout and stderr."""
    run = subprocess.run(
        [sys.executable, "-m", "flask", "--app", app, *arguments],
        check=False,
        cwd=folder,
        env={**bare_environment(), **environment},
        input=given,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
    )
    return Outcome(run.returncode, run.stdout or b"", run.stderr.decode())
