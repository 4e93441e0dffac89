"""Checks the size of a package and prints it by part."""

from collections import Counter
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

MB = 1_000_000
MAX_UNPACKED = 45 * MB
MAX_ZIPPED = 22 * MB
_OURS = ("configurator", "templates", "static", "deploy")
_PARTS_SHOWN = 12


class PackageTooLarge(RuntimeError):
    """The package is larger than our limit. A larger one makes cold starts slower."""


def parts(package: Path) -> Counter[str]:
    """Unpacked bytes by installed package. The project's own folders are one part."""
    sizes: Counter[str] = Counter()
    with ZipFile(package) as archive:
        for entry in archive.infolist():
            sizes[_part(entry.filename)] += entry.file_size
    return sizes


def report(package: Path) -> None:
    """Prints the sizes. Raises PackageTooLarge if it is over a limit."""
    sizes, zipped = parts(package), package.stat().st_size
    print(package.resolve())
    shown = sizes.most_common(_PARTS_SHOWN)
    rest = sizes.total() - sum(size for _, size in shown)
    for part, size in [*shown, ("other", rest), ("total", sizes.total()), ("zipped", zipped)]:
        print(f"{size / MB:8.1f} MB  {part}")
    if sizes.total() > MAX_UNPACKED or zipped > MAX_ZIPPED:
        raise PackageTooLarge(f"The package is over {MAX_UNPACKED // MB} MB, or {MAX_ZIPPED // MB} MB zipped.")


def _part(name: str) -> str:
    first = PurePosixPath(name).parts[0]
    if first in _OURS:
        return "the project"
    return "each package's METADATA" if first.endswith(".dist-info") else first.split(".")[0]
