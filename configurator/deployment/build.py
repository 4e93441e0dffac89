"""Lays out what is to be packaged: the pinned packages for Lambda's Linux in one folder, the project in another.

Zappa packs the whole working folder and the whole virtual environment. Here are two that hold only what belongs there.
"""

import functools
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Flask

from configurator.app.build import require_drawings
from configurator.cars.catalogue_reader import load
from configurator.deployment.pins import PINS, ROOT, VERSION, runtime_pins
from configurator.deployment.trim import trim
from configurator.settings import Settings
from configurator.web.setup import init_app

PROJECT = ("configurator", "static")
"""Folders that go to Lambda as they are. They are named, so that no secret left beside them goes along."""

TEMPLATES = "templates"
"""Goes as the Python that Jinja makes of it: a first visitor waited 40 to 70 ms until templates were compiled."""

WORK = ROOT / ".cache/lambda"
SITE_PACKAGES = "lib/python{}.{}/site-packages".format(*sys.version_info)
"""Where Zappa looks in a virtual environment: it believes that Lambda's Python is the one that it runs on."""

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
    lambda_python()
    project = WORK / "project"
    shutil.rmtree(project, ignore_errors=True)
    for part in PROJECT:
        _copy(ROOT / part, project / part)
    require_drawings(load(project / "configurator/cars/catalogue.json"))
    _compile_templates(project / TEMPLATES)
    _compile(project)
    return project, _environment()


@functools.cache
def lambda_python() -> str:
    """A Python of Lambda's version: this one, or `python3.11` as a shell finds it. Raises BuildError."""
    for python in (sys.executable, shutil.which(f"python{VERSION}")):
        if python and _version_of(python) == VERSION:
            return python
    raise BuildError(
        f"Lambda's runtime is Python {VERSION}, and bytecode must match it: install python{VERSION} beside this Python."
    )


def _version_of(python: str) -> str:
    """ "" where it is only a name, as pyenv's are for what isn't switched on."""
    command = [python, "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _environment() -> Path:
    """What runs on Lambda, in the shape of a virtual environment."""
    return packages_for_lambda(runtime_pins(PINS.read_text(encoding="utf-8")), WORK / "environments", SITE_PACKAGES)


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
    """pip checks every hash as soon as one pin has any."""
    options = ["-qq", "--disable-pip-version-check", "--no-deps", "--no-compile", "--only-binary=:all:"]
    platform = ["--platform", PLATFORM, "--implementation", "cp", "--python-version", VERSION]
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(pins))
        file.flush()
        where = ["--target", str(target), "--requirement", file.name]
        done = subprocess.run([sys.executable, "-m", "pip", "install", *options, *platform, *where], check=False)
    if done.returncode:
        raise BuildError("The packages for Lambda could not be installed: see pip's message above.")


def _compile_templates(folder: Path) -> None:
    app = Flask("configurator", template_folder=ROOT / TEMPLATES)
    init_app(app, Settings(), load().currency)
    app.jinja_env.compile_templates(folder, zip=None, ignore_errors=False)


def _compile(folder: Path) -> None:
    """Bytecode that no date makes stale: Zappa dates every file 1980, and Python would compile all of it again."""
    how = ["-qq", "-j0", "--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", ON_LAMBDA]
    subprocess.run([lambda_python(), "-I", "-m", "compileall", *how, str(folder)], check=True)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=_NOT_COPIED)
    else:
        shutil.copyfile(source, target)
