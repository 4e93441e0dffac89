"""The views that are drawn, and the drawing that stands for each view of a render.

A new view is an entry of VIEWS, and its drawings in a folder of its name in `static/cars`.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, cast, get_args

from configurator.cars.catalogue import DRAWN_OPTIONS, DrawnOption, Feature
from configurator.renders.prompt import RenderView

DrawnView = Literal["front", "side", "interior"]
Shown = DrawnOption | Literal["paint", "wheels", "calliper", "interior"]
"""What a drawing can show of a car's parts."""

Box = tuple[int, int, int, int]
"""A view box: left, top, width and height in the drawing's units."""

DRAWN_VIEWS: Final[tuple[DrawnView, ...]] = get_args(DrawnView)

PNG_WIDTHS: Final = (600, 1200)
"""Widths in pixels of the drawings that are served as PNG."""


SHARED_VIEW: Final[DrawnView] = "front"
"""The view of the picture in link previews and messages. It is a PNG of the largest width."""


class View(NamedTuple):
    """A view that is drawn.

    `label` is its name on pages, and `where` says in a sentence where one sees it. `sheet` is its style sheet in
    `static/css/drawings`. The ids of its drawings begin with `prefix`, and `kits` are the fragments with what these
    share. `boxes` are the view boxes by line, in units of 10 mm for views from outside. `shows` is what a visitor sees.
    """

    label: str
    where: str
    sheet: str
    prefix: str
    kits: tuple[str, ...]
    boxes: Mapping[str, Box]
    shows: frozenset[Shown]

    @property
    def is_exterior(self) -> bool:
        return "paint" in self.shows


_LOW: Final = (-264, -152, 484, 208)
_HIGH: Final = (-264, -180, 484, 236)
_INSIDE: Final = (0, 0, 1400, 540)
_OUTSIDE: Final = frozenset[Shown]({"paint", "wheels", "calliper", "interior", *DRAWN_OPTIONS})

VIEWS: Final[Mapping[DrawnView, View]] = MappingProxyType(
    {
        "front": View(
            "Front",
            "from the front",
            "front",
            "kf",
            ("side/kit", "front/kit"),
            {"911": _LOW, "718": _LOW, "taycan": _LOW, "panamera": _LOW, "macan": _HIGH, "cayenne": _HIGH},
            # The tailpipes are on the other side.
            _OUTSIDE - {"sport"},
        ),
        "side": View(
            "Side",
            "from the side",
            "car",
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
            "cabin",
            "kc",
            (),
            dict.fromkeys(("911", "718", "taycan", "panamera", "macan", "cayenne"), _INSIDE),
            frozenset({"interior"}),
        ),
    }
)


def drawn_view(view: RenderView) -> DrawnView:
    """The drawing to show in place of a render of this view, and to send to the image model as its reference."""
    return cast(DrawnView, view) if view in VIEWS else "side"


def views_showing(feature: Feature) -> tuple[DrawnView, ...]:
    """The views in which this extra is drawn; empty for one that no drawing shows."""
    shown: Shown | None = feature.drawn or ("calliper" if feature.caliper_hex else None)
    return tuple(name for name, view in VIEWS.items() if shown in view.shows)


def where_shown(feature: Feature) -> str:
    """Where an extra is drawn, in words: "Visible from the front and from the side", "Not visible"."""
    places = [VIEWS[view].where for view in views_showing(feature)]
    return f"Visible {' and '.join(places)}" if places else "Not visible"


def shown_elsewhere(features: Iterable[Feature], view: DrawnView) -> str:
    """The extras that only other views show, in words: "Sport exhaust: visible from the side". "" without any."""
    hidden = [each for each in features if views_showing(each) and view not in views_showing(each)]
    return ". ".join(f"{feature.short}: {where_shown(feature).lower()}" for feature in hidden)


def drawing_name(view: DrawnView, png_width: int | None = None) -> str:
    """The file name of a drawing: "side.svg", or "side-600.png" with a width from PNG_WIDTHS."""
    return f"{view}.svg" if png_width is None else f"{view}-{png_width}.png"
