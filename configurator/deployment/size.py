"""What a package weighs, by part, and whether Lambda takes it."""

from collections import Counter
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

MB = 1_000_000
MOST_UNPACKED = 60 * MB
MOST_ZIPPED = 25 * MB
_OURS = ("configurator", "templates", "static")
_SHOWN = 12


class TooHeavy(RuntimeError):
    """The package is larger than we allow ourselves: something is in it that a cold start needn't load."""


def parts(package: Path) -> Counter[str]:
    """Bytes unpacked, by installed package; the project's own folders are one part."""
    found: Counter[str] = Counter()
    with ZipFile(package) as archive:
        for entry in archive.infolist():
            found[_part(entry.filename)] += entry.file_size
    return found


def report(package: Path) -> None:
    """Prints what there is. Raises TooHeavy over 60 MB unpacked or 25 MB zipped."""
    sizes, zipped = parts(package), package.stat().st_size
    print(package.resolve())
    shown = sizes.most_common(_SHOWN)
    rest = sizes.total() - sum(size for _, size in shown)
    for part, size in [*shown, ("all else", rest), ("together", sizes.total()), ("zipped", zipped)]:
        print(f"{size / MB:8.1f} MB  {part}")
    if sizes.total() > MOST_UNPACKED or zipped > MOST_ZIPPED:
        raise TooHeavy(f"The package is over {MOST_UNPACKED // MB} MB, or {MOST_ZIPPED // MB} MB zipped.")


def _part(name: str) -> str:
    first = PurePosixPath(name).parts[0]
    if first in _OURS:
        return "the project"
    return "each package's METADATA" if first.endswith(".dist-info") else first.split(".")[0]
