"""The view that a URL names, and the switch between the views of a car."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from flask import request

from configurator.drawings.views import DRAWN_VIEWS, VIEWS, DrawnView, drawn_view
from configurator.renders.prompt import RENDER_VIEWS, RenderView

EXTERIOR_VIEWS: Final[tuple[DrawnView, ...]] = tuple(name for name, view in VIEWS.items() if view.is_exterior)
"""The views from outside."""

VIEW_LABELS: Final[Mapping[RenderView, str]] = {
    view: VIEWS[drawn].label if view == (drawn := drawn_view(view)) else view.capitalize() for view in RENDER_VIEWS
}
"""What pages call each view of a render. Those that are drawn have the names of the drawings."""

VIEW_PLACES: Final[Mapping[RenderView, str]] = {
    view: VIEWS[drawn].where if view == (drawn := drawn_view(view)) else f"from the {view}" for view in RENDER_VIEWS
}
"""From where each view of a render shows the car."""


class ViewLink(NamedTuple):
    """A view, its name on pages, and the page that shows it. `is_shown` says whether it is the page's own."""

    view: DrawnView
    label: str
    url: str
    is_shown: bool


def wanted_view() -> RenderView | None:
    """The view that this request's URL names."""
    return next((view for view in RENDER_VIEWS if view == request.args.get("view")), None)


def wanted_drawing(usual: DrawnView, views: Sequence[DrawnView] = DRAWN_VIEWS) -> DrawnView:
    """The drawing that this request's URL names, or that stands for the view it names, or else the usual one.

    It is one of `views`.
    """
    wanted = wanted_view()
    shown = drawn_view(wanted) if wanted else usual
    return shown if shown in views else usual


def view_links(
    shown: DrawnView, url: Callable[[DrawnView], str], views: Sequence[DrawnView] = DRAWN_VIEWS
) -> tuple[ViewLink, ...]:
    """A link to the page of each view."""
    return tuple(ViewLink(view, VIEWS[view].label, url(view), view == shown) for view in views)
