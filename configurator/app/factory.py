"""Creates the Flask app: `create_app` for a server and for commands, `create_web_app` for Lambda, and there for a quick
start `create_api_app`.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Request
from werkzeug.routing import MapAdapter, Rule
from werkzeug.wsgi import get_host

from configurator.app.build import build_services
from configurator.services import Services
from configurator.settings import Settings
from configurator.web.http import site_path

_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def create_app(settings: Settings | None = None, services: Services | None = None) -> Flask:
    """The app with the operator's commands. Raises SettingsError or CatalogueError; their messages say what to do."""
    # Lambda runs no commands and doesn't import them.
    from configurator.commands.cli import add_commands
    from configurator.commands.errors import is_command, report_start_errors

    with report_start_errors():
        services = services or build_services(settings or Settings.from_environment(), for_command=is_command())
    app = create_web_app(services)
    add_commands(app)
    return app


class LazyRule(Rule):
    """A route that compiles its URL builder on first use. Werkzeug compiles each at the start, which takes 0.1 ms."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(lambda: super(LazyRule, self)._compile_builder(append_unknown))

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build


class App(Flask):
    """Flask without what each request would do for nothing: no view is async, and no host has a site of its own."""

    url_rule_class = LazyRule

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Werkzeug would read the host twice, encode it each time, and look for WebSockets. Raises SecurityError."""
        if request is None:
            return super().create_url_adapter(None)
        environ = request.environ
        request.host = get_host(environ)
        return MapAdapter(
            self.url_map,
            server_name=_ascii(request.host),
            script_name=_decoded(environ.get("SCRIPT_NAME", "")),
            subdomain="",
            url_scheme=environ["wsgi.url_scheme"],
            path_info=_decoded(environ.get("PATH_INFO", "")),
            default_method=environ["REQUEST_METHOD"],
            query_args=_decoded(environ.get("QUERY_STRING", "")),
        )


@lru_cache(64)
def _ascii(host: str) -> str:
    """The host in the spelling that links have. Most visitors send one of a few."""
    name, colon, port = host.lower().partition(":")
    return f"{name.encode('idna').decode()}{colon}{port}"


def _decoded(text: str) -> str:
    """WSGI passes UTF-8 as if each byte were a character."""
    return text if text.isascii() else text.encode("latin-1").decode(errors="replace")


def create_web_app(services: Services, *, compress: bool = True) -> Flask:
    """The app without commands."""
    # The API's app starts without the pages.
    from configurator.web.setup import init_app

    app = _new_app(services)
    init_app(app, services.settings, services.catalogue, compress=compress)
    site_path.init_app(app, services.settings)
    return app


def create_api_app(services: Services) -> Flask:
    """An app that answers the API's paths only, as the whole app would."""
    from configurator.web.api_setup import init_api

    app = _new_app(services)
    init_api(app, services.settings)
    site_path.init_app(app, services.settings)
    return app


def _new_app(services: Services) -> Flask:
    app = App("configurator", template_folder=str(_TEMPLATES), static_folder=None)
    # Werkzeug would redirect an address with two slashes. API clients expect a problem instead.
    app.url_map.merge_slashes = False
    app.extensions["services"] = services
    return app
