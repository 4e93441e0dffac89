"""The views that are drawn, the drawing that stands for each view of a render, and the drawings' file names."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from configurator.renders.prompt import RenderView

DrawnView = Literal["side", "interior"]
DRAWN_VIEWS: Final[tuple[DrawnView, ...]] = get_args(DrawnView)

PNG_WIDTHS: Final = (600, 1200)
"""Widths in pixels of the drawings that are served as PNG."""

_DRAWN_VIEWS: Mapping[RenderView, DrawnView] = MappingProxyType(
    {"front": "side", "side": "side", "rear": "side", "interior": "interior"}
)


def drawn_view(view: RenderView) -> DrawnView:
    """The drawing to show in place of a render of this view, and to send to the image model as its reference."""
    return _DRAWN_VIEWS[view]


def drawing_name(view: DrawnView, png_width: int | None = None) -> str:
    """The file name of a drawing: "side.svg", or "side-600.png" with a width from PNG_WIDTHS."""
    return f"{view}.svg" if png_width is None else f"{view}-{png_width}.png"
