"""The view that a URL names, and the switch between the views of a car."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from flask import request

from configurator.drawings.views import DRAWN_VIEWS, VIEWS, DrawnView, drawn_view
from configurator.renders.prompt import RENDER_VIEWS, RenderView

VIEW_LABELS: Final[Mapping[RenderView, str]] = {
    view: VIEWS[drawn].label if view == (drawn := drawn_view(view)) else view.capitalize() for view in RENDER_VIEWS
}
"""What pages call each view of a render. Those that are drawn have the names of the drawings."""

VIEW_PLACES: Final[Mapping[RenderView, str]] = {
    view: VIEWS[drawn].where if view == (drawn := drawn_view(view)) else f"from the {view}" for view in RENDER_VIEWS
}
"""From where each view of a render shows the car."""


_FORMER_NAMES: Final[Mapping[str, RenderView]] = {"outside": "side", "inside": "interior"}


class ViewLink(NamedTuple):
    """A view, its name on pages, and the page that shows it. `is_shown` says whether it is the page's own."""

    view: DrawnView
    label: str
    url: str
    is_shown: bool


def view_named(name: str) -> RenderView | None:
    """The view with this name in a URL, also in one from before there was a front."""
    return next((view for view in RENDER_VIEWS if view == _FORMER_NAMES.get(name, name)), None)


def wanted_view() -> RenderView | None:
    """The view that this request's URL names."""
    return view_named(request.args.get("view", ""))


def drawing_of(view: RenderView | None, usual: DrawnView, views: Sequence[DrawnView] = DRAWN_VIEWS) -> DrawnView:
    """The drawing of this view, or that stands for it, if it is one of `views`; otherwise the usual one."""
    shown = drawn_view(view) if view else usual
    return shown if shown in views else usual


def wanted_drawing(usual: DrawnView, views: Sequence[DrawnView] = DRAWN_VIEWS) -> DrawnView:
    """`drawing_of` the view that this request's URL names."""
    return drawing_of(wanted_view(), usual, views)


def view_links(
    shown: DrawnView, url: Callable[[DrawnView], str], views: Sequence[DrawnView] = DRAWN_VIEWS
) -> tuple[ViewLink, ...]:
    """A link to the page of each view."""
    return tuple(ViewLink(view, VIEWS[view].label, url(view), view == shown) for view in views)
