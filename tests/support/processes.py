"""The real programs that the tests talk to: the app's own server, and a DynamoDB engine."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.client import Client, Visitor
from tests.support.html import assert_well_made
from tests.support.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
_DYNOXIDE = ROOT / "node_modules/@dynoxide/linux-x64/dynoxide"
APP = (sys.executable, "-m", "configurator")
_READY = re.compile(r"^Profile is ready: (http://\S+)$", re.MULTILINE)


@dataclass(slots=True)
class Site:
    """A running app as its visitors see it: neither what it stores nor what it writes."""

    url: str

    def client(self, **headers: str) -> Client:
        return Client(self.url, headers)

    def visitor(self) -> Visitor:
        return Visitor(self.url, check=assert_well_made)


@dataclass(slots=True)
class Server(Site):
    """A running `python -m configurator`; its output goes to files, so that it never blocks."""

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def output(self) -> str:
        """All that it has written so far: what it said, then what it complained of."""
        return "".join((self.folder / name).read_text() for name in ("stdout", "stderr"))

    def stop(self) -> int:
        """Ask it to stop, as a service manager does; the exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(PATIENCE)


def bare_environment() -> dict[str, str]:
    """Nothing of this machine's environment but what a program needs to run."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}


def launch(folder: Path, environment: Mapping[str, str], command: Sequence[str] = APP) -> Server:
    """Start the app, by another command if it is given, in an environment that holds nothing else."""
    defaults = {"HOST": "127.0.0.1", "PORT": "0", "DATA_DIR": str(folder / "data")}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "stdout").open("wb") as stdout, (folder / "stderr").open("wb") as stderr:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**bare_environment(), **defaults, **environment}, stdout=stdout, stderr=stderr
        )
    return Server("", process, folder)


@contextmanager
def serving(folder: Path, environment: Mapping[str, str], command: Sequence[str] = APP) -> Iterator[Server]:
    """The app, ready for requests; whatever the test did to it, it is gone at the end."""
    server = launch(folder, environment, command)
    try:
        server.url = _wait_for_address(server)
        yield server
    finally:
        server.stop()


def _wait_for_address(server: Server) -> str:
    deadline = time.monotonic() + PATIENCE
    while server.process.poll() is None and time.monotonic() < deadline:
        if ready := _READY.search(server.output):
            return ready[1]
        time.sleep(0.02)
    raise RuntimeError(f"The app did not start. It said:\n{server.output}")


@dataclass(slots=True)
class Engine:
    """A DynamoDB engine of our own: one file in `folder`, one address, however often it is stopped and started."""

    folder: Path
    port: int
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if not _DYNOXIDE.exists():
            raise RuntimeError("No DynamoDB engine for this machine: set DYNAMODB_ENDPOINT to one that runs.")
        command = [str(_DYNOXIDE), "--port", str(self.port), "--db-path", str(self.folder / "dynamodb.sqlite")]
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output)
        _wait_for_listener(self.port)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def send_signal(self, how: signal.Signals) -> None:
        """With SIGSTOP it accepts connections and answers nothing, until SIGCONT."""
        if self._process is not None:
            self._process.send_signal(how)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)


@contextmanager
def dynamodb_engine(folder: Path) -> Iterator[Engine]:
    """An engine that runs, with its data in `folder`."""
    engine = Engine(folder, _free_port())
    try:
        engine.start()
        yield engine
    finally:
        engine.stop()


def aws_settings(endpoint: str) -> dict[str, str]:
    """The environment in which the app speaks to the engine at that address."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
    }


@contextmanager
def aws_server() -> Iterator[str]:
    """The address of an imitated AWS with nothing in it; DynamoDB has an engine of its own."""
    port = _free_port()
    command = [sys.executable, "-m", "tests.support.aws_server", str(port)]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        try:
            _wait_for_listener(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_for_listener(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise RuntimeError(f"Nothing listens on port {port}")


def closed_port() -> int:
    """A port on which nobody listens."""
    return _free_port()


def children_of(parent: int) -> list[int]:
    """Linux lists them by the thread that started them."""
    return [int(it) for path in Path(f"/proc/{parent}/task").glob("*/children") for it in path.read_text().split()]
