"""`make audit`: asks PyPI and npm which of the pinned packages have known weaknesses.

Exits with 0 where none has any, 1 where some have, 2 where that could not be asked of all: an audit without data is no
pass, and no finding either.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

PINS = "requirements-dev.txt"
"""They include those of the other two files."""

PIP_AUDIT = (
    sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--requirement", PINS, "--format", "json",
    "--progress-spinner", "off",
)  # fmt: skip
NPM_AUDIT = ("npm", "audit", "--json")


class Audit(NamedTuple):
    """What was found, a line each, and what could not be asked; "" where all was."""

    found: list[str]
    unasked: str = ""


def of_python(report: str) -> Audit:
    """From pip-audit's JSON. It passes over a package that its service doesn't know, and says so only here."""
    document = _read(report)
    packages: list[dict[str, Any]] | None = document.get("dependencies")
    if not packages:
        return Audit([], "pip-audit could not reach its data")
    unasked = [it["name"] for it in packages if "skip_reason" in it]
    none_of = f"pip-audit got no data on {len(unasked)} of {len(packages)} packages"
    return Audit([*_weaknesses(packages)], none_of if unasked else "")


def of_npm(report: str) -> Audit:
    """From npm's JSON, which has either findings or what went wrong."""
    document = _read(report)
    if "vulnerabilities" not in document:
        return Audit([], f"npm audit could not reach its data ({document.get('message', 'no answer')})")
    return Audit([f"{name}: {it['severity']}" for name, it in document["vulnerabilities"].items()])


def _weaknesses(packages: list[dict[str, Any]]) -> Iterator[str]:
    for it in packages:
        for weakness in it.get("vulns", ()):
            mended = ", ".join(weakness["fix_versions"]) or "no version"
            yield f"{it['name']} {it['version']}: {weakness['id']}, mended in {mended}"


def _read(report: str) -> dict[str, Any]:
    try:
        document = json.loads(report)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def told(audits: list[Audit]) -> tuple[int, list[str]]:
    """The exit code, and what to print."""
    found = [line for audit in audits for line in audit.found]
    unasked = [f"NOT AUDITED: {audit.unasked}." for audit in audits if audit.unasked]
    clean = [] if found or unasked else ["No known weakness in any pinned package."]
    return 1 if found else 2 if unasked else 0, [*found, *unasked, *clean]


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    code, lines = told([of_python(_said(*PIP_AUDIT)), of_npm(_said(*NPM_AUDIT))])
    print("\n".join(lines))
    sys.exit(code)
