"""A server that `make bench` measures, and the requests that it gets."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.bench_client import Connection, request_bytes
from tests.support.commands import run_command
from tests.support.processes import serving

CAR = {
    "model": "911 Carrera",
    "color": "Gentian Blue",
    "tire": "carrera-19-20-summer",
    "interior": "leather-black",
    "additionalFeatures": {"sport-chrono": True, "bose": True, "roof-box": False},
}


@dataclass(frozen=True, slots=True)
class Target:
    """A server with a store of its own, which is empty at first."""

    url: str
    pid: int

    @contextmanager
    def connections(self, number: int) -> Iterator[list[Connection]]:
        """So many open connections."""
        with ExitStack() as stack:
            opened = [Connection(self.url) for _ in range(number)]
            for connection in opened:
                stack.callback(connection.close)
            yield opened

    def processor_ms(self) -> float:
        """The processor time of all its threads since the start. Unlike /proc/PID/stat, Linux counts it exactly."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1_000_000


@contextmanager
def running(folder: Path, settings: dict[str, str], command: tuple[str, ...]) -> Iterator[Target]:
    own = {**settings, "DATA_DIR": str(folder / "data"), "TABLE_PREFIX": f"{folder.name}-"}
    if run_command("provision", environment=own).code != 0:
        raise RuntimeError("The store can't be provisioned.")
    with serving(folder, own, command) as server:
        yield Target(server.url, server.process.pid)


def create(user_id: str) -> bytes:
    """POST /users."""
    person = {"userId": user_id, "name": "Ada", "age": 36, "gender": None, "colorBlindness": False}
    return request_bytes("POST", "/users", json.dumps({**person, "carConfiguration": CAR}).encode())


def read(user_id: str) -> bytes:
    """GET /users/{userId}."""
    return request_bytes("GET", f"/users/{user_id}")
