"""Our own catalogue as a function's package has it: read and checked when packing. It loads in a tenth of the time.

The file belongs to one package: it is never sent, and only the code that wrote it reads it.
"""

import pickle
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from configurator.cars.catalogue import Catalogue

PACKED = Path(__file__).with_name("catalogue.pickle")


def pack(catalogue: Catalogue, path: Path) -> None:
    """Writes the catalogue, with its indexes."""
    catalogue.make_indexes()
    with path.open("wb") as file:
        _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(catalogue)


def load_packed(path: Path = PACKED) -> Catalogue | None:
    """The packed catalogue, or None where there is no file: everywhere but in a function's package."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    catalogue: Catalogue = pickle.loads(content)  # noqa: S301 - part of the package, as a .pyc is
    return catalogue


class _Pickler(pickle.Pickler):
    """Python has no way of its own to pickle read-only mappings."""

    def reducer_override(self, value: Any) -> Any:
        return (_read_only, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


def _read_only(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)
