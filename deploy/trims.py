"""What of the installed packages Lambda doesn't need. Botocore alone describes more than 400 services in 25 MB."""

import shutil
from collections.abc import Iterator
from pathlib import Path

SERVICES = ("dynamodb", "lambda", "s3", "ssm")
"""What the app calls; botocore's own files in the same folder stay too."""

ZAPPA_ON_LAMBDA = ("__init__", "asgi", "handler", "middleware", "utilities", "wsgi")

_NEEDLESS = (
    "bin",
    "*.dist-info/[!M]*",  # METADATA stays: scanners for known weaknesses read it
    "**/.*",
    "**/*.pyi",
    "**/*.pxd",
    "**/*.pyx",
    "**/*.c",
    "**/tests",
    "boto3/data",
    "boto3/examples",
    "botocore/data/*/*/examples-1.json",
    "openai/cli",
    "pydantic/v1",
    "pydantic/mypy.py",
    "wtforms/locale",
)


def trim(packages: Path) -> None:
    """Removes it from a folder of installed packages."""
    for path in [*_needless(packages), *_other_services(packages), *_deploying(packages)]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _needless(packages: Path) -> Iterator[Path]:
    for pattern in _NEEDLESS:
        yield from packages.glob(pattern)


def _other_services(packages: Path) -> Iterator[Path]:
    for service in (packages / "botocore/data").iterdir():
        if service.is_dir():
            yield from [service] if service.name not in SERVICES else _old_versions(service)


def _old_versions(service: Path) -> list[Path]:
    """Botocore takes the newest where none is asked for."""
    return sorted(service.iterdir())[:-1]


def _deploying(packages: Path) -> Iterator[Path]:
    for path in (packages / "zappa").glob("*"):
        if path.stem not in ZAPPA_ON_LAMBDA:
            yield path
