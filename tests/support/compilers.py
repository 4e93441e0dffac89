"""Compilers of the languages that mobile apps are written in, where this machine has them.

A test that needs one that is missing is skipped, and listed under NOT TESTED at the end of the run.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE

_KOTLIN = "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"
_PATIENCE = 5 * PATIENCE


def compile_swift(sources: Sequence[Path]) -> None:
    """Check the types of each program by itself. Without `swiftc`, skip the test."""
    compiler = shutil.which("swiftc")
    if not compiler:
        pytest.skip("Swift doesn't compile: install swiftc")
    for source in sources:
        _run([compiler, "-typecheck", source])


def compile_kotlin(sources: Sequence[Path], folder: Path) -> str:
    """Compile all files, each in a package of its own, into `folder`; the class path that runs them.

    By `kotlinc`, or by the compiler in the folder KOTLIN_JARS (the package kotlin-jupyter-kernel has one). Without
    both, skip the test.
    """
    if compiler := shutil.which("kotlinc"):
        program = folder / "program.jar"
        _run([compiler, *sources, "-include-runtime", "-d", program])
        return str(program)
    jars = Path(os.environ.get("KOTLIN_JARS", ""))
    library = next(jars.glob("kotlin-stdlib-[0-9]*.jar"), None)
    if not library or not shutil.which("java"):
        pytest.skip("Kotlin doesn't compile: install kotlinc, or set KOTLIN_JARS to its jars, and Java")
    options: list[str | Path] = ["-no-stdlib", "-no-reflect", "-cp", library, "-d", folder]
    _run(["java", "-cp", f"{jars}/*", _KOTLIN, *options, *sources])
    return os.pathsep.join((str(folder), str(library)))


def _run(command: Sequence[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
