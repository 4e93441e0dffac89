"""Programs of ours that a test starts, reads and kills; all in an environment that holds nothing else."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.patience import PATIENCE
from tests.support.processes import ROOT, bare_environment


@dataclass(slots=True)
class Program:
    """A running program whose lines go to a file, so that it never blocks."""

    process: subprocess.Popen[bytes]
    output: Path

    @property
    def lines(self) -> list[str]:
        """All whole lines so far."""
        return self.output.read_text().rpartition("\n")[0].splitlines()

    def wait_for_lines(self, count: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while len(self.lines) < count:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The program wrote {len(self.lines)} of {count} lines, code {self.process.poll()}")
            time.sleep(0.005)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def finish(self) -> list[str]:
        """All its lines, once it has ended by itself, and well."""
        code = self.process.wait(PATIENCE)
        assert code == 0, f"ended with {code}"
        return self.lines


@contextmanager
def running(
    module: str, arguments: Sequence[object], environment: Mapping[str, str], output: Path
) -> Iterator[Program]:
    """`python -m module`; whatever the test did to it, it is gone at the end."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with output.open("wb") as stdout:
        process = subprocess.Popen(command, cwd=ROOT, env={**bare_environment(), **environment}, stdout=stdout)
    program = Program(process, output)
    try:
        yield program
    finally:
        program.kill()
