"""File systems that only the server under test sees. They need no rights of root, and end with the last process."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.patience import PATIENCE

_HOLD = ("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private", "sh", "-c", "echo ready; cat")
MISSING = "this machine lets nobody mount (unshare --user --mount failed)"


@dataclass(frozen=True)
class Mounts:
    """A mount namespace, which a process holds open. `pid` is 0 if this machine has none for us."""

    pid: int

    @property
    def prefix(self) -> tuple[str, ...]:
        """Before a command that shall see these file systems."""
        if not self.pid:
            return ()
        return ("nsenter", "--target", str(self.pid), "--user", "--mount", "--preserve-credentials")

    @property
    def missing(self) -> str:
        return "" if self.pid else MISSING

    def seen(self, path: Path) -> Path:
        """The path by which this process reaches a file that the server has at `path`."""
        return Path(f"/proc/{self.pid}/root") / path.relative_to("/") if self.pid else path

    def mount(self, *arguments: object) -> None:
        """Raises CalledProcessError."""
        subprocess.run([*self.prefix, "mount", *map(str, arguments)], check=True, capture_output=True, timeout=PATIENCE)


@contextmanager
def private_mounts() -> Iterator[Mounts]:
    """A namespace, or none where the system has no such thing."""
    with suppress(OSError):
        with subprocess.Popen(
            _HOLD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as holder:
            assert holder.stdin
            assert holder.stdout
            is_ready = holder.stdout.readline() == "ready\n"
            yield Mounts(holder.pid if is_ready else 0)
            with suppress(OSError):
                holder.stdin.close()
        return
    yield Mounts(0)
