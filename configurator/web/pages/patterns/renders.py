"""Renders in every state for the page of patterns: made up, with a drawing in the place of the picture."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup

from configurator.cars.opened_car import OpenedCar
from configurator.renders.captions import CarNames
from configurator.renders.prompt import RenderView
from configurator.renders.render import Picture, Render, midnight_after
from configurator.renders.terms import Closure
from configurator.services import current_services
from configurator.web.pages.gallery import GalleryItem
from configurator.web.pages.renders.countdown import moment
from configurator.web.pages.renders.panel import Panel, panel_of, panel_style, plain_panel

_PICTURE = Picture("", "image/png", 1200, 433, 0)
_USUAL = 24


class Example(NamedTuple):
    """A panel under the name of its state; `key` sets its ids apart from the others'."""

    name: str
    key: str
    panel: Panel

    @property
    def style(self) -> Markup:
        return panel_style(self.panel, f"render-now{self.key}")


def render_patterns(opened: OpenedCar) -> dict[str, Any]:
    """What the page of patterns shows of renders."""
    panels = (*_tries(opened), *_closures(opened))
    drawn = _example(opened, "side", state="ready", picture=_PICTURE)
    source = url_for("drawings.show", text=opened.code, name="side-1200.png")
    return {
        "renders": [Example(name, f"-{at}", panel) for at, (name, panel) in enumerate(panels)],
        "drawn": drawn,
        "drawn_source": source,
        "example_gallery": [
            GalleryItem(opened.car.name, "side view", _PICTURE, source, url_for("car_page.show", text=opened.code))
        ]
        * 3,
    }


def _tries(opened: OpenedCar) -> Iterator[tuple[str, Panel]]:
    """What may become of a render."""
    now = current_services().clock()
    soon, midnight = now + timedelta(seconds=25), midnight_after(now)

    def panel(view: RenderView, **changes: Any) -> Panel:
        plain = plain_panel(opened, view, "not_asked")._replace(choosable=True, usual=_USUAL, marks=_marks())
        return panel_of(plain, _example(opened, view, **changes), now, None)

    yield "Not asked for", plain_panel(opened, "front", "not_asked")._replace(may_ask=True, usual=_USUAL)
    yield "Asked for", panel("front", asked_at=now)
    yield "Being drawn", panel("front", state="in_progress", asked_at=now - timedelta(seconds=18))
    yield "Tried again", panel("rear", fault="busy", asked_at=now - timedelta(seconds=70), not_before=soon)
    ready = panel("side", state="ready", finished_at=now, picture=_PICTURE)
    picture = {**(ready.picture or {}), "url": url_for("drawings.show", text=opened.code, name="side-1200.png")}
    yield "Ready, side by side", ready._replace(picture=picture)
    yield "Ready, from another angle", ready._replace(picture=picture, view="front", may_ask=True)
    yield "Refused", panel("rear", state="refused", fault="refused")._replace(may_ask=True)
    yield "Refused again", panel("rear", state="refused", fault="refused", requests=2)
    yield "Failed", panel("interior", state="failed", fault="too_slow", not_before=soon)
    yield "Failed, to be tried later", panel("rear", state="failed", fault="busy", not_before=midnight)


def _closures(opened: OpenedCar) -> Iterator[tuple[str, Panel]]:
    """Why there may be none."""
    now = current_services().clock()
    plain, midnight = plain_panel(opened, "front", "not_asked"), midnight_after(now)
    yield "Unavailable", panel_of(plain, None, now, Closure("model_gone"))
    yield "Budget spent", panel_of(plain, None, now, Closure("budget_spent", midnight))
    share = "You have asked for as many new pictures as one may in a day."
    yield "Share spent", plain._replace(state="share_spent", reason=share, until=moment(midnight, now))
    yield "Can't be built", plain._replace(state="unbuildable")
    yield "Out of reach", plain._replace(state="out_of_reach")


def _example(opened: OpenedCar, view: RenderView, **changes: Any) -> Render:
    now = current_services().clock()
    return Render(
        **{
            "scene_key": "",
            "recipe_key": "",
            "code": opened.code,
            "view": view,
            "names": CarNames.of(opened.car),
            "recipe": current_services().render_service.terms.recipe,
            "asked_at": now,
            "finished_at": now if changes.get("state") in ("ready", "refused", "failed") else None,
            **changes,
        }
    )


def _marks() -> dict[RenderView, Any]:
    return {"front": "open", "side": "ready", "rear": "", "interior": ""}
