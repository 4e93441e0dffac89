"""Which sources each drawing was made from. A test compares them, so that nobody changes one without the other.

`drawn.json` has two digests for each car: of the generator with the car's numbers, and of the drawing. This module
needs nothing but Python.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from scripts.front_view.read_car import names, sources

FOLDER: Final = Path(__file__).resolve().parent
DRAWINGS: Final = FOLDER.parents[1] / "static" / "cars" / "front"
_RECORD: Final = FOLDER / "drawn.json"
_NOT_DRAWING: Final = ("__main__.py", "record.py", "sheet.py")


def drawing(name: str) -> Path:
    """The file of a car's drawing."""
    return DRAWINGS / f"{name}.svgfrag"


def outdated() -> list[str]:
    """The cars whose drawing was changed by hand, or whose sources have changed since it was made."""
    record = _read()
    return sorted(name for name in {*names(), *record} if record.get(name) != _digests(name))


def note(drawn: Mapping[str, str]) -> None:
    """Records that these cars were drawn from sources with these digests."""
    record = {name: digests for name, digests in _read().items() if name in names()}
    record |= {name: [made_from, _digest([drawing(name)])] for name, made_from in drawn.items()}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(record[name])}" for name in sorted(record))
    _RECORD.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def _read() -> dict[str, list[str]]:
    record: dict[str, list[str]] = json.loads(_RECORD.read_text("utf-8")) if _RECORD.exists() else {}
    return record


def _digests(name: str) -> list[str]:
    if name not in names() or not drawing(name).exists():
        return []
    return [source_digest(name), _digest([drawing(name)])]


def source_digest(name: str) -> str:
    """A digest of the generator and of this car's numbers."""
    generator = [path for path in sorted(FOLDER.glob("*.py")) if path.name not in _NOT_DRAWING]
    return _digest([*generator, FOLDER / "solid.c", *sources(name)])


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
