"""Sets up the Flask app: JSON, templates, security, sessions, error handlers, and all blueprints."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Flask
from flask.json.provider import DefaultJSONProvider

from configurator.cars.catalogue import Catalogue
from configurator.settings import Settings
from configurator.web.api.catalogue import catalogue_api
from configurator.web.api.drawings import drawings
from configurator.web.api.health import health
from configurator.web.api.openapi.route import openapi_api
from configurator.web.api.palettes import palettes_api
from configurator.web.api.renders import renders_api
from configurator.web.api.users import users_api
from configurator.web.http import api_paths, compression, problems, static_files, urls
from configurator.web.http.lean_templates import LeanTemplates, TemplateEnvironment
from configurator.web.http.remembered import remembered
from configurator.web.http.security import cors, headers, hosts, sessions
from configurator.web.http.template_filters import FILTERS, fact_filters
from configurator.web.pages.api_docs import api_page
from configurator.web.pages.builds import builds_page
from configurator.web.pages.car.page import car_page
from configurator.web.pages.colour_vision import header
from configurator.web.pages.colour_vision.compare import compare_page
from configurator.web.pages.colour_vision.page import vision_pages
from configurator.web.pages.compare_cars.page import compare_cars
from configurator.web.pages.configure.page import configure_page
from configurator.web.pages.home import home_page
from configurator.web.pages.kiosk.heartbeat import kiosk_heartbeat
from configurator.web.pages.kiosk.offline import routes as kiosk_offline
from configurator.web.pages.kiosk.page import kiosk_pages
from configurator.web.pages.kiosk.staff.actions import kiosk_staff
from configurator.web.pages.kiosk.staff.door import kiosk_door
from configurator.web.pages.kiosk.staff.enrolment import kiosk_enrolment
from configurator.web.pages.money import money_filter
from configurator.web.pages.renders.page import render_pages
from configurator.web.pages.saved.add_page import add_pages
from configurator.web.pages.saved.car_actions import saved_cars
from configurator.web.pages.saved.page import saved_pages
from configurator.web.pages.saved.person_page import you_page

API_BLUEPRINTS = (users_api, catalogue_api, renders_api, palettes_api, openapi_api, health)
PAGE_BLUEPRINTS = (
    api_page,
    home_page,
    builds_page,
    configure_page,
    compare_cars,
    compare_page,
    car_page,
    render_pages,
    you_page,
    saved_pages,
    saved_cars,
    add_pages,
    vision_pages,
    kiosk_pages,
    kiosk_door,
    kiosk_staff,
    kiosk_enrolment,
    kiosk_heartbeat,
)


class Json(DefaultJSONProvider):
    """The same JSON as `compact_json`, for templates."""

    sort_keys = False
    ensure_ascii = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return super().dumps(obj, **{"separators": (",", ":"), **kwargs})


def init_app(app: Flask, settings: Settings, catalogue: Catalogue, *, compress: bool = True) -> None:
    app.json = Json(app)
    app.jinja_environment = TemplateEnvironment
    app.jinja_env.add_extension(LeanTemplates)
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.filters["money"] = money_filter(catalogue.currency)
    app.jinja_env.filters.update(fact_filters(catalogue))
    app.jinja_env.globals.update(catalogue=catalogue, kiosk=settings.kiosk, remembered=remembered)
    hosts.init_app(app, settings)
    headers.init_app(app, settings)
    sessions.init_app(app, settings)
    static_files.init_app(app, settings)
    urls.init_app(app, settings)
    problems.init_app(app)
    header.init_app(app)
    if compress:
        compression.init_app(app)
    for blueprint in (*API_BLUEPRINTS, drawings, *PAGE_BLUEPRINTS, *_development_pages(settings)):
        app.register_blueprint(blueprint)
    kiosk_offline.init_app(app, settings)
    api_paths.init_app(app, API_BLUEPRINTS)
    cors.init_app(app, settings, api_paths.first_segments(app, (*API_BLUEPRINTS, drawings)))


def _development_pages(settings: Settings) -> Iterator[Blueprint]:
    if not settings.production:
        from configurator.web.pages.patterns.page import patterns_page

        yield patterns_page
