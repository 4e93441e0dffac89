"""Profile: an independent configurator for Porsche models. `create_app` puts it together."""

from flask import Flask

from configurator import web
from configurator.services import Services, build
from configurator.settings import Settings


def create_app(settings: Settings | None = None, services: Services | None = None) -> Flask:
    """The app with the operator's commands. Raises SettingsError or CatalogueError, whose message says what to mend."""
    # A function on Lambda has no use for it.
    from configurator import cli

    with cli.start():
        services = services or build(settings or Settings.from_environment())
    app = web_app(services)
    cli.init_app(app)
    return app


def web_app(services: Services) -> Flask:
    """The app, ready to serve."""
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.extensions["services"] = services
    web.init_app(app, services.settings)
    return app
