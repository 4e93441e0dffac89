"""Builds the folders that Zappa packs: the project in one, the pinned packages for Lambda's Linux in another.

Zappa packs a whole working folder and a whole virtual environment, so both contain only what belongs on Lambda.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Flask

from configurator.app.catalogue import require_drawings
from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.cars.catalogue_reader import load
from configurator.cars.packed_catalogue import PACKED, pack
from configurator.deployment.botocore_data import OPERATIONS, Operations
from configurator.deployment.bundle import bundle_start
from configurator.deployment.failures import BuildError
from configurator.deployment.interpreter import lambda_python
from configurator.deployment.pins import PINS, ROOT, VERSION, runtime_pins
from configurator.deployment.trim import trim
from configurator.settings import Settings
from configurator.web.pages.kiosk.offline.runtime import pack_runtime, runtime_version
from configurator.web.setup import init_app

PROJECT = ("configurator", "static")
"""Folders that are copied into the package. They are listed, so that no secret beside them gets into it."""

PREVIOUS_NAMES = {
    "deploy/__init__.py": "",
    "deploy/entry.py": "from configurator.aws_lambda.entry import lambda_handler\n",
    "configurator/worker.py": "from configurator.app.worker import run\n",
}
"""Modules under the names that the previous release had. A function's configuration names its handler, and a rollback
changes only the code, so both releases must answer to one name; queued events name the worker. With the next release,
zappa_settings.json can name the new handler; the release after that can drop these."""

TEMPLATES = "templates"
"""Compiled to Python for the package. Otherwise the first visitor waits 40 to 70 ms."""

WORK = ROOT / ".cache/lambda"
SITE_PACKAGES = "lib/python{}.{}/site-packages".format(*sys.version_info)
"""Where Zappa looks for packages: it assumes that Lambda has the Python that Zappa runs on."""

GLIBC = (2, 34)
"""The version on Lambda's python3.13, which runs on Amazon Linux 2023."""

PLATFORMS = (
    *(f"manylinux_{GLIBC[0]}_{minor}_x86_64" for minor in range(GLIBC[1], 16, -1)),
    "manylinux2014_x86_64",
)
"""The wheels that run there, as pip on Lambda would choose them: for this glibc and older ones, the newest first."""

ON_LAMBDA = "/var/task"
LEFT_OUT = ("demo", "deployment")
"""Packages of `configurator` that run only on developers' and operators' machines."""

TRIMS = ("trim.py", "botocore_data.py", "reachable.py", "binaries.py")
"""The modules that decide what becomes of installed packages."""

_NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.pyc", *LEFT_OUT)


def build() -> tuple[Path, Path]:
    """Builds the folders that Zappa packs: the project and a virtual environment. Raises BuildError."""
    lambda_python()
    project = WORK / "project"
    shutil.rmtree(project, ignore_errors=True)
    for part in PROJECT:
        _copy(ROOT / part, project / part)
    for name, text in PREVIOUS_NAMES.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    if runtime_version():
        pack_runtime(project)
    catalogue = load(project / OUR_CATALOGUE.relative_to(ROOT))
    require_drawings(catalogue)
    pack(catalogue, project / PACKED.relative_to(ROOT))
    _compile_templates(project / TEMPLATES)
    _compile(project)
    environment = _environment()
    bundle_start(lambda_python(), project, environment / SITE_PACKAGES)
    return project, environment


def _environment() -> Path:
    """The packages that run on Lambda, laid out like a virtual environment."""
    pins = runtime_pins(PINS.read_text(encoding="utf-8"))
    installed = packages_for_lambda(pins, WORK / "environments", SITE_PACKAGES)
    environment = WORK / "environment"
    shutil.rmtree(environment, ignore_errors=True)
    shutil.copytree(installed, environment, copy_function=os.link)
    return environment


def packages_for_lambda(pins: list[str], where: Path, inside: str = "", operations: Operations = OPERATIONS) -> Path:
    """A folder with these packages `inside`, trimmed and compiled. It is reused until pins or trims change.

    `operations` are those of AWS that botocore knows there.
    """
    trims = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in TRIMS]
    recipe = "\n".join([*pins, inside, VERSION, *PLATFORMS, str(operations), *trims])
    finished = where / hashlib.sha256(recipe.encode()).hexdigest()[:16]
    if not finished.exists():
        draft = finished.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        _install(pins, draft / inside)
        trim(draft / inside, operations)
        _compile(draft / inside)
        draft.rename(finished)
    return finished


def _install(pins: list[str], target: Path) -> None:
    """pip checks all hashes if one pin has any."""
    options = ["-qq", "--disable-pip-version-check", "--no-deps", "--no-compile", "--only-binary=:all:"]
    platforms = [part for platform in PLATFORMS for part in ("--platform", platform)]
    platform = [*platforms, "--implementation", "cp", "--python-version", VERSION]
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(pins))
        file.flush()
        where = ["--target", str(target), "--requirement", file.name]
        done = subprocess.run([sys.executable, "-m", "pip", "install", *options, *platform, *where], check=False)
    if done.returncode:
        raise BuildError("The packages for Lambda could not be installed: see pip's message above.")


def _compile_templates(folder: Path) -> None:
    app = Flask("configurator", template_folder=ROOT / TEMPLATES)
    init_app(app, Settings(), load())
    app.jinja_env.compile_templates(folder, zip=None, ignore_errors=False)


def _compile(folder: Path) -> None:
    """Compiles bytecode that is valid for any file date: Zappa dates every file 1980."""
    how = ["-qq", "-j0", "--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", ON_LAMBDA]
    subprocess.run([lambda_python(), "-I", "-m", "compileall", *how, str(folder)], check=True)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=_NOT_COPIED)
    else:
        shutil.copyfile(source, target)
