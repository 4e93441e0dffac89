"""File systems of this process and its children alone. They need no rights of root, and end with the last of them."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.patience import PATIENCE

_APART = ("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private")
_INSIDE = "CHAOS_MOUNTS"
MISSING = "this machine lets nobody mount (unshare --user --mount failed)"


@dataclass(frozen=True)
class Mounts:
    """What can be mounted here. `missing` says why nothing can, "" if it can."""

    missing: str = ""
    _attached: list[Path] = field(default_factory=list)

    def mount(self, *arguments: object) -> None:
        """Raises CalledProcessError."""
        _run("mount", *map(str, arguments))

    def attach(self, folder: Path, *arguments: object) -> None:
        """Mounts a file system at a folder until `detach_all`. Raises CalledProcessError."""
        self.mount(*arguments, folder)
        self._attached.append(folder)

    def detach_all(self) -> None:
        while self._attached:
            _run("umount", "--lazy", str(self._attached.pop()))


def private_mounts(  # noqa: RET503 - the last line never returns
    module: str, arguments: Sequence[str]
) -> Mounts:
    """Starts this program again in a mount namespace of its own, where that is possible."""
    if _INSIDE in os.environ:
        return Mounts()
    try:
        _run(*_APART, "true")
    except (OSError, subprocess.SubprocessError):
        return Mounts(MISSING)
    command = [*_APART, sys.executable, "-m", module, *arguments]
    os.execvpe(command[0], command, {**os.environ, _INSIDE: "1"})  # noqa: S606 - needs no shell


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
