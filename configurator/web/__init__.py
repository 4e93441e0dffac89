"""HTTP: the JSON API, the pages, and what both share."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Flask
from flask.json.provider import DefaultJSONProvider

from configurator.settings import Settings
from configurator.web import compression, cors, problems, security, sessions, urls
from configurator.web.api_page import api_page
from configurator.web.car_page import car_page
from configurator.web.catalogue_api import catalogue_api
from configurator.web.compare_page import compare_page
from configurator.web.configure_page import configure_page
from configurator.web.drawings import drawings
from configurator.web.health import health
from configurator.web.home_page import home_page
from configurator.web.openapi_api import openapi_api
from configurator.web.palettes_api import palettes_api
from configurator.web.render_pages import render_pages
from configurator.web.renders_api import renders_api
from configurator.web.saved_pages import saved_pages
from configurator.web.text_filters import FILTERS
from configurator.web.users_api import users_api
from configurator.web.vision_pages import vision_pages
from configurator.web.you_page import you_page

BLUEPRINTS = (
    users_api,
    catalogue_api,
    renders_api,
    palettes_api,
    openapi_api,
    api_page,
    health,
    home_page,
    configure_page,
    compare_page,
    car_page,
    render_pages,
    you_page,
    saved_pages,
    vision_pages,
    drawings,
)


class Json(DefaultJSONProvider):
    """Members in our order, text as it is, no space between."""

    sort_keys = False
    ensure_ascii = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return super().dumps(obj, **{"separators": (",", ":"), **kwargs})


def init_app(app: Flask, settings: Settings) -> None:
    app.json = Json(app)
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    security.init_app(app, settings)
    sessions.init_app(app)
    urls.init_app(app)
    problems.init_app(app)
    compression.init_app(app)
    for blueprint in (*BLUEPRINTS, *_for_development(settings)):
        app.register_blueprint(blueprint)
    cors.init_app(app, settings)


def _for_development(settings: Settings) -> Iterator[Blueprint]:
    if not settings.production:
        from configurator.web.patterns_page import patterns_page

        yield patterns_page
