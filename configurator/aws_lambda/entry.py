"""The Lambda entry point. Builds the API's app at import time, and the pages with the first request for one.

During the import, Lambda provides a whole processor, even for a function that gets only part of one afterwards.
"""

import gc

# The import produces almost no garbage, and looking for it takes a tenth of the time.
gc.disable()

from functools import cache, partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from configurator.aws_lambda.module_bundle import use_bundle
from configurator.aws_lambda.stubs import stubbed

ROOT = Path(__file__).parents[2]
use_bundle(ROOT)

COMMANDS = ("click", "flask.cli", "importlib.metadata")
DEVELOPMENT = ("werkzeug.serving", "werkzeug.test")
TEMPLATES = ("jinja2", "jinja2.loaders", "flask.templating")
TEMPLATE_COMPILER = ("jinja2.compiler", "jinja2.lexer", "jinja2.parser")
UPLOADED_FILES = ("tempfile",)
SUGGESTIONS = ("difflib",)
DEPLOYMENT = ("boto3", "durationpy", "tarfile")
OTHER_PROTOCOLS = ("asyncio",)

with stubbed(*COMMANDS, *DEVELOPMENT, postponed=(*TEMPLATES, *UPLOADED_FILES, *SUGGESTIONS)):
    import flask

from configurator.app.build import build_services
from configurator.app.factory import create_api_app
from configurator.aws_lambda.http_events import answer, is_request, respond
from configurator.aws_lambda.snapshot import before_snapshot, starts_from_snapshot
from configurator.aws_lambda.wsgi_environ import Event
from configurator.settings import Settings, require_lasting, require_time
from configurator.web.http.api_paths import is_api_path

settings = Settings.from_environment()
require_lasting(settings)
require_time(settings)
services = build_services(settings)
api = create_api_app(services)
starts = chain(("restored" if starts_from_snapshot() else "cold",), repeat("warm"))


@cache
def site() -> flask.Flask:
    """The whole app. The first request that isn't for the API builds it, because its pages have most of the modules."""
    gc.disable()
    with stubbed(*TEMPLATE_COMPILER):
        from jinja2 import ModuleLoader

    from configurator.app.factory import create_web_app

    whole = create_web_app(services)
    whole.jinja_env.loader = ModuleLoader(ROOT / "templates")
    gc.freeze()
    gc.enable()
    return whole


@cache
def zappa() -> Any:
    """Zappa's handler, for events that are no requests: commands, renders to make, schedules."""
    with stubbed(*DEPLOYMENT, *OTHER_PROTOCOLS):
        from zappa import handler

    handler.global_handler = handler.LambdaHandler()
    return handler


def app_for(path: str) -> flask.Flask:
    return api if is_api_path(api, path) else site()


def app(environ: dict[str, Any], start_response: Any) -> Any:
    """The WSGI app that zappa_settings.json names. Zappa's handler wants one, and never gets a request for it."""
    return app_for(environ["PATH_INFO"])(environ, start_response)


def lambda_handler(event: Event, context: Any) -> Any:
    """Passes HTTP requests to the app, and other events to Zappa's handler."""
    start = next(starts)
    if is_request(event):
        return respond(app_for, settings.stage, event, context, start)
    return zappa().lambda_handler(event, context)


def ask(event: Event) -> Event:
    """The app's answer, which is not logged."""
    return answer(app_for, settings.stage, event).result


if starts_from_snapshot():
    from configurator.aws_lambda.preparation import prepare

    before_snapshot(partial(prepare, site(), services, ask))
gc.freeze()
gc.enable()
