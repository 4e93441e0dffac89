"""Requesting a DALL-E render with a form, on the website and on a kiosk."""

from collections.abc import Callable
from typing import NamedTuple, Protocol, cast

from flask import Response, redirect, request, session

from configurator.cars.opened_car import OpenedCar, open_code
from configurator.errors import StoreError
from configurator.renders.prompt import RenderView
from configurator.renders.render import Budget
from configurator.renders.service import NotBuildable, RendersClosed, ShareSpent
from configurator.services import Services, current_services
from configurator.web.http.client import platform_address, render_client
from configurator.web.pages.renders.form import RenderForm
from configurator.web.pages.renders.links import PanelLinks
from configurator.web.pages.renders.panel import Panel, car_panel, share_spent_panel
from configurator.web.pages.renders.session import remember_request
from configurator.web.pages.saved.owner_cookie import read_owner, saved_user

EXPIRED = "This page was open for too long, or cookies are off. Nothing was requested: please press the button again."
_OUTAGE = "Our database can't be reached at the moment, so nothing was requested. Please try again in a moment."


class Respond(Protocol):
    """Shows the page of a car with its panel. `trouble` is what was wrong with the form that asks for a render."""

    def __call__(
        self, services: Services, opened: OpenedCar, panel: Panel, status: int = 200, trouble: str = ""
    ) -> Response: ...


class RenderFrontEnd(NamedTuple):
    """The pages that show a car's renders. `budget` says who pays, `remembers` whether the session keeps the request:
    the website tells the visitor what became of it, a kiosk forgets."""

    links: Callable[[], PanelLinks]
    respond: Respond
    budget: Callable[[Services], Budget]
    remembers: bool

    def panel(self, services: Services, opened: OpenedCar, wanted: RenderView | None) -> Panel:
        return car_panel(services.render_service, self.links(), opened, wanted, self.budget(services))


def request_on(front_end: RenderFrontEnd, text: str) -> Response:
    """Redirects to the page that shows the render's state."""
    services = current_services()
    opened, form = open_code(services.catalogue, text), RenderForm(request.form)
    if not form.validate():
        return front_end.respond(services, opened, front_end.panel(services, opened, None), 400, EXPIRED)
    return _request(services, front_end, opened, form.view.data)


def _request(services: Services, front_end: RenderFrontEnd, opened: OpenedCar, view: RenderView) -> Response:
    try:
        client = render_client(platform_address(request.environ), services.clock(), _owner_token(services))
        budget = front_end.budget(services)
        render = services.render_service.request(opened.checked, view, client, budget)
    except ShareSpent as spent:
        return _share_spent(services, front_end, opened, view, spent)
    except StoreError:
        return front_end.respond(services, opened, front_end.panel(services, opened, view), 503, _OUTAGE)
    except (NotBuildable, RendersClosed):
        pass  # the car's page says why
    else:
        if front_end.remembers:
            remember_request(session, render)
    return cast(Response, redirect(front_end.links().page(opened.code, view), 303))


def _share_spent(
    services: Services, front_end: RenderFrontEnd, opened: OpenedCar, view: RenderView, spent: ShareSpent
) -> Response:
    panel = share_spent_panel(front_end.panel(services, opened, view), spent.until, services.clock())
    response = front_end.respond(services, opened, panel, 429)
    if panel.until:
        response.headers["Retry-After"] = str(panel.until.seconds)
    return response


def _owner_token(services: Services) -> str:
    """The secret with which this browser opens its saved user, "" if it has none. Raises StoreError."""
    owner = read_owner()
    return owner.token if owner and saved_user(services.user_service, owner) else ""
