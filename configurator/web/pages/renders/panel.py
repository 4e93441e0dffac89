"""Prepares the panel of a car's DALL-E renders: the view, the state of its render, and what the visitor can do.

Every state shows the drawing, so no state is an error, not even a store that doesn't respond.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Literal, NamedTuple

from markupsafe import Markup

from configurator.cars.opened_car import OpenedCar
from configurator.drawings.views import DrawnView, drawing_name, drawn_view
from configurator.errors import StoreError
from configurator.renders.captions import CarNames, caption
from configurator.renders.faults import FAULTS
from configurator.renders.prompt import RENDER_VIEWS, RenderView
from configurator.renders.render import BUDGET, Budget, Render
from configurator.renders.service import RenderService
from configurator.renders.terms import Closure
from configurator.web.api.documents import Document
from configurator.web.api.render_documents import advice, elapsed_seconds, picture_document, poll_seconds, reason
from configurator.web.http.countdown import Deadline, deadline
from configurator.web.pages.renders.links import PanelLinks
from configurator.web.pages.styles import css_rule
from configurator.web.pages.views import VIEW_LABELS, VIEW_PLACES

PanelState = Literal[
    "not_requested",
    "requested",
    "drawing",
    "ready",
    "refused",
    "failed",
    "unavailable",
    "budget_spent",
    "share_spent",
    "unbuildable",
    "out_of_reach",
]
Mark = Literal["", "open", "ready"]

USUAL_RATIO = 1.5
"""Width divided by height, for a picture whose size isn't known yet. Most pictures have this ratio."""

SHARE_SPENT = "You have requested as many new pictures as one person can in a day."
_STAYS = "The pictures you have already requested stay."
_RULER = 60
_SOON = 600
_NO_MARKS: Mapping[RenderView, Mark] = dict.fromkeys(RENDER_VIEWS, "")

logger = logging.getLogger(__name__)


class Choice(NamedTuple):
    """A view that a visitor can choose, its name on pages, and the drawing that stands for it."""

    view: RenderView
    label: str
    drawing: DrawnView
    mark: Mark


class Panel(NamedTuple):
    """The renders of one car in one view.

    `drawing` is the URL of the drawing to show in place of a picture, and
    `picture` describes the picture as the API does. `marks` says for each view whether it has a picture or will have
    one. `choosable` says whether choosing another view makes sense. `reason` and `advice` are texts for visitors.
    `until` is when a render can be requested again, if that is known. `links` lead from the page that the panel is on.

    Seconds: `elapsed` since the request, `usual` until a picture is ready, `longest` that a call may take, `poll` until
    the next check.
    """

    code: str
    view: RenderView
    state: PanelState
    caption: str
    marks: Mapping[RenderView, Mark]
    links: PanelLinks
    drawing: str = ""
    render: Render | None = None
    picture: Document | None = None
    choosable: bool = False
    may_request: bool = False
    reason: str = ""
    advice: str = ""
    until: Deadline | None = None
    elapsed: int = 0
    usual: int | None = None
    longest: int = 0
    poll: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in ("requested", "drawing")

    @property
    def ratio(self) -> float:
        """The picture's width divided by its height."""
        if self.picture:
            return float(self.picture["width"] / self.picture["height"])
        width, _, height = (self.render.recipe.size if self.render else "").partition("x")
        return int(width) / int(height) if width.isdigit() and height.isdigit() else USUAL_RATIO

    @property
    def place(self) -> str:
        """From where the view shows the car."""
        return VIEW_PLACES[self.view]

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(view, label, drawn_view(view), self.marks[view]) for view, label in VIEW_LABELS.items())

    @property
    def drawn_view(self) -> DrawnView:
        return drawn_view(self.view)

    @property
    def has_seam(self) -> bool:
        """Whether drawing and picture show the same view, so that a slider can compare them."""
        return self.view == self.drawn_view

    @property
    def span(self) -> int:
        """The ruler's length in seconds: whole minutes, longer than the usual time and the elapsed time."""
        return _RULER * ceil(max(_RULER, (self.usual or 0) * 1.5, self.elapsed + 5) / _RULER)

    @property
    def reload(self) -> int:
        """Seconds until a page without JavaScript reloads, or 0 for never. They grow with the time elapsed."""
        if self.is_open:
            return max(min(60, max(5, self.elapsed // 4)), self.poll)
        return self.until.seconds + 1 if self.state == "failed" and self.until and self.until.seconds < _SOON else 0


def car_panel(
    service: RenderService,
    links: PanelLinks,
    opened: OpenedCar,
    wanted: RenderView | None,
    budget: Budget = BUDGET,
) -> Panel:
    """Prepares the panel of the wanted view, or else of the view with most to show. Reads the store once per view.

    `budget` would pay for a new render.
    """
    view = wanted or "front"
    if not opened.checked.buildable:
        return empty_panel(links, opened, view, "unbuildable")
    if not service.terms.enabled:
        return _closed(empty_panel(links, opened, view, "unavailable"), Closure("switched_off"), service.clock())
    try:
        renders = {view: service.of_car(opened.car, view) for view in RENDER_VIEWS}
        return _panel(service, links, opened, wanted, renders, budget=budget)
    except StoreError as error:
        logger.warning("Renders are left out: %s", error)
        return empty_panel(links, opened, view, "out_of_reach")


def empty_panel(links: PanelLinks, opened: OpenedCar, view: RenderView, state: PanelState) -> Panel:
    """Prepares the panel of a car without renders."""
    return Panel(
        code=opened.code,
        view=view,
        state=state,
        caption=caption(CarNames.of(opened.car), view),
        marks=_NO_MARKS,
        links=links,
        drawing=links.drawing(opened.code, drawing_name(drawn_view(view))),
    )


def share_spent_panel(panel: Panel, until: datetime, now: datetime) -> Panel:
    """Returns the panel for a client that can't request more renders today. Its share is free again at `until`."""
    panel = panel._replace(may_request=False, until=deadline(until, now), reason=SHARE_SPENT, advice=_STAYS)
    return panel if panel.picture else panel._replace(state="share_spent", choosable=any(panel.marks.values()))


def panel_of(panel: Panel, links: PanelLinks, render: Render | None, now: datetime, closure: Closure | None) -> Panel:
    """Adds this render, if there is one, to `panel`. `closure` is the reason why renders are closed, if they are."""
    if render is None or (render.fault and not render.is_open and _concerns_all(render.fault)):
        return _closed(panel, closure, now) if closure else panel._replace(state="not_requested")
    shown = panel._replace(
        state={"pending": "requested", "in_progress": "drawing"}.get(render.state, render.state),  # type: ignore[arg-type]
        caption=caption(render.names, render.view),
        render=render,
        picture=picture_document(render.picture, links.picture(render.id)) if render.picture else None,
        elapsed=elapsed_seconds(render, now),
    )
    if render.fault:
        shown = shown._replace(reason=reason(render, closure), advice=advice(render, closure))
    if render.is_open:
        return shown._replace(poll=poll_seconds(render, now))
    retry_at = render.not_before if render.state == "failed" else None
    return shown._replace(until=deadline(retry_at, now) if retry_at and retry_at > now else None)


def newest_picture(service: RenderService, opened: OpenedCar) -> Render | None:
    """Returns the newest render with a picture, of any view, or None if there is none or the store doesn't respond."""
    if not service.terms.enabled:
        return None
    try:
        newest = [_newest(service.of_car(opened.car, view)) for view in RENDER_VIEWS]
    except StoreError as error:
        logger.warning("Renders are left out: %s", error)
        return None
    return _newest([render for render in newest if render])


def panel_style(panel: Panel, element_id: str) -> Markup:
    """Returns the panel's CSS variables: the picture's proportions, and the seconds that the ruler shows."""
    variables = {"ratio": panel.ratio, "elapsed": panel.elapsed, "usual": panel.usual or 0, "span": panel.span}
    return css_rule(f"#{element_id}", {f"--{name}": f"{value:g}" for name, value in variables.items()})


def _panel(
    service: RenderService,
    links: PanelLinks,
    opened: OpenedCar,
    wanted: RenderView | None,
    renders: Mapping[RenderView, Sequence[Render]],
    *,
    budget: Budget,
) -> Panel:
    marks, now = {view: _mark(of_view) for view, of_view in renders.items()}, service.clock()
    view = wanted or _view_with_most(marks)
    latest = next(iter(renders[view]), None)
    current = next((it for it in renders[view] if it.recipe_key == service.terms.recipe.key), None)
    may_request = current is None or current.can_be_requested_again(now)
    is_asked = may_request or (latest and not latest.is_open and latest.picture is None)
    closure = service.closure(budget) if is_asked else None
    panel = empty_panel(links, opened, view, "not_requested")._replace(
        marks=marks,
        choosable=closure is None or any(marks.values()),
        may_request=may_request and closure is None,
        usual=service.usual_seconds(),
        longest=service.longest_seconds,
    )
    shown = panel_of(panel, links, _shown(renders[view]), now, closure)
    if shown.state == "ready" and latest and latest.fault:
        return shown._replace(reason=reason(latest, closure), advice=advice(latest, closure))
    return shown


def _view_with_most(marks: Mapping[RenderView, Mark]) -> RenderView:
    """Picks the first view with a render in progress, else the first with a picture, else the front."""
    marked = [view for mark in ("open", "ready") for view in RENDER_VIEWS if marks[view] == mark]
    return next(iter(marked), "front")


def _closed(panel: Panel, closure: Closure, now: datetime) -> Panel:
    spent = closure.fault == "budget_spent"
    until = deadline(closure.until, now) if spent and closure.until else None
    fault = FAULTS[closure.fault]
    state: PanelState = "budget_spent" if spent else "unavailable"
    return panel._replace(state=state, reason=fault.reason, advice=fault.advice, until=until)


def _concerns_all(fault: str) -> bool:
    """Whether the fault closed all renders for a while. It then says nothing about this render's next attempt."""
    return bool(FAULTS[fault].reason_afterwards)


def _shown(renders: Sequence[Render]) -> Render | None:
    """Picks the render to show: one in progress, else the newest picture, else the latest attempt.

    `renders` begins with the last requested.
    """
    return next((it for it in renders if it.is_open), _newest(renders) or next(iter(renders), None))


def _newest(renders: Sequence[Render]) -> Render | None:
    pictures = [it for it in renders if it.picture]
    return max(pictures, key=lambda it: it.finished_at or it.asked_at, default=None)


def _mark(renders: Sequence[Render]) -> Mark:
    if any(it.is_open for it in renders):
        return "open"
    return "ready" if any(it.picture for it in renders) else ""
