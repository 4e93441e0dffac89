"""HTTP: the JSON API, the pages, and what both share."""

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from configurator.catalogue import body_name
from configurator.settings import Settings
from configurator.web import compression, cors, problems, security, urls
from configurator.web.car_page import car_page
from configurator.web.catalogue_api import catalogue_api
from configurator.web.configure_page import configure_page
from configurator.web.drawings import drawings
from configurator.web.health import health
from configurator.web.home_page import home_page
from configurator.web.patterns_page import patterns_page
from configurator.web.render_pages import render_pages
from configurator.web.renders_api import renders_api
from configurator.web.saved_pages import saved_pages
from configurator.web.users_api import users_api
from configurator.web.you_page import you_page

BLUEPRINTS = (
    users_api,
    catalogue_api,
    renders_api,
    health,
    home_page,
    configure_page,
    car_page,
    render_pages,
    you_page,
    saved_pages,
    patterns_page,
    drawings,
)


class Json(DefaultJSONProvider):
    """Members in our order, text as it is."""

    sort_keys = False
    ensure_ascii = False
    compact = True


def init_app(app: Flask, settings: Settings) -> None:
    app.json = Json(app)
    app.jinja_env.filters.update(body_name=body_name, upper_first=lambda text: text[:1].upper() + text[1:])
    security.init_app(app, settings)
    urls.init_app(app)
    problems.init_app(app)
    compression.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cors.init_app(app, settings)
