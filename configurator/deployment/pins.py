"""Which of the packages that requirements-deploy.txt pins run on Lambda."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]

PINS = ROOT / "requirements-deploy.txt"

PYTHON = (3, 13)
"""The Python version of Lambda's runtime."""

VERSION = ".".join(map(str, PYTHON))

ELSEWHERE = ("waitress",)
"""Runtime packages that Lambda doesn't need: waitress is the HTTP server of `make run`."""

FROM_ZAPPA = ("werkzeug",)
"""What Zappa's modules use on Lambda. What else they import has stubs there (aws_lambda/entry.py)."""

_PIN = re.compile(r"^(?P<name>[\w.-]+)==[^\s;\\]+(?:\s*\\\n\s*--hash=\S+)*", re.MULTILINE)
_MARKERS = {"extra": "", "python_version": VERSION, "python_full_version": f"{VERSION}.0"}


def runtime_pins(requirements: str) -> list[str]:
    """The pins of a lock file that run on Lambda, including Zappa: `name==version --hash=…` each."""
    return pinned(requirements, needed({*_direct()} - {*ELSEWHERE} | {*FROM_ZAPPA}) | {"zappa"})


def pinned(requirements: str, names: set[str]) -> list[str]:
    return [pin for name, pin in _pins(requirements) if name in names]


def needed(names: Iterable[str]) -> set[str]:
    """These packages and all their requirements on Lambda, read from the installed packages."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found.add(name)
            waiting += _requirements(name)
    return found


def _requirements(name: str) -> Iterator[str]:
    for line in requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(_MARKERS):
            yield requirement.name


def _direct() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line).name for line in project["dependencies"]]


def _pins(requirements: str) -> Iterator[tuple[str, str]]:
    for pin in _PIN.finditer(requirements):
        yield canonicalize_name(pin["name"]), " ".join(pin[0].replace("\\", "").split())
