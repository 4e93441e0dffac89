"""DALL-E renders on a kiosk: who pays for them, where their links lead, and which views a visitor can choose."""

from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from configurator.errors import StoreError
from configurator.renders.prompt import RENDER_VIEWS, RenderView
from configurator.renders.render import BUDGET, Budget
from configurator.services import Services
from configurator.web.pages.kiosk.screen import this_kiosk
from configurator.web.pages.renders.form import RenderForm, new_form
from configurator.web.pages.renders.links import PanelLinks, panel_links
from configurator.web.pages.renders.panel import SHARE_SPENT, Mark, Panel, panel_style
from configurator.web.pages.views import VIEW_LABELS


class ViewChoice(NamedTuple):
    """A view that a visitor can choose: a link to its picture if `mark` says that there is one or will be one, else a
    button that requests it."""

    view: RenderView
    mark: Mark
    is_shown: bool

    @property
    def label(self) -> str:
        return VIEW_LABELS[self.view]


class KioskRenders(NamedTuple):
    """The renders of a car at the end of a visit. `form` requests one, `trouble` is what was wrong with it."""

    panel: Panel
    form: RenderForm | None
    trouble: str

    @property
    def choices(self) -> tuple[ViewChoice, ...]:
        """The views with a picture, and, if new ones can be requested, the others."""
        marks, shown = self.panel.marks, self.panel.view
        choices = (ViewChoice(view, marks[view], bool(marks[view]) and view == shown) for view in RENDER_VIEWS)
        return tuple(choice for choice in choices if choice.mark or self._can_request(choice.view))

    def _can_request(self, view: RenderView) -> bool:
        is_refused_for_good = self.panel.state == "refused" and not self.panel.may_request
        return self.form is not None and not (view == self.panel.view and is_refused_for_good)

    @property
    def style(self) -> Markup:
        return panel_style(self.panel, "render")


def paying_budget(services: Services) -> Budget:
    """Which budget pays for what this request asks for: the kiosks' share only pays for screens that are enrolled.

    A screen that isn't is a client like any other. So is every screen while the store can't say.
    """
    if services.terms.kiosk_budget == BUDGET:
        return BUDGET
    try:
        return services.terms.kiosk_budget if this_kiosk(services) else BUDGET
    except StoreError:
        return BUDGET


def kiosk_links() -> PanelLinks:
    """The website's links of pictures and drawings; everything else stays on the kiosk."""
    return panel_links()._replace(
        page=lambda code, view: url_for("kiosk_pages.finish", text=code, view=view),
        request=lambda code: url_for("kiosk_pages.request_render", text=code),
        is_kiosk=True,
    )


def kiosk_renders(services: Services, panel: Panel, trouble: str) -> KioskRenders | None:
    """None if renders are off, or if the car can't be built: then there is nothing to offer."""
    if not services.terms.enabled or panel.state == "unbuildable":
        return None
    form = new_form() if _may_request(services, panel) else None
    return KioskRenders(panel, form, trouble)


def _may_request(services: Services, panel: Panel) -> bool:
    """Whether any view can be requested now. The panel knows it for its own view only."""
    if panel.state == "out_of_reach" or panel.reason == SHARE_SPENT:
        return False
    try:
        return services.render_service.closure(paying_budget(services)) is None
    except StoreError:
        return False
