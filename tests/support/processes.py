"""The real programs that the tests talk to: the app's own server, and a DynamoDB engine."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.client import Client, Visitor
from tests.support.html import assert_well_made

ROOT = Path(__file__).resolve().parents[2]
_DYNOXIDE = ROOT / "node_modules/@dynoxide/linux-x64/dynoxide"
APP = (sys.executable, "-m", "configurator")
_PATIENCE = 30.0
_READY = re.compile(r"^Profile is ready: (http://\S+)$", re.MULTILINE)


@dataclass(slots=True)
class Server:
    """A running `python -m configurator`; its output goes to files, so that it never blocks."""

    process: subprocess.Popen[bytes]
    folder: Path
    url: str = ""

    @property
    def output(self) -> str:
        """All that it has written so far: what it said, then what it complained of."""
        return "".join((self.folder / name).read_text() for name in ("stdout", "stderr"))

    def client(self, **headers: str) -> Client:
        return Client(self.url, headers)

    def visitor(self) -> Visitor:
        return Visitor(self.url, check=assert_well_made)

    def stop(self) -> int:
        """Ask it to stop, as a service manager does; the exit code."""
        self.process.terminate()
        return self.process.wait(_PATIENCE)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(_PATIENCE)


def launch(folder: Path, environment: Mapping[str, str], command: Sequence[str] = APP) -> Server:
    """Start the app, by another command if it is given, with nothing of this machine's environment but what a program
    needs to run."""
    needed = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    defaults = {"HOST": "127.0.0.1", "PORT": "0", "DATA_DIR": str(folder / "data")}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "stdout").open("wb") as stdout, (folder / "stderr").open("wb") as stderr:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**needed, **defaults, **environment}, stdout=stdout, stderr=stderr
        )
    return Server(process, folder)


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
    deadline = time.monotonic() + _PATIENCE
    while server.process.poll() is None and time.monotonic() < deadline:
        if ready := _READY.search(server.output):
            return ready[1]
        time.sleep(0.02)
    raise RuntimeError(f"The app did not start. It said:\n{server.output}")


@contextmanager
def dynamodb_engine(folder: Path) -> Iterator[str]:
    """The address of a DynamoDB engine of our own, durable in `folder`."""
    if not _DYNOXIDE.exists():
        raise RuntimeError("No DynamoDB engine for this machine: set DYNAMODB_ENDPOINT to one that runs.")
    port = _free_port()
    command = [str(_DYNOXIDE), "--port", str(port), "--db-path", str(folder / "dynamodb.sqlite")]
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        _wait_for_listener(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_PATIENCE)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_for_listener(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise RuntimeError(f"Nothing listens on port {port}")


def closed_port() -> int:
    """A port on which nobody listens."""
    return _free_port()
