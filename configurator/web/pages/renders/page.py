"""Asking for a DALL-E render from the summary of a car: a form, so that it works without a script."""

from typing import cast

from flask import Blueprint, Response, redirect, request, url_for

from configurator.cars.opened_car import OpenedCar, open_code
from configurator.errors import StoreError
from configurator.renders.prompt import RenderView
from configurator.renders.service import NotBuildable, RendersClosed, ShareSpent
from configurator.services import current_services
from configurator.web.http.client import platform_address, render_client
from configurator.web.pages.car.page import summary
from configurator.web.pages.forms import RenderForm
from configurator.web.pages.renders.panel import car_panel, spent_panel
from configurator.web.pages.renders.session import note_asked
from configurator.web.pages.saved.owner_cookie import Owner

render_pages = Blueprint("render_pages", __name__)

STALE = "This page had been open for too long, or cookies are off. Nothing was asked for yet: please ask once more."
_OUTAGE = "We can't reach our store just now, so nothing was asked for. Try again in a moment."


@render_pages.post("/car/<text>/renders")
def ask(text: str) -> Response:
    """Back to the summary, which shows what has become of it."""
    opened, form = open_code(current_services().catalogue, text), RenderForm(request.form)
    if not form.validate():
        return summary(opened, car_panel(opened, None), 400, STALE)
    return _ask(opened, form.view.data)


def _ask(opened: OpenedCar, view: RenderView) -> Response:
    try:
        services = current_services()
        client = render_client(platform_address(request.environ), services.clock(), _owner())
        note_asked(services.render_service.request(opened.checked, view, client))
    except ShareSpent as spent:
        return _spent(opened, view, spent)
    except StoreError:
        return summary(opened, car_panel(opened, view), 503, _OUTAGE)
    except (NotBuildable, RendersClosed):
        pass  # the summary says why
    back = url_for("car_page.show", text=opened.code, view=view, _anchor="render")
    return cast(Response, redirect(back, 303))


def _spent(opened: OpenedCar, view: RenderView, spent: ShareSpent) -> Response:
    panel = spent_panel(opened, view, spent.until)
    response = summary(opened, panel, 429)
    if panel.until:
        response.headers["Retry-After"] = str(panel.until.seconds)
    return response


def _owner() -> str:
    """The secret by which this browser opens a saved car, if any. May raise StoreError."""
    owner = Owner.of_browser()
    return owner.token if owner and owner.user else ""
