"""The views that are drawn, and the drawing that stands for each view of a render.

A new view is an entry of VIEWS, and its drawings in a folder of its name in `static/cars`.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, cast

from configurator.cars.catalogue import DRAWN_OPTIONS, DrawnOption, Feature
from configurator.renders.prompt import RenderView

DrawnView = Literal["front", "side", "interior"]
ExtraPart = DrawnOption | Literal["calliper"]
"""What an extra can change in a drawing."""

Shown = ExtraPart | Literal["paint", "wheels", "interior"]
"""What a drawing can show of a car's parts."""

Box = tuple[int, int, int, int]
"""A view box: left, top, width and height in the drawing's units."""

PNG_WIDTHS: Final = (600, 1200)
"""Widths in pixels of the drawings that are served as PNG."""

SHARED_VIEW: Final[DrawnView] = "front"
"""The view of the picture in link previews and messages. It is a PNG of the largest width."""


class View(NamedTuple):
    """A view that is drawn.

    `label` is its name on pages, and `where` says in a sentence where one sees it. `sheets` are its style sheets in
    `static/css/drawings`. The ids of its drawings begin with `prefix`, and `kits` are the fragments with what these
    share. `boxes` are the view boxes by line, in units of 10 mm for views from outside. `shows` is what a visitor sees.
    """

    label: str
    where: str
    sheets: tuple[str, ...]
    prefix: str
    kits: tuple[str, ...]
    boxes: Mapping[str, Box]
    shows: frozenset[Shown]

    @property
    def is_exterior(self) -> bool:
        return "paint" in self.shows


_LOW: Final = (-264, -152, 484, 208)
_HIGH: Final = (-264, -180, 484, 236)
INTERIOR_BOX: Final = (0, 0, 1400, 540)
"""The view box of all interiors."""

_OUTSIDE: Final = frozenset[Shown]({"paint", "wheels", "calliper", "interior", *DRAWN_OPTIONS})

VIEWS: Final[Mapping[DrawnView, View]] = MappingProxyType(
    {
        "front": View(
            "Front",
            "from the front",
            ("car", "front"),
            "kf",
            ("side/kit", "front/kit"),
            {"911": _LOW, "718": _LOW, "taycan": _LOW, "panamera": _LOW, "macan": _HIGH, "cayenne": _HIGH},
            # The tailpipes are on the other side.
            _OUTSIDE - {"sport"},
        ),
        "side": View(
            "Side",
            "from the side",
            ("car",),
            "k",
            ("side/kit",),
            {
                "911": (-26, -150, 504, 182),
                "718": (-26, -150, 490, 182),
                "taycan": (-26, -158, 548, 190),
                "panamera": (-26, -162, 557, 194),
                "macan": (-26, -182, 530, 214),
                "cayenne": (-26, -190, 545, 222),
            },
            _OUTSIDE,
        ),
        "interior": View(
            "Interior",
            "from inside",
            ("car", "cabin"),
            "kc",
            (),
            dict.fromkeys(("911", "718", "taycan", "panamera", "macan", "cayenne"), INTERIOR_BOX),
            frozenset({"interior"}),
        ),
    }
)


DRAWN_VIEWS: Final = tuple(VIEWS)
EXTERIOR_VIEWS: Final = tuple(name for name, view in VIEWS.items() if view.is_exterior)
"""The views from outside."""


def drawn_view(view: RenderView) -> DrawnView:
    """The drawing to show in place of a render of this view, and to send to the image model as its reference."""
    return cast(DrawnView, view) if view in VIEWS else "side"


def part_of(feature: Feature) -> ExtraPart | None:
    """What this extra changes in a drawing; None if no drawing shows it."""
    return feature.drawn or ("calliper" if feature.caliper_hex else None)


def views_showing(feature: Feature) -> tuple[DrawnView, ...]:
    """The views in which this extra is drawn."""
    return tuple(name for name, view in VIEWS.items() if part_of(feature) in view.shows)


def where_shown(feature: Feature) -> str:
    """Where an extra is drawn, in words: "Visible from the front and from the side", "Not visible"."""
    places = [VIEWS[view].where for view in views_showing(feature)]
    return f"Visible {' and '.join(places)}" if places else "Not visible"


def shown_elsewhere(features: Iterable[Feature]) -> Mapping[DrawnView, str]:
    """For each view from outside that hides one of these extras: "Sport exhaust: visible from the side"."""
    drawn = [feature for feature in features if part_of(feature)]
    hidden = {view: [each for each in drawn if view not in views_showing(each)] for view in EXTERIOR_VIEWS}
    return {
        view: ". ".join(f"{feature.short}: {where_shown(feature).lower()}" for feature in each)
        for view, each in hidden.items()
        if each
    }


def drawing_name(view: DrawnView, png_width: int | None = None) -> str:
    """The file name of a drawing: "side.svg", or "side-600.png" with a width from PNG_WIDTHS."""
    return f"{view}.svg" if png_width is None else f"{view}-{png_width}.png"
