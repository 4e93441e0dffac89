"""Lays out what is to be packaged: the pinned packages for Lambda's Linux in one folder, the project in another.

Zappa packs the whole working folder and the whole virtual environment. Here are two that hold only what belongs there.
"""

import compileall
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

from flask import Flask

from configurator.app.build import require_drawings
from configurator.cars.catalogue_reader import load
from configurator.deployment.pins import ROOT, runtime_pins
from configurator.deployment.trim import trim
from configurator.settings import Settings
from configurator.web.setup import init_app

PROJECT = ("configurator", "static")
"""Folders that go to Lambda as they are. They are named, so that no secret left beside them goes along."""

TEMPLATES = "templates"
"""Goes as the Python that Jinja makes of it: a first visitor waited 40 to 70 ms until templates were compiled."""

WORK = ROOT / ".cache/lambda"
PYTHON = (3, 11)
PLATFORM = "manylinux2014_x86_64"
"""Lambda's python3.11 stands on glibc 2.26; what is built for manylinux2014 needs 2.17 at most."""

ON_LAMBDA = "/var/task"
LEFT_OUT = ("demo", "deployment")
"""Packages of `configurator` that only run where one develops or deploys."""

_NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.pyc", *LEFT_OUT)


class BuildError(RuntimeError):
    """The package can't be made; the message says what to do."""


def build() -> tuple[Path, Path]:
    """The project's folder, made anew, and the virtual environment's. Raises BuildError."""
    if sys.version_info[:2] != PYTHON:
        version = ".".join(map(str, PYTHON))
        raise BuildError(f"Lambda's runtime is Python {version}, and bytecode must match it: deploy with {version}.")
    project = WORK / "project"
    shutil.rmtree(project, ignore_errors=True)
    for part in PROJECT:
        _copy(ROOT / part, project / part)
    require_drawings(load(project / "configurator/cars/catalogue.json"))
    _compile_templates(project / TEMPLATES)
    _compile(project)
    return project, _environment()


def _environment() -> Path:
    """What runs on Lambda of requirements.txt, in the shape of a virtual environment."""
    pins = runtime_pins((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    return packages_for_lambda(pins, WORK / "environments", f"lib/python{PYTHON[0]}.{PYTHON[1]}/site-packages")


def packages_for_lambda(pins: list[str], where: Path, inside: str = "") -> Path:
    """A folder with these packages `inside`, trimmed and compiled; made once for each set of pins and trims."""
    trims = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("trim.py", "botocore_data.py")]
    recipe = "\n".join([*pins, inside, PLATFORM, *trims])
    finished = where / hashlib.sha256(recipe.encode()).hexdigest()[:16]
    if not finished.exists():
        draft = finished.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        _install(pins, draft / inside)
        trim(draft / inside)
        _compile(draft / inside)
        draft.rename(finished)
    return finished


def _install(pins: list[str], target: Path) -> None:
    options = ["-qq", "--disable-pip-version-check", "--no-deps", "--no-compile", "--only-binary=:all:"]
    platform = ["--platform", PLATFORM, "--implementation", "cp", "--python-version", ".".join(map(str, PYTHON))]
    command = [sys.executable, "-m", "pip", "install", *options, *platform, "--target", str(target), *pins]
    if subprocess.run(command, check=False).returncode:
        raise BuildError("The packages for Lambda could not be installed: see pip's message above.")


def _compile_templates(folder: Path) -> None:
    app = Flask("configurator", template_folder=ROOT / TEMPLATES)
    init_app(app, Settings(), load().currency)
    app.jinja_env.compile_templates(folder, zip=None, ignore_errors=False)


def _compile(folder: Path) -> None:
    """Bytecode that no date makes stale: Zappa dates every file 1980, and Python would compile all of it again."""
    compileall.compile_dir(
        folder,
        quiet=2,
        workers=0,
        stripdir=str(folder),
        prependdir=ON_LAMBDA,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=_NOT_COPIED)
    else:
        shutil.copyfile(source, target)
