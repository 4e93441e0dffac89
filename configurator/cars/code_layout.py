"""Which numbers fit into a car's code: the bits of each field. The catalogue's reader and `code` both use it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SYMBOL_BITS: Final = 5
"""A symbol of the code is one of 32."""

LAYOUT: Final = 1
"""The version of FIELDS."""

FIELDS: Final[Mapping[str, int]] = MappingProxyType(
    {"layout": 3, "model": 6, "paint": 7, "wheels": 6, "interior": 6, "features": 27}
)
"""Bits of each field, in the code's order. A feature takes one bit, the other parts hold a number."""

LARGEST_SERIES: Final = (1 << SYMBOL_BITS) - 1

LARGEST_NUMBERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "models": (1 << FIELDS["model"]) - 1,
        "paints": (1 << FIELDS["paint"]) - 1,
        "sets": (1 << FIELDS["wheels"]) - 1,
        "interiors": (1 << FIELDS["interior"]) - 1,
        "features": FIELDS["features"],
    }
)
"""The largest permanent number, by the catalogue file's lists. Lines have none: a code doesn't hold the line."""
