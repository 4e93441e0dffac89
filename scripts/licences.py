"""The part of `make audit` that reads the licences of all packages and fonts: of what is shipped, and of tools.

It asks nobody: Python's packages say it in their metadata, npm's in the lock files, fonts in a file beside them.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

ROOT = Path(__file__).resolve().parents[1]
RUNTIME_PINS = "requirements.txt"
TOOL_PINS = ("requirements-dev.txt", "scripts/front_view/requirements.txt")
LOCKS = tuple(
    f"{place}package-lock.json" for place in ("", "scripts/lighthouse/", "tests/clients/", "tests/browser/checkers/")
)
FONTS = "static/fonts"

SHIPPED = frozenset(
    (
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "ZPL-2.1",
    )
)
"""For what runs on a server or in a browser. MPL-2.0 asks for changed files only, and we change none."""
TOOLS = SHIPPED | {
    "AFL-2.1",
    "Artistic-1.0-Perl",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "CNRI-Python",
    "GPL-3.0-or-later",
    "Python-2.0",
}
"""For what runs on a developer's machine. None of it is shipped, so the GPL's conditions don't apply to us."""

_SAID: Mapping[str, str] = MappingProxyType(
    {
        "contourpy": "BSD-3-Clause",
        "numpy": "BSD-3-Clause",
        "parse-cache-control": "BSD-3-Clause",
        "resvg-py": "MIT",
        "scipy": "BSD-3-Clause",
    }
)
"""Of packages whose metadata doesn't name it, or isn't installed here: read in their licence files."""

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Academic Free License (AFL)": "AFL-2.1",
        "Apache Software License": "Apache-2.0",
        "Apache2": "Apache-2.0",
        "Artistic License": "Artistic-1.0-Perl",
        "BSD": "BSD-3-Clause",
        "BSD License": "BSD-3-Clause",
        "GNU General Public License (GPL)": "GPL-2.0-or-later",
        "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
        "ISC License (ISCL)": "ISC",
        "MIT License": "MIT",
        "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
        "Python Software Foundation License": "PSF-2.0",
        "Zope Public License": "ZPL-2.1",
    }
)
"""Older metadata has words instead of SPDX's identifiers. Several classifiers are a choice."""

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_CLASSIFIER = "License :: "


class Package(NamedTuple):
    """A package or font, and its licence as an SPDX expression, "" if it isn't known."""

    name: str
    licence: str
    is_shipped: bool

    @property
    def is_allowed(self) -> bool:
        return is_allowed(self.licence, SHIPPED if self.is_shipped else TOOLS)

    def __str__(self) -> str:
        use = "is shipped" if self.is_shipped else "is a tool"
        return f"{self.name}: {self.licence or 'no licence named'}, not allowed for what {use}"


def is_allowed(licence: str, allowed: frozenset[str]) -> bool:
    """Whether an SPDX expression grants one of these licences, or all of them where it says AND."""
    try:
        expression = canonicalize_license_expression(licence).replace("(", " ").replace(")", " ")
    except InvalidLicenseExpression:
        return False
    choices = re.split(r"\s+OR\s+", expression.strip())
    return any(all(part.strip() in allowed for part in re.split(r"\s+AND\s+", choice)) for choice in choices)


def all_packages() -> Iterator[Package]:
    """Everything that the project uses, each once."""
    shipped = set(_pins(RUNTIME_PINS))
    names = shipped.union(*(_pins(path) for path in TOOL_PINS))
    yield from (Package(name, _of_python(name), name in shipped) for name in sorted(names))
    for lock in LOCKS:
        yield from of_lock(json.loads((ROOT / lock).read_text()), are_shipped=lock == LOCKS[0])
    yield from _fonts()


def of_lock(lock: Mapping[str, Any], *, are_shipped: bool) -> Iterator[Package]:
    """What npm installs by this lock file. Those for developing are tools, and of the tools' own folders all."""
    packages: dict[str, dict[str, Any]] = lock["packages"]
    for path, package in packages.items():
        name = path.rpartition("node_modules/")[2]
        if name:
            is_shipped = are_shipped and not (package.get("dev") or package.get("optional"))
            yield Package(name, package.get("license") or _SAID.get(name, ""), is_shipped)


def summary(packages: Sequence[Package]) -> tuple[int, list[str]]:
    """The exit code, 1 if a licence isn't allowed, and what to print."""
    refused = sorted({str(package) for package in packages if not package.is_allowed})
    shipped = sum(package.is_shipped for package in packages)
    sound = [f"The licences of {shipped} shipped packages and {len(packages) - shipped} tools are allowed."]
    advice = ["Look for another package, or read its licence and add it to scripts/licences.py."]
    return (1, [*refused, *advice]) if refused else (0, sound)


def _pins(path: str) -> list[str]:
    return [name.lower() for name in _PIN.findall((ROOT / path).read_text())]


def _of_python(name: str) -> str:
    if name in _SAID:
        return _SAID[name]
    try:
        data = metadata(name)
    except PackageNotFoundError:
        return ""
    if expression := data["License-Expression"]:
        return str(expression)
    said = [it.rpartition(" :: ")[2] for it in data.get_all("Classifier") or () if it.startswith(_CLASSIFIER)]
    words = [it for it in said if it in _NAMES] or [(data["License"] or "").strip()]
    return " OR ".join(_NAMES.get(word, word) for word in words)


def _fonts() -> Iterator[Package]:
    """Each family has its licence beside it."""
    folder = ROOT / FONTS
    for family in sorted({path.name.partition("-")[0] for path in folder.glob("*.woff2")}):
        text = folder / f"LICENSE-{family}.txt"
        is_open = text.is_file() and "SIL Open Font License, Version 1.1" in text.read_text()
        yield Package(f"font {family}", "OFL-1.1" if is_open else "", is_shipped=True)
