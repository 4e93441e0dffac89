"""Removes what Lambda doesn't need from the installed packages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from configurator.deployment.binaries import strip
from configurator.deployment.botocore_data import OPERATIONS, Operations, cut
from configurator.deployment.reachable import remove_unreachable

ZAPPA_ON_LAMBDA = ("__init__", "asgi", "handler", "middleware", "utilities", "wsgi")

OPENAI_ON_LAMBDA = ("openai", "openai.resources.images")
"""openai loads each part of its API by name when it is used. Ours is images; what else it has is four fifths of it."""

_UNNEEDED = (
    "bin",
    "*.dist-info/[!M]*",  # METADATA stays, because vulnerability scanners read it
    "**/.*",
    "**/*.pyi",
    "**/*.pxd",
    "**/*.pyx",
    "**/*.c",
    "**/tests",
    "anyio/pytest_plugin.py",
    "backports/zstd/_cffi",
    "backports/zstd/tarfile.py",
    "backports/zstd/zipfile",
    "sniffio/_tests",
    "werkzeug/debug",
    "boto3/data",
    "boto3/examples",
    "botocore/data/*/*/examples-1.json",
    "dateutil/zoneinfo/*.tar.gz",
    "openai/cli",
    "pydantic/v1",
    "pydantic/mypy.py",
    "wtforms/locale",
)


def trim(packages: Path, operations: Operations = OPERATIONS) -> None:
    """Trims a folder of installed packages. Of botocore's descriptions, these `operations` stay."""
    cut(packages / "botocore/data", operations)
    for path in [*_unneeded(packages), *_zappa_for_deployment(packages)]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    if (packages / "openai").exists():
        remove_unreachable(packages, OPENAI_ON_LAMBDA)
    for library in packages.glob("**/*.so"):
        strip(library)
    for metadata in packages.glob("*.dist-info/METADATA"):
        _cut_description(metadata)


def _unneeded(packages: Path) -> Iterator[Path]:
    for pattern in _UNNEEDED:
        yield from packages.glob(pattern)


def _cut_description(metadata: Path) -> None:
    """Keeps the name, version and licence of a package. The rest is its README."""
    head, _, _ = metadata.read_text(encoding="utf-8").partition("\n\n")
    metadata.write_text(f"{head}\n", encoding="utf-8")


def _zappa_for_deployment(packages: Path) -> Iterator[Path]:
    for path in (packages / "zappa").glob("*"):
        if path.stem not in ZAPPA_ON_LAMBDA:
            yield path
