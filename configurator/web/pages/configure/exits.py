"""The ways from the form to a car. Each leads to exactly the car that the form shows, or back to the form."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

THEN = "then"
"""The name of the parameter with the exit that the visitor was about to take."""


class Exit(NamedTuple):
    """A way from the form. `to` is its value in the form, `heading` and `action` are what the page says about it."""

    to: str
    heading: str
    action: str


REVIEW = Exit("review", "Before you review this car", "Review this car")
FINISH = Exit("finish", "Before you finish", "Finish with this car")
_WEBSITE = (
    REVIEW,
    Exit("share", "Before you share this car", "Share this car"),
    Exit("you", "Before you save this car", "Save this car"),
    Exit("render", "Before you ask for a DALL-E render", "Go on to the render"),
    Exit("compare", "Before you compare paints", "Compare two paints on this car"),
)
WEBSITE_EXITS: Mapping[str, Exit] = MappingProxyType({way.to: way for way in _WEBSITE})
KIOSK_EXITS: Mapping[str, Exit] = MappingProxyType({FINISH.to: FINISH})
