"""What a page says of a car's DALL-E renders: which view is shown, what has become of it, what can be done now.

The drawing stands in every state, so none of them is an error. Where the store can't answer, that is a state too.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Literal, NamedTuple

from flask import url_for
from markupsafe import Markup

from configurator.cars.opened_car import OpenedCar
from configurator.drawings.appearance import ARTS
from configurator.errors import StoreError
from configurator.renders.faults import FAULTS
from configurator.renders.prompt import RENDER_VIEWS, RenderView, caption
from configurator.renders.render import Render
from configurator.renders.terms import Closure
from configurator.services import current_services
from configurator.web.api.documents import Document
from configurator.web.api.links import picture_url
from configurator.web.api.render_documents import advice, elapsed_seconds, picture_document, poll_seconds, reason
from configurator.web.pages.renders.countdown import Deadline, moment

PanelState = Literal[
    "not_asked",
    "asked",
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
"""Of a picture whose size isn't known yet, as of most: its width by its height."""

_SHARE = "You have asked for as many new pictures as one may in a day."
_STAYS = "Those that are there stay."
_RULER = 60
_SOON = 600
_NO_MARKS: Mapping[RenderView, Mark] = dict.fromkeys(RENDER_VIEWS, "")

logger = logging.getLogger(__name__)


class Panel(NamedTuple):
    """Renders of one car as seen from one view.

    `art` is the line's drawing, which the page holds; `picture` is as the API tells it. `marks` says of each view
    whether a picture of it is there or on its way, `choosable` whether another view would have more to show. `reason`
    and `advice` are for people. `until`: from when on one can be asked for, where that is known. Seconds: `elapsed`
    since it was asked for, `usual` until a picture is ready, `poll` until looking again.
    """

    code: str
    art: str
    view: RenderView
    state: PanelState
    caption: str
    marks: Mapping[RenderView, Mark]
    render: Render | None = None
    picture: Document | None = None
    choosable: bool = False
    may_ask: bool = False
    reason: str = ""
    advice: str = ""
    until: Deadline | None = None
    elapsed: int = 0
    usual: int | None = None
    poll: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in ("asked", "drawing")

    @property
    def ratio(self) -> float:
        if self.picture:
            return float(self.picture["width"] / self.picture["height"])
        width, _, height = (self.render.recipe.size if self.render else "").partition("x")
        return int(width) / int(height) if width.isdigit() and height.isdigit() else USUAL_RATIO

    @property
    def drawing(self) -> str:
        """The address of the drawing that stands for this view."""
        return url_for("drawings.show", text=self.code, name=f"{self.drawn_view}.svg")

    @property
    def drawn_view(self) -> str:
        return "interior" if self.view == "interior" else "side"

    @property
    def side_box(self) -> str:
        """Of the car's drawing, which stands in the page: its frame."""
        return " ".join(map(str, ARTS[self.art].view_box))

    @property
    def has_seam(self) -> bool:
        """Whether drawing and picture show the car from one place, so that one can be laid over the other."""
        return self.view in ("side", "interior")

    @property
    def span(self) -> int:
        """The ruler's length in seconds: whole minutes, with room after what is usual and what has passed."""
        return _RULER * ceil(max(_RULER, (self.usual or 0) * 1.5, self.elapsed + 5) / _RULER)

    @property
    def reload(self) -> int:
        """Seconds until a page without a script looks again, ever longer; 0 where there is nothing to wait for."""
        if self.is_open:
            return max(min(60, max(5, self.elapsed // 4)), self.poll)
        return self.until.seconds + 1 if self.state == "failed" and self.until and self.until.seconds < _SOON else 0


def car_panel(opened: OpenedCar, wanted: RenderView | None) -> Panel:
    """The view that is wanted, else the one that most is going on in. A glance at the store for each view."""
    service, view = current_services().render_service, wanted or "front"
    if not opened.checked.buildable:
        return plain_panel(opened, view, "unbuildable")
    if not service.terms.enabled:
        return panel_of(plain_panel(opened, view, "unavailable"), None, service.clock(), Closure("switched_off"))
    try:
        return _panel(opened, wanted, {view: service.of_car(opened.car, view) for view in RENDER_VIEWS})
    except StoreError as error:
        logger.warning("Renders are left out: %s", error)
        return plain_panel(opened, view, "out_of_reach")


def plain_panel(opened: OpenedCar, view: RenderView, state: PanelState) -> Panel:
    """Of a car of which no render is known."""
    return Panel(
        code=opened.code,
        art=opened.car.line.id,
        view=view,
        state=state,
        caption=caption(opened.car, view),
        marks=_NO_MARKS,
    )


def spent_panel(opened: OpenedCar, view: RenderView, until: datetime) -> Panel:
    """The same for a client that has had its share of the day."""
    panel = car_panel(opened, view)._replace(may_ask=False, until=moment(until, current_services().clock()))
    if panel.picture:
        return panel._replace(reason=_SHARE, advice=_STAYS)
    return panel._replace(state="share_spent", choosable=any(panel.marks.values()), reason=_SHARE, advice=_STAYS)


def panel_of(panel: Panel, render: Render | None, now: datetime, closure: Closure | None) -> Panel:
    """`panel` with what is to be said of this render, if any, while renders are closed for that reason, if any."""
    if render is None or (render.fault and not render.is_open and _concerns_all(render.fault)):
        return _closed(panel, closure, now) if closure else panel._replace(state="not_asked")
    shown = panel._replace(
        state={"pending": "asked", "in_progress": "drawing"}.get(render.state, render.state),  # type: ignore[arg-type]
        caption=render.caption,
        render=render,
        picture=picture_document(render.picture, picture_url(render.id)) if render.picture else None,
        elapsed=elapsed_seconds(render, now),
    )
    if render.fault:
        shown = shown._replace(reason=reason(render, closure), advice=advice(render, closure))
    if render.is_open:
        return shown._replace(poll=poll_seconds(render, now))
    waits = render.not_before if render.state == "failed" else None
    return shown._replace(until=moment(waits, now) if waits and waits > now else None)


def newest_picture(opened: OpenedCar) -> Render | None:
    """Of whatever view; None also where the store can't answer."""
    service = current_services().render_service
    if not service.terms.enabled:
        return None
    try:
        found = [_newest(service.of_car(opened.car, view)) for view in RENDER_VIEWS]
    except StoreError as error:
        logger.warning("Renders are left out: %s", error)
        return None
    return _newest([render for render in found if render])


def panel_style(panel: Panel, element_id: str) -> Markup:
    """What the sheet must know of it: the picture's proportions and, in seconds, what its ruler shows."""
    known = {"ratio": panel.ratio, "elapsed": panel.elapsed, "usual": panel.usual or 0, "span": panel.span}
    return Markup(f"#{element_id} {{{'; '.join(f'--{name}: {value:g}' for name, value in known.items())}}}")


def _panel(opened: OpenedCar, wanted: RenderView | None, found: Mapping[RenderView, Sequence[Render]]) -> Panel:
    service, now = current_services().render_service, current_services().clock()
    marks = {view: _mark(renders) for view, renders in found.items()}
    view = wanted or _liveliest(marks)
    latest = next(iter(found[view]), None)
    current = next((it for it in found[view] if it.recipe_key == service.terms.recipe.key), None)
    askable = current is None or current.may_be_asked_again(now)
    closure = service.closure() if askable or (latest and not latest.is_open and latest.picture is None) else None
    panel = plain_panel(opened, view, "not_asked")._replace(
        marks=marks,
        choosable=closure is None or any(marks.values()),
        may_ask=askable and closure is None,
        usual=service.usual_seconds(),
    )
    shown = panel_of(panel, _shown(found[view]), now, closure)
    if shown.state == "ready" and latest and latest.fault:
        return shown._replace(reason=reason(latest, closure), advice=advice(latest, closure))
    return shown


def _liveliest(marks: Mapping[RenderView, Mark]) -> RenderView:
    busy = [view for mark in ("open", "ready") for view in RENDER_VIEWS if marks[view] == mark]
    return next(iter(busy), "front")


def _closed(panel: Panel, closure: Closure, now: datetime) -> Panel:
    spent = closure.fault == "budget_spent"
    until = moment(closure.until, now) if spent and closure.until else None
    fault = FAULTS[closure.fault]
    state: PanelState = "budget_spent" if spent else "unavailable"
    return panel._replace(state=state, reason=fault.reason, advice=fault.advice, until=until)


def _concerns_all(fault: str) -> bool:
    """What stood against every render when this one was tried says nothing of the next try."""
    return bool(FAULTS[fault].past)


def _shown(renders: Sequence[Render]) -> Render | None:
    """Of a view's renders, the last asked for first: one on its way, else the newest picture, else the last try."""
    return next((it for it in renders if it.is_open), _newest(renders) or next(iter(renders), None))


def _newest(renders: Sequence[Render]) -> Render | None:
    pictures = [it for it in renders if it.picture]
    return max(pictures, key=lambda it: it.finished_at or it.asked_at, default=None)


def _mark(renders: Sequence[Render]) -> Mark:
    if any(it.is_open for it in renders):
        return "open"
    return "ready" if any(it.picture for it in renders) else ""
