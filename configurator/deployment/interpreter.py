"""Finds a Python of Lambda's version on this machine: bytecode must be compiled by the Python that runs it."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from configurator.deployment.failures import BuildError
from configurator.deployment.pins import VERSION


@functools.cache
def lambda_python() -> str:
    """The path of a Python with Lambda's version. Raises BuildError.

    The first that runs of: this Python, the command `python3.13`, and the versions that pyenv has installed.
    """
    for python in _candidates():
        if _version_of(python) == VERSION:
            return python
    raise BuildError(
        f"Lambda runs Python {VERSION}, and bytecode must match it: install python{VERSION} beside this Python "
        f"(Debian 13 has it; elsewhere `pyenv install {VERSION}`)."
    )


def _candidates() -> Iterator[str]:
    yield sys.executable
    command = shutil.which(f"python{VERSION}")
    if command:
        yield command
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(map(str, pyenv.glob(f"versions/{VERSION}*/bin/python{VERSION}")))


def _version_of(python: str) -> str:
    """Such as "3.13". "" for a command that doesn't run, such as pyenv's for a version that isn't active."""
    command = [python, "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
