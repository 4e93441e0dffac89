"""Which of requirements.txt's packages run on Lambda."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]

ELSEWHERE = ("waitress", "zappa")
"""waitress serves on machines of one's own. Most of Zappa, and nearly all that it needs, is for deploying."""

FROM_ZAPPA = ("durationpy", "werkzeug")
"""What the modules of Zappa that run on Lambda import."""

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==[^\s#]+")


def runtime_pins(requirements: str) -> list[str]:
    """The lines `name==version` of a requirements.txt that run on Lambda, Zappa itself among them."""
    return pinned(requirements, needed({*_direct()} - {*ELSEWHERE} | {*FROM_ZAPPA}) | {"zappa"})


def pinned(requirements: str, names: set[str]) -> list[str]:
    return [pin for name, pin in _pins(requirements) if name in names]


def needed(names: Iterable[str]) -> set[str]:
    """These packages and all that they need, as the installed ones say."""
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
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name


def _direct() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line).name for line in project["dependencies"]]


def _pins(requirements: str) -> Iterator[tuple[str, str]]:
    for line in requirements.splitlines():
        if pin := _PIN.match(line):
            yield canonicalize_name(pin["name"]), pin[0]
