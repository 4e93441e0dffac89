"""The exits from the configurator's form."""

from collections.abc import Callable
from typing import NamedTuple


class Exit(NamedTuple):
    """The button's value, what the form says when the exit has to wait, and where the exit leads with a code."""

    to: str
    heading: str
    leads_to: Callable[[str], str]
    path: str = "/car"


EXITS = {
    "review": Exit("", "Before you review this car", "/car/{}".format),
    "share": Exit("share", "Before you share this car", "/car/{}#take-heading".format),
    "save": Exit("you", "Before you save this car", "/you?code={}".format),
    "render": Exit("render", "Before you ask for a DALL-E render", "/car/{}#render".format),
    "compare": Exit("compare", "Before you compare paints", "/car/{}/compare".format),
    "kiosk": Exit("", "Before you finish", "/kiosk/finish/{}".format, "/kiosk/car"),
}
