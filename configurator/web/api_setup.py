"""Sets up a Flask app that answers the API only. It starts in half the time that the whole app takes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from configurator.settings import Settings
from configurator.web.api.catalogue import catalogue_api
from configurator.web.api.health import health
from configurator.web.api.openapi.route import openapi_api
from configurator.web.api.palettes import palettes_api
from configurator.web.api.renders import renders_api
from configurator.web.api.users import users_api
from configurator.web.http import api_paths, compression, problems, request_ids, urls
from configurator.web.http.security import cors, headers, hosts, sessions

if TYPE_CHECKING:
    from configurator.services import Services

API_BLUEPRINTS = (users_api, catalogue_api, renders_api, palettes_api, openapi_api, health)

_LINKED = {"car_page.show": urls.CAR_PAGE, "drawings.show": urls.DRAWING}
"""Endpoints of the whole app to which the API's answers link."""


class Json(DefaultJSONProvider):
    """The same JSON as `compact_json`, for templates."""

    sort_keys = False
    ensure_ascii = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return super().dumps(obj, **{"separators": (",", ":"), **kwargs})


def init_api(app: Flask, settings: Settings) -> None:
    """For the API's paths alone. What it answers equals the whole app's answers."""
    init_common(app, settings)
    compression.init_app(app)
    for blueprint in API_BLUEPRINTS:
        app.register_blueprint(blueprint)
    for endpoint, rule in _LINKED.items():
        app.add_url_rule(rule, endpoint, build_only=True)
    api_paths.init_app(app, API_BLUEPRINTS)
    cors.init_app(app, settings, api_paths.first_segments(app, API_BLUEPRINTS))
    init_rate_limits(app, settings)


def init_rate_limits(app: Flask, settings: Settings, kiosk_id: Callable[[], str] = lambda: "") -> None:
    """Limits requests if the operator wants it. `kiosk_id` returns the id of the enrolled kiosk that sent a request."""
    if settings.rate_limits is None:
        return
    from configurator.web.http import rate_limits

    services: Services = app.extensions["services"]
    if services.limiter:
        loopback = settings.rate_limits.loopback
        rate_limits.init_app(app, services.limiter, services.clock, loopback=loopback, kiosk_id=kiosk_id)


def init_common(app: Flask, settings: Settings) -> None:
    """What every app needs: JSON, security, request ids, sessions, URLs, error handlers."""
    app.json = Json(app)
    hosts.init_app(app, settings)
    headers.init_app(app, settings)
    request_ids.init_app(app)
    sessions.init_app(app, settings)
    urls.init_app(app, settings)
    problems.init_app(app)
