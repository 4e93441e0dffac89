"""`make audit`: reads all licences, and asks PyPI and npm which pinned packages have known vulnerabilities.

Exit codes: 0 if all is well, 1 for a vulnerability or a licence that isn't allowed, 2 if some packages couldn't be
checked. An audit without data is not a pass.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import scripts.licences

PINS = "requirements-dev.txt"
"""It includes the pins of the files for running and for deploying."""
DRAWING_PINS = "scripts/front_view/requirements.txt"

PIP_AUDIT = (
    sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--requirement", PINS,
    "--requirement", DRAWING_PINS, "--format", "json", "--progress-spinner", "off",
)  # fmt: skip
NPM_AUDIT = ("npm", "audit", "--json")
NPM_AUDITS = (
    NPM_AUDIT,
    *((*NPM_AUDIT, "--prefix", place) for place in ("scripts/lighthouse", "tests/clients", "tests/browser/checkers")),
)


class Audit(NamedTuple):
    """The vulnerabilities, one line each, and what couldn't be checked, "" if everything was."""

    found: list[str]
    unasked: str = ""


def of_python(report: str) -> Audit:
    """Reads pip-audit's JSON. Only the JSON says which packages its service doesn't know; the exit code doesn't."""
    document = _read(report)
    packages: list[dict[str, Any]] | None = document.get("dependencies")
    if not packages:
        return Audit([], "pip-audit could not reach its data")
    unasked = [it["name"] for it in packages if "skip_reason" in it]
    none_of = f"pip-audit got no data on {len(unasked)} of {len(packages)} packages"
    return Audit([*_vulnerabilities(packages)], none_of if unasked else "")


def of_npm(report: str) -> Audit:
    """Reads npm's JSON, which has either findings or an error."""
    document = _read(report)
    if "vulnerabilities" not in document:
        return Audit([], f"npm audit could not reach its data ({document.get('message', 'no answer')})")
    return Audit([f"{name}: {it['severity']}" for name, it in document["vulnerabilities"].items()])


def _vulnerabilities(packages: list[dict[str, Any]]) -> Iterator[str]:
    for it in packages:
        for vulnerability in it.get("vulns", ()):
            fixed = ", ".join(vulnerability["fix_versions"]) or "no version"
            yield f"{it['name']} {it['version']}: {vulnerability['id']}, fixed in {fixed}"


def _read(report: str) -> dict[str, Any]:
    try:
        document = json.loads(report)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def summary(audits: list[Audit]) -> tuple[int, list[str]]:
    """The exit code, and what to print."""
    found = [line for audit in audits for line in audit.found]
    unasked = [f"NOT AUDITED: {audit.unasked}." for audit in audits if audit.unasked]
    clean = [] if found or unasked else ["No known vulnerability in any pinned package."]
    return 1 if found else 2 if unasked else 0, [*found, *unasked, *clean]


def _output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    licences, licence_lines = scripts.licences.summary([*scripts.licences.all_packages()])
    print("\n".join(licence_lines), flush=True)
    of_node = [of_npm(_output_of(*command)) for command in NPM_AUDITS]
    code, lines = summary([of_python(_output_of(*PIP_AUDIT)), *of_node])
    print("\n".join(lines))
    sys.exit(licences or code)
