"""The view from inside: a cabin for each line with a seat beside it. The fragments are in `static/cars`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# What all cabins share, one of two seats, and the line's own part.
CABINS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "911": ("cabin", "seat-sport", "cabin-911"),
        "718": ("cabin", "seat-sport", "cabin-718"),
        "taycan": ("cabin", "seat-sport", "cabin-taycan"),
        "panamera": ("cabin", "seat-comfort", "cabin-panamera"),
        "macan": ("cabin", "seat-comfort", "cabin-macan"),
        "cayenne": ("cabin", "seat-comfort", "cabin-cayenne"),
    }
)
"""The names of the fragments that make each line's cabin, in their order."""

OPEN_BODIES: Final = frozenset({"cabriolet", "roadster", "spyder"})
"""The bodies whose cabin is drawn without a roof."""
