"""The server under test, and a service manager that starts it again whenever it ends."""

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from tests.support.patience import PATIENCE
from tests.support.processes import APP, ROOT, bare_environment

_RESTART_PAUSE = 0.2
_MARK = "CHAOS_RUN"
"""An environment variable by which the server's processes are found."""


@dataclass
class ChaosServer:
    """`python -m configurator` at a fixed port.

    `file_size` is the size in bytes over which none of its files can grow.
    """

    port: int
    environment: dict[str, str]
    folder: Path
    file_size: int = resource.RLIM_INFINITY
    starts: int = 0
    kills: list[float] = field(default_factory=list)
    """When it was killed."""
    is_held: bool = False
    """While it is held, it isn't started again."""
    _logs: list[threading.Thread] = field(default_factory=list)
    _process: subprocess.Popen[bytes] | None = None
    _is_over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def pid(self) -> int:
        return cast("subprocess.Popen[bytes]", self._process).pid

    @property
    def workers(self) -> list[int]:
        """The processes that make pictures, also those of a server that is gone."""
        return [pid for pid in _processes_with(f"{_MARK}={self.folder}") if pid != self.pid]

    def kill(self, *, workers: bool = False) -> None:
        """Ends it as `kill -9` does; with `workers`, also the processes that make pictures, as a power cut does."""
        self.kills.append(time.time())
        process = cast("subprocess.Popen[bytes]", self._process)
        process.kill()
        if workers:
            self._end_workers()
        process.wait(PATIENCE)

    def limit_files(self, size: int) -> None:
        """From now on, and after a restart, no file of the server can grow beyond so many bytes."""
        self.file_size = size
        with suppress(ProcessLookupError):
            _limit(self.pid, size)

    def watch(self) -> None:
        """Starts it again until it is over."""
        while not self._is_over.is_set():
            if not self.is_held and (self._process is None or self._process.poll() is not None):
                self._start()
            time.sleep(_RESTART_PAUSE)

    def stop(self) -> None:
        """Also its workers, whatever they do."""
        self._is_over.set()
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._end_workers()
            for thread in self._logs:
                thread.join(PATIENCE)

    def _end_workers(self) -> None:
        for pid in self.workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _start(self) -> None:
        environment = {**bare_environment(), "HOST": "127.0.0.1", "PORT": str(self.port), _MARK: str(self.folder)}
        environment |= self.environment
        self._process = subprocess.Popen(
            APP, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.starts += 1
        if self.file_size != resource.RLIM_INFINITY:
            _limit(self._process.pid, self.file_size)
        # Not into a file of its own: the log has to say what a disk without room does.
        self._logs.append(threading.Thread(target=self._keep_log, args=(self._process.stdout,), daemon=True))
        self._logs[-1].start()

    def _keep_log(self, lines: IO[bytes]) -> None:
        with lines, self.log.open("ab") as log:
            for line in lines:
                log.write(line)
                log.flush()


@contextmanager
def watched(server: ChaosServer) -> Iterator[ChaosServer]:
    """The server, started, and started again whenever it ends."""
    server.folder.mkdir(parents=True, exist_ok=True)
    manager = threading.Thread(target=server.watch)
    manager.start()
    try:
        yield server
    finally:
        server._is_over.set()  # noqa: SLF001 - so that it isn't started again meanwhile
        manager.join()
        server.stop()


def _limit(pid: int, size: int) -> None:
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _processes_with(variable: str) -> list[int]:
    return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/environ") if variable in _environment(path)]


def _environment(path: Path) -> list[str]:
    """Empty if the process is somebody else's, or gone."""
    try:
        return path.read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []
