"""Renders in every state for /patterns: made up, and with a drawing instead of a picture."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup

from configurator.cars.opened_car import OpenedCar
from configurator.renders.captions import CarNames
from configurator.renders.prompt import RenderView
from configurator.renders.render import Picture, Recipe, Render, midnight_after
from configurator.renders.terms import Closure
from configurator.web.http.countdown import deadline
from configurator.web.pages.gallery import GalleryItem
from configurator.web.pages.renders.links import PanelLinks, panel_links
from configurator.web.pages.renders.panel import SHARE_SPENT, Panel, empty_panel, panel_of, panel_style

_PICTURE = Picture("", "image/png", 1200, 433, 0)
_USUAL_SECONDS = 24


class Example(NamedTuple):
    """A panel and the name of its state. `key` makes its ids unique on the page."""

    name: str
    key: str
    panel: Panel

    @property
    def style(self) -> Markup:
        return panel_style(self.panel, f"render-now{self.key}")


class RenderPatterns(NamedTuple):
    """Everything about renders that /patterns shows. `source` is the URL of the drawing that replaces pictures."""

    examples: tuple[Example, ...]
    ready: Render
    source: str
    gallery: tuple[GalleryItem, ...]


def render_patterns(opened: OpenedCar, recipe: Recipe, now: datetime) -> RenderPatterns:
    source = panel_links().drawing(opened.code, "side-1200.png")
    car_url = url_for("car_page.show", text=opened.code)
    links = panel_links()._replace(picture=lambda _: source)
    panels = (*_attempts(links, opened, recipe, now), *_closures(links, opened, now))
    return RenderPatterns(
        tuple(Example(name, f"-{position}", panel) for position, (name, panel) in enumerate(panels)),
        _example(opened, "side", recipe, now, state="ready", picture=_PICTURE),
        source,
        (GalleryItem(opened.car.name, "side view", _PICTURE, source, car_url),) * 3,
    )


def _attempts(links: PanelLinks, opened: OpenedCar, recipe: Recipe, now: datetime) -> Iterator[tuple[str, Panel]]:
    """A panel for each state that a render can be in."""
    soon, midnight = now + timedelta(seconds=25), midnight_after(now)

    def panel(view: RenderView, **changes: Any) -> Panel:
        plain = empty_panel(links, opened, view, "not_requested")._replace(
            choosable=True, usual=_USUAL_SECONDS, marks=_marks()
        )
        return panel_of(plain, links, _example(opened, view, recipe, now, **changes), now, None)

    yield (
        "Not requested",
        empty_panel(links, opened, "front", "not_requested")._replace(may_request=True, usual=_USUAL_SECONDS),
    )
    yield "Requested", panel("front", asked_at=now)
    yield "Being made", panel("front", state="in_progress", asked_at=now - timedelta(seconds=18))
    yield "Tried again", panel("rear", fault="busy", asked_at=now - timedelta(seconds=70), not_before=soon)
    ready = panel("side", state="ready", finished_at=now, picture=_PICTURE)
    yield "Ready, side by side", ready
    yield "Ready, from another angle", ready._replace(view="front", may_request=True)
    yield "Refused", panel("rear", state="refused", fault="refused")._replace(may_request=True)
    yield "Refused again", panel("rear", state="refused", fault="refused", requests=2)
    yield "Failed", panel("interior", state="failed", fault="too_slow", not_before=soon)
    yield "Failed, can be tried later", panel("rear", state="failed", fault="busy", not_before=midnight)


def _closures(links: PanelLinks, opened: OpenedCar, now: datetime) -> Iterator[tuple[str, Panel]]:
    """A panel for each reason why nobody can request a render."""
    plain, midnight = empty_panel(links, opened, "front", "not_requested"), midnight_after(now)
    yield "Unavailable", panel_of(plain, links, None, now, Closure("model_gone"))
    yield "Budget spent", panel_of(plain, links, None, now, Closure("budget_spent", midnight))
    yield "Share spent", plain._replace(state="share_spent", reason=SHARE_SPENT, until=deadline(midnight, now))
    yield "Can't be built", plain._replace(state="unbuildable")
    yield "Out of reach", plain._replace(state="out_of_reach")


def _example(opened: OpenedCar, view: RenderView, recipe: Recipe, now: datetime, **changes: Any) -> Render:
    finished = changes.get("state") in ("ready", "refused", "failed")
    fields: dict[str, Any] = {
        "scene_key": "",
        "recipe_key": "",
        "code": opened.code,
        "view": view,
        "names": CarNames.of(opened.car),
        "recipe": recipe,
        "asked_at": now,
        "finished_at": now if finished else None,
    }
    return Render(**{**fields, **changes})


def _marks() -> dict[RenderView, Any]:
    return {"front": "open", "side": "ready", "rear": "", "interior": ""}
