"""Runs a function as Lambda does: the unpacked zip in a bare Python, with only the function's environment."""

import json
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO, Any

from configurator.deployment.interpreter import lambda_python
from tests.support.patience import PATIENCE
from tests.support.role_credentials import RoleCredentials, role_credentials

INITIALIZATION, SNAP_START = "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"
KEYS = {"AWS_ACCESS_KEY_ID": "role", "AWS_SECRET_ACCESS_KEY": "role"}
"""Of the role. With SnapStart, Lambda sets none: see role_credentials.py."""

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
    has_snapshot = configuration.get("SnapStart", {}).get("OptimizationStatus") == "On"
    return {
        **configuration.get("Environment", {}).get("Variables", {}),
        "_HANDLER": configuration["Handler"],
        "LAMBDA_TASK_ROOT": str(folder),
        "AWS_LAMBDA_FUNCTION_NAME": configuration["FunctionName"],
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(configuration["Timeout"]),
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        INITIALIZATION: SNAP_START if has_snapshot else "on-demand",
        **({} if has_snapshot else KEYS),
        "PATH": "/usr/local/bin:/usr/bin/:/bin",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
    }


@dataclass(slots=True)
class Function:
    """A warm instance: a process that handles one event at a time."""

    events: IO[str]
    answers: IO[str]
    log: Path
    cpu: float = 0.0
    """Processor seconds of the last event."""
    _turn: Lock = field(default_factory=Lock)

    def invoke(self, event: Mapping[str, Any]) -> Any:
        """Returns the handler's result. Raises FunctionFailed if the handler raises."""
        with self._turn:
            self.tell(event)
            answer = json.loads(self.read())
        if "error" in answer:
            raise FunctionFailed(f"{answer['error']}\n{self.logged}")
        self.cpu = answer["cpu"]
        return answer["result"]

    def evaluate(self, expression: str) -> Any:
        """The value of a Python expression in the process, where `importlib`, `os` and `sys` are imported."""
        return self.invoke({"evaluate": expression})

    @property
    def logged(self) -> str:
        """Everything that it has printed and logged so far."""
        return self.log.read_text(encoding="utf-8")

    def tell(self, event: Mapping[str, Any]) -> None:
        self.events.write(json.dumps(event) + "\n")
        self.events.flush()

    def read(self) -> str:
        line = self.answers.readline()
        if not line:
            raise FunctionFailed(f"The function has ended.\n{self.logged}")
        return line


@contextmanager
def running(folder: Path, environment: Mapping[str, str]) -> Iterator[Function]:
    """Starts an instance. The function sees only `environment`.

    With SnapStart, it is restored in place from its snapshot, with credentials of its own.
    """
    with ExitStack() as stack:
        seen = dict(environment)
        if seen.get(INITIALIZATION) == SNAP_START:
            seen |= stack.enter_context(role_credentials()).environment
        yield stack.enter_context(_process(folder, seen))


@contextmanager
def _process(folder: Path, environment: Mapping[str, str]) -> Iterator[Function]:
    log = Path(tempfile.mkstemp(prefix="function-", suffix=".log")[1])
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [lambda_python(), "-S", "-P", str(_RUNTIME)],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    assert process.stdin
    assert process.stdout
    function = Function(process.stdin, process.stdout, log)
    try:
        function.read()
        yield function
    finally:
        process.stdin.close()
        process.wait(PATIENCE)
        process.stdout.close()
        log.unlink()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An instance that has started, and of which any number can be restored."""

    function: Function
    credentials: RoleCredentials

    @contextmanager
    def restored(self) -> Iterator[Function]:
        with tempfile.TemporaryDirectory() as folder:
            pipes = [Path(folder, name) for name in ("events", "answers")]
            for pipe in pipes:
                os.mkfifo(pipe)
            self.function.tell({"restore": folder})
            with pipes[0].open("w") as events, pipes[1].open() as answers:
                copy = Function(events, answers, self.function.log)
                copy.read()
                yield copy


@contextmanager
def taking_snapshot(folder: Path, environment: Mapping[str, str]) -> Iterator[Snapshot]:
    """Starts an instance as Lambda does before a snapshot."""
    without_keys = {name: value for name, value in environment.items() if name not in KEYS}
    with role_credentials() as credentials:
        seen = {**without_keys, INITIALIZATION: SNAP_START, **credentials.environment}
        with _process(folder, seen) as function:
            yield Snapshot(function, credentials)
