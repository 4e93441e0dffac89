"""Runs a function as Lambda does: the unpacked zip in a bare Python, with only the function's environment."""

import json
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from configurator.deployment.interpreter import lambda_python
from tests.support.patience import PATIENCE

_RUNTIME = Path(__file__).with_name("lambda_runtime.py")


class FunctionFailed(RuntimeError):
    """The function could not start, or raised. The message contains its log."""


def unpack(package: bytes | Path, folder: Path) -> Path:
    """Unpacks a package into a folder."""
    with tempfile.TemporaryFile() as held:
        held.write(package if isinstance(package, bytes) else package.read_bytes())
        with zipfile.ZipFile(held) as archive:
            archive.extractall(folder)
    return folder


def function_environment(folder: Path, configuration: Mapping[str, Any]) -> dict[str, str]:
    """The environment that Lambda gives to a function with this configuration."""
    return {
        **configuration.get("Environment", {}).get("Variables", {}),
        "_HANDLER": configuration["Handler"],
        "LAMBDA_TASK_ROOT": str(folder),
        "AWS_LAMBDA_FUNCTION_NAME": configuration["FunctionName"],
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(configuration["Timeout"]),
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "role",
        "AWS_SECRET_ACCESS_KEY": "role",
        "PATH": "/usr/local/bin:/usr/bin/:/bin",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
    }


@dataclass(slots=True)
class Function:
    """A warm instance: a process that handles one event at a time."""

    process: subprocess.Popen[str]
    log: Path
    cpu: float = 0.0
    """Processor seconds of the last event."""
    _turn: Lock = field(default_factory=Lock)

    def invoke(self, event: Mapping[str, Any]) -> Any:
        """Returns the handler's result. Raises FunctionFailed if the handler raises."""
        assert self.process.stdin
        with self._turn:
            self.process.stdin.write(json.dumps(event) + "\n")
            self.process.stdin.flush()
            answer = json.loads(self._read())
        if "error" in answer:
            raise FunctionFailed(f"{answer['error']}\n{self.logged}")
        self.cpu = answer["cpu"]
        return answer["result"]

    @property
    def logged(self) -> str:
        """Everything that it has printed and logged so far."""
        return self.log.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        self._read()

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        if self.process.stdout:
            self.process.stdout.close()

    def _read(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise FunctionFailed(f"The function ended with {self.process.wait(PATIENCE)}.\n{self.logged}")
        return line


@contextmanager
def running(folder: Path, environment: Mapping[str, str]) -> Iterator[Function]:
    """Starts an instance. The function sees only `environment`."""
    log = Path(tempfile.mkstemp(prefix="function-", suffix=".log")[1])
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [lambda_python(), "-S", "-P", str(_RUNTIME)],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    function = Function(process, log)
    try:
        function.wait_until_ready()
        yield function
    finally:
        function.close()
        log.unlink()
