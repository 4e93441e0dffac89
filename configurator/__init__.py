"""Profile: an independent configurator for Porsche models. `create_app` puts it together."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

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


class LateRule(Rule):
    """A route that compiles what writes its addresses when the first is written: a tenth of a millisecond each."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(lambda: super(LateRule, self)._compile_builder(append_unknown))

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build


class App(Flask):
    """Flask, without asking of each view and hook at each request whether it is async: none of ours is."""

    url_rule_class = LateRule

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def web_app(services: Services) -> Flask:
    """The app, ready to serve."""
    app = App(__name__, template_folder="../templates", static_folder=None)
    # An address with two slashes is a wrong one: Werkzeug's redirect would be no answer of the API's.
    app.url_map.merge_slashes = False
    app.extensions["services"] = services
    web.init_app(app, services.settings)
    return app
