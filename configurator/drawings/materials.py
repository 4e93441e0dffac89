"""What the seats of an interior are made of, as the drawings show it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from configurator.cars.catalogue import Interior

Material = Literal["leather", "club", "race-tex", "leatherette", "pasha", "pepita", "plain"]
MATERIALS: Final[tuple[Material, ...]] = get_args(Material)

_SURFACES: Final[Mapping[Material, str]] = MappingProxyType(
    {
        "leather": "fine grain, perforated in the middle of the seat",
        "club": "soft, smooth hide with hardly any grain",
        "race-tex": "matt nap, like suede",
        "leatherette": "even, printed grain",
        "pasha": "woven checks of growing and shrinking size beside leather",
        "pepita": "small houndstooth check",
        "plain": "smooth surface",
    }
)
_MATERIALS: Final[Mapping[str, Material]] = MappingProxyType(
    {
        "leather": "leather",
        "club leather": "club",
        "leather-free Race-Tex": "race-tex",
        "leather-free artificial leather": "leatherette",
    }
)
_PATTERNS: Final[tuple[Material, ...]] = ("pasha", "pepita")


def material_of(interior: Interior) -> Material:
    """The drawn material. A fabric is recognised by its pattern's name; "plain" is what no drawing exists for."""
    patterns = (pattern for pattern in _PATTERNS if pattern in interior.name.lower())
    return next(patterns, _MATERIALS.get(interior.material, "plain"))


def close_up_title(interior: Interior) -> str:
    """The accessible name of an interior's close-up: Close-up of Leather, Black: fine grain with a double seam."""
    two_tone = interior.hex != interior.second_hex
    seam = "a double seam between its two colours" if two_tone else "a double seam"
    return f"Close-up of {interior.name}: {_SURFACES[material_of(interior)]}, with {seam}"


def material_style(material: Material) -> dict[str, str]:
    """The custom properties that show one material and hide the others."""
    return {f"--m-{each}": "inline" if each == material else "none" for each in MATERIALS if each != "plain"}
