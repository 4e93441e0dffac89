"""Check that each package imports exactly what its docstring says: "May import cars and files."

Directions between packages are in pyproject.toml (import-linter); this keeps the sentences for people true. Every
package may import `errors` and `clock`, so no sentence names them.
"""

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = "configurator"
EVERYWHERE = {"errors", "clock"}
PARTS_OF_WEB = {"http", "api", "pages"}
_SENTENCE = re.compile(r"May import ((?:[\w.]+(?:, | and )?)+?)(?=[,.] (?:[a-z]|[A-Z])|\.$)")


def main() -> int:
    """The exit code: 1 where a sentence and the imports differ, each named on stderr."""
    faults = list(differences(imports(), sentences()))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def differences(imported: dict[str, set[str]], allowed: dict[str, set[str]]) -> list[str]:
    """One line for each package whose sentence names too few or too many others."""
    faults = []
    for package, names in sorted(allowed.items()):
        missing, unused = imported[package] - names, names - imported[package]
        if missing:
            faults.append(f"{package} imports {', '.join(sorted(missing))}: its docstring doesn't say so")
        if unused:
            faults.append(f"{package} says it may import {', '.join(sorted(unused))}, and doesn't")
    return faults


def sentences() -> dict[str, set[str]]:
    """By package, the others that its docstring names."""
    found = {}
    for path in (ROOT / PRODUCT).rglob("__init__.py"):
        package = _package(".".join(path.parent.relative_to(ROOT).parts))
        if package and path.parent == ROOT / PRODUCT / package.replace(".", "/"):
            found[package] = _named(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    return found


def imports() -> dict[str, set[str]]:
    """By package, the other packages that its modules import."""
    graph = grimp.build_graph(PRODUCT)
    found: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules:
        own = _package(module)
        targets = {_package(target) for target in graph.find_modules_directly_imported_by(module)}
        found[own or ""] |= {target for target in targets if target and target != own} - EVERYWHERE
    return found


def _package(module: str) -> str:
    """`cars` for configurator.cars.code, `web.api` for configurator.web.api.openapi; "" for the product itself."""
    _, *parts = module.split(".")
    if parts[:1] == ["web"] and set(parts[1:2]) & PARTS_OF_WEB:
        return ".".join(parts[:2])
    return parts[0] if parts else ""


def _named(docstring: str) -> set[str]:
    sentence = _SENTENCE.search(" ".join(docstring.split()))
    return set(re.split(r", | and ", sentence[1])) if sentence else set()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
