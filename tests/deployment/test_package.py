"""What the package for Lambda contains, and what it doesn't."""

import io
import marshal
import re
import struct
import subprocess
import zipfile
from pathlib import PurePosixPath
from typing import Any

import pytest

from configurator.aws_lambda.module_bundle import BUNDLE
from configurator.deployment.build import GLIBC as OF_LAMBDA
from configurator.deployment.build import LEFT_OUT
from configurator.deployment.interpreter import lambda_python
from configurator.deployment.size import MAX_UNPACKED, MAX_ZIPPED
from tests.support.aws_account import SECRETS, Deployed

GLIBC = re.compile(rb"GLIBC_(\d+)\.(\d+)")
MAGIC_NUMBER = (3571).to_bytes(2, "little") + b"\r\n"
"""What bytecode of Python 3.13 begins with."""
UNCHECKED_HASH = 0b01
FOR_DEPLOYING = ("troposphere", "placebo", "cfn_flip", "pip", "setuptools", "wheel", "requests", "tqdm", "waitress")
FOR_DEVELOPING = ("coloraide", "moto", "pytest", "mypy", "playwright", "hypothesis", "hcl2", "ruff", "mypy_boto3_s3")
BY_ZAPPA = {"handler.py", "zappa_settings.py", "package_info.json", "__init__.py"}


@pytest.fixture(scope="module")
def archive(deployed: Deployed) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(deployed.package))


def test_of_the_project_only_what_runs_there_goes_along(archive: zipfile.ZipFile) -> None:
    tops = {PurePosixPath(name).parts[0] for name in archive.namelist()}
    assert not tops & {"tests", "docs", "infra", "scripts", "node_modules", "var", "Makefile", "zappa_settings.json"}
    assert [name for name in archive.namelist() if "/." in name or name.startswith(".")] == []
    packages = {PurePosixPath(name).parts[1] for name in archive.namelist() if name.startswith("configurator/")}
    assert "aws_lambda" in packages
    assert not packages & {*LEFT_OUT}


def test_tools_for_deploying_and_developing_stay_here(archive: zipfile.ZipFile) -> None:
    tops = {PurePosixPath(name).parts[0].removesuffix(".py").lower() for name in archive.namelist()}
    assert tops & {*FOR_DEPLOYING, *FOR_DEVELOPING} == set()
    zappa = {name for name in archive.namelist() if name.startswith("zappa/") and name.endswith(".py")}
    assert not {name for name in zappa if PurePosixPath(name).stem in ("cli", "core", "letsencrypt")}


def test_no_secret_goes_along(archive: zipfile.ZipFile) -> None:
    texts = b"".join(archive.read(name) for name in archive.namelist() if name in BY_ZAPPA)
    assert b"lambda_handler" in texts
    assert [name for name, value in SECRETS.items() if value.encode() in texts] == []


def test_every_library_runs_on_lambdas_glibc(archive: zipfile.ZipFile) -> None:
    libraries = [name for name in archive.namelist() if re.search(r"\.so(\.|$)", name)]
    assert len(libraries) >= 4
    for name in libraries:
        needed = {(int(major), int(minor)) for major, minor in GLIBC.findall(archive.read(name))}
        assert max(needed, default=(2, 0)) <= OF_LAMBDA, name


@pytest.fixture(scope="module")
def bundle(archive: zipfile.ZipFile) -> tuple[dict[str, tuple[str, int, int]], dict[Any, bytes], bytes]:
    """Where each module's bytecode is, the compiled texts, and the bytecode of all modules."""
    content = archive.read(BUNDLE)
    end = 8 + int.from_bytes(content[:8])
    return *marshal.loads(content[8:end]), content[end:]


def test_no_module_is_compiled_again_on_a_cold_start(archive: zipfile.ZipFile, bundle: Any) -> None:
    """Zappa dates every file 1980, so bytecode that depends on dates would be stale."""
    names, bundled = set(archive.namelist()), {path for path, _, _ in bundle[0].values()}
    for name in names:
        path = PurePosixPath(name)
        if path.suffix == ".py" and name not in BY_ZAPPA and archive.getinfo(name).file_size:
            compiled = f"{path.parent}/__pycache__/{path.stem}.cpython-313.pyc".removeprefix("./")
            assert (compiled in names) != (name in bundled), name
    for name in names:
        if name.endswith(".pyc"):
            magic, flags = struct.unpack("<4sL", archive.read(name)[:8])
            assert (magic, flags) == (MAGIC_NUMBER, UNCHECKED_HASH), name


def test_the_bundle_has_our_modules_and_the_libraries_of_a_start(archive: zipfile.ZipFile, bundle: Any) -> None:
    table, _, codes = bundle
    assert {"flask", "werkzeug.routing.map", "configurator.web.api.users", "configurator.web.setup"} <= table.keys()
    assert not {"openai", "botocore.session", "jinja2.environment", "configurator.aws_lambda.entry"} & table.keys()
    for name, (path, _, length) in table.items():
        assert archive.getinfo(path).file_size or length < 500, name
        assert path.removesuffix(".py").removesuffix("/__init__") == name.replace(".", "/")
    ends = [offset + length for _, offset, length in table.values()]
    assert ends[-1] == len(codes)
    assert [offset for _, offset, _ in table.values()] == [0, *ends[:-1]]


COMPARE = """
import _sre, marshal, re, sys
from pathlib import Path

content = Path(sys.argv[1]).read_bytes()
_, texts = marshal.loads(content[8:8 + int.from_bytes(content[:8])])
del texts["engine"]
counts = {"patterns": 0, "codes": 0}
for source, compiled in texts.items():
    held = marshal.loads(compiled)
    if isinstance(source, tuple):
        counts["patterns"] += 1
        assert _sre.compile(*held) == re.compile(*source), source
    else:
        counts["codes"] += 1
        assert held == compile(source, "<string>", "eval" if source.startswith("lambda ") else "exec"), source
print(counts["patterns"], counts["codes"])
"""


def test_what_the_bundle_compiled_is_what_lambdas_python_would_compile(deployed: Deployed) -> None:
    command = [lambda_python(), "-S", "-c", COMPARE, str(deployed.folder / BUNDLE)]
    compared = subprocess.run(command, capture_output=True, text=True, check=False)
    assert compared.returncode == 0, compared.stderr
    patterns, codes = map(int, compared.stdout.split())
    assert patterns > 50
    assert codes > 50


def test_of_openai_only_the_images_go_along(archive: zipfile.ZipFile) -> None:
    """A render in test_render.py shows that nothing is missing."""
    openai = [entry for entry in archive.infolist() if entry.filename.startswith("openai/")]
    assert sum(entry.file_size for entry in openai) < 5_000_000
    assert "openai/resources/images.py" in {entry.filename for entry in openai}


def test_it_is_small(archive: zipfile.ZipFile, deployed: Deployed) -> None:
    assert sum(entry.file_size for entry in archive.infolist()) <= MAX_UNPACKED
    assert len(deployed.package) <= MAX_ZIPPED
