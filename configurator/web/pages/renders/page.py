"""Requesting a DALL-E render on a car's page: a form, so that it works without JavaScript."""

from typing import cast

from flask import Blueprint, Response, redirect, request, session, url_for

from configurator.cars.opened_car import OpenedCar, open_code
from configurator.errors import StoreError
from configurator.renders.prompt import RenderView
from configurator.renders.service import NotBuildable, RendersClosed, ShareSpent
from configurator.services import Services, current_services
from configurator.web.http.client import platform_address, render_client
from configurator.web.pages.car.page import respond
from configurator.web.pages.renders.form import RenderForm
from configurator.web.pages.renders.links import panel_links
from configurator.web.pages.renders.panel import car_panel, share_spent_panel
from configurator.web.pages.renders.session import remember_request
from configurator.web.pages.saved.owner_cookie import read_owner, saved_user

render_pages = Blueprint("render_pages", __name__)

EXPIRED = "This page was open for too long, or cookies are off. Nothing was requested: please press the button again."
_OUTAGE = "Our database can't be reached at the moment, so nothing was requested. Please try again in a moment."


@render_pages.post("/car/<text>/renders")
def request_render(text: str) -> Response:
    """Redirects to the car's page, which shows the render's state."""
    services = current_services()
    opened, form = open_code(services.catalogue, text), RenderForm(request.form)
    if not form.validate():
        panel = car_panel(services.render_service, panel_links(), opened, None)
        return respond(services, opened, panel, 400, EXPIRED)
    return _request(services, opened, form.view.data)


def _request(services: Services, opened: OpenedCar, view: RenderView) -> Response:
    try:
        client = render_client(platform_address(request.environ), services.clock(), _owner_token(services))
        remember_request(session, services.render_service.request(opened.checked, view, client))
    except ShareSpent as spent:
        return _share_spent(services, opened, view, spent)
    except StoreError:
        panel = car_panel(services.render_service, panel_links(), opened, view)
        return respond(services, opened, panel, 503, _OUTAGE)
    except (NotBuildable, RendersClosed):
        pass  # the car's page says why
    back = url_for("car_page.show", text=opened.code, view=view, _anchor="render")
    return cast(Response, redirect(back, 303))


def _share_spent(services: Services, opened: OpenedCar, view: RenderView, spent: ShareSpent) -> Response:
    panel = share_spent_panel(services.render_service, panel_links(), opened, view, spent.until)
    response = respond(services, opened, panel, 429)
    if panel.until:
        response.headers["Retry-After"] = str(panel.until.seconds)
    return response


def _owner_token(services: Services) -> str:
    """The secret with which this browser opens its saved user, "" if it has none. Raises StoreError."""
    owner = read_owner(request.cookies)
    return owner.token if owner and saved_user(services.user_service, owner) else ""
