"""What the package for Lambda contains, and what it doesn't."""

import io
import marshal
import re
import struct
import zipfile
from pathlib import PurePosixPath

import pytest

from configurator.aws_lambda.module_bundle import BUNDLE
from configurator.deployment.build import GLIBC as OF_LAMBDA
from configurator.deployment.build import LEFT_OUT
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


def test_no_module_is_compiled_again_on_a_cold_start(archive: zipfile.ZipFile) -> None:
    """Zappa dates every file 1980, so bytecode that depends on dates would be stale."""
    names = set(archive.namelist())
    for name in names:
        path = PurePosixPath(name)
        if path.suffix == ".py" and name not in BY_ZAPPA and archive.getinfo(name).file_size:
            assert f"{path.parent}/__pycache__/{path.stem}.cpython-313.pyc".removeprefix("./") in names, name
    for name in names:
        if name.endswith(".pyc"):
            magic, flags = struct.unpack("<4sL", archive.read(name)[:8])
            assert (magic, flags) == (MAGIC_NUMBER, UNCHECKED_HASH), name


def test_the_bundle_of_our_modules_is_what_their_files_hold(archive: zipfile.ZipFile) -> None:
    bundled = marshal.loads(archive.read(BUNDLE))
    files = {name for name in archive.namelist() if name.startswith("configurator/") and name.endswith(".py")}
    assert {path for path, _ in bundled.values()} == {name for name in files if "__pycache__" not in name}
    for path, code in bundled.values():
        file = PurePosixPath(path)
        assert archive.read(f"{file.parent}/__pycache__/{file.stem}.cpython-313.pyc").endswith(code), path


def test_it_is_small(archive: zipfile.ZipFile, deployed: Deployed) -> None:
    assert sum(entry.file_size for entry in archive.infolist()) <= MAX_UNPACKED
    assert len(deployed.package) <= MAX_ZIPPED
