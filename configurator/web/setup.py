"""Sets up the whole Flask app: API, drawings and pages."""

from collections.abc import Iterator

from flask import Blueprint, Flask

from configurator.cars.catalogue import Catalogue
from configurator.settings import Settings
from configurator.web.api.drawings import drawings
from configurator.web.api_setup import API_BLUEPRINTS, init_common, init_rate_limits
from configurator.web.http import api_paths, compression, static_files
from configurator.web.http.lean_templates import LeanTemplates, TemplateEnvironment
from configurator.web.http.remembered import remembered
from configurator.web.http.security import cors
from configurator.web.http.security.headers import csp_nonce
from configurator.web.http.template_filters import FILTERS, fact_filters
from configurator.web.http.urls import public_url_for
from configurator.web.pages.api_docs.page import api_page
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
from configurator.web.pages.kiosk.screen import device_id
from configurator.web.pages.kiosk.staff.actions import kiosk_staff
from configurator.web.pages.kiosk.staff.door import kiosk_door
from configurator.web.pages.kiosk.staff.enrolment import kiosk_enrolment
from configurator.web.pages.money import money_filter
from configurator.web.pages.renders.page import render_pages
from configurator.web.pages.saved.add_page import add_pages
from configurator.web.pages.saved.car_actions import saved_cars
from configurator.web.pages.saved.page import saved_pages
from configurator.web.pages.saved.person_page import you_page

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


def init_app(app: Flask, settings: Settings, catalogue: Catalogue, *, compress: bool = True) -> None:
    init_common(app, settings)
    _init_templates(app, settings, catalogue)
    static_files.init_app(app, settings)
    header.init_app(app)
    if compress:
        compression.init_app(app)
    for blueprint in (*API_BLUEPRINTS, drawings, *PAGE_BLUEPRINTS, *_development_pages(settings)):
        app.register_blueprint(blueprint)
    kiosk_offline.init_app(app, settings)
    api_paths.init_app(app, API_BLUEPRINTS)
    cors.init_app(app, settings, api_paths.first_segments(app, (*API_BLUEPRINTS, drawings)))
    init_rate_limits(app, settings, device_id)


def _init_templates(app: Flask, settings: Settings, catalogue: Catalogue) -> None:
    app.jinja_environment = TemplateEnvironment
    app.jinja_env.add_extension(LeanTemplates)
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.filters["money"] = money_filter(catalogue.currency)
    app.jinja_env.filters.update(fact_filters(catalogue))
    app.jinja_env.globals.update(catalogue=catalogue, kiosk=settings.kiosk, remembered=remembered)
    app.jinja_env.globals.update(csp_nonce=csp_nonce, public_url_for=public_url_for)


def _development_pages(settings: Settings) -> Iterator[Blueprint]:
    if not settings.production:
        from configurator.web.pages.patterns.page import patterns_page

        yield patterns_page
