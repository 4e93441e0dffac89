"""Puts what a start loads into one file: see configurator/aws_lambda/module_bundle.py."""

import marshal
import subprocess
from pathlib import Path

from configurator.aws_lambda.module_bundle import BUNDLE, OUTSIDE, write_bundle
from configurator.deployment.failures import BuildError

_HEADER = 16
"""The length in bytes of what precedes the code in a .pyc file (PEP 552)."""


def bundle_start(python: str, project: Path, packages: Path) -> None:
    """Bundles our modules, and those of the packages that a start imports. Their own bytecode files are deleted.

    All modules must be compiled. `python` is one of Lambda's version. Raises BuildError if the function doesn't start.
    """
    program = Path(__file__).with_name("start_record.py")
    command = [python, "-S", "-P", str(program), str(project), str(packages)]
    started = subprocess.run(command, stdout=subprocess.PIPE, env={}, check=False)
    if started.returncode:
        raise BuildError("The packed function doesn't start: see its error above.")
    imported, texts = marshal.loads(started.stdout)  # noqa: S302 - from our own program
    ours = {name: path for name, path in _compiled(project, "configurator/**").items() if name not in OUTSIDE}
    libraries = _compiled(packages, "**")
    files = ours | {name: libraries[name] for name in imported}
    write_bundle(project / BUNDLE, {name: (_source(name, path), _code(path)) for name, path in files.items()}, texts)
    for path in files.values():
        path.unlink()


def _compiled(root: Path, pattern: str) -> dict[str, Path]:
    """The bytecode file of each module below `root` that fits the pattern."""
    found = {}
    for path in sorted(root.glob(f"{pattern}/__pycache__/*.pyc")):
        module = path.parent.parent.relative_to(root) / path.name.partition(".")[0]
        found[".".join(module.parts).removesuffix(".__init__")] = path
    return found


def _source(name: str, compiled: Path) -> str:
    """The path of a module's source in the package."""
    path = name.replace(".", "/")
    return f"{path}/__init__.py" if compiled.name.startswith("__init__.") else f"{path}.py"


def _code(compiled: Path) -> bytes:
    return compiled.read_bytes()[_HEADER:]
