"""The Lambda entry point. Builds the app and Zappa's handler at import time.

During the import, Lambda provides a whole processor, even for a function that gets only part of one afterwards.
"""

import gc

# The import produces almost no garbage, and looking for it takes a tenth of the time.
gc.disable()

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from types import ModuleType
from typing import Any


class Stub:
    """The value of every attribute of a stub module. It can be called, subclassed and used as an annotation."""

    commands = ()  # flask.cli's groups list these

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __getattr__(self, _: str) -> Callable[..., None]:
        return lambda **_: None


@contextmanager
def stubbed(*names: str, missing: tuple[str, ...] = ()) -> Iterator[None]:
    """Replaces modules by stubs within the block. Lambda never uses these modules, and importing them is slow.

    Importing a `missing` module fails; the modules that import it work without it.
    """
    loaded = {name: sys.modules[name] for name in (*names, *missing) if name in sys.modules}
    for name in names:
        sys.modules[name] = module = ModuleType(name)
        module.__getattr__ = lambda _: Stub  # type: ignore[method-assign]
    for name in missing:
        sys.modules[name] = None  # type: ignore[assignment]  # makes an import fail
    yield
    for name in (*names, *missing):
        del sys.modules[name]
    sys.modules.update(loaded)


COMMANDS = ("click", "flask.cli", "importlib.metadata")
DEVELOPMENT = ("botocore.docs.docstring", "botocore.docs.utils", "werkzeug.serving", "werkzeug.test")
TEMPLATE_COMPILER = ("jinja2.compiler", "jinja2.lexer", "jinja2.parser")
DEPLOYMENT = ("boto3", "durationpy", "tarfile")
OTHER_PROTOCOLS = ("asyncio",)
COMPRESSIONS = ("backports.zstd", "brotli")

with stubbed(*COMMANDS, *DEVELOPMENT, *TEMPLATE_COMPILER, *DEPLOYMENT, *OTHER_PROTOCOLS, missing=COMPRESSIONS):
    import flask  # noqa: F401
    from jinja2 import ModuleLoader
    from zappa import handler

from configurator.aws_lambda.module_bundle import use_bundle

use_bundle(Path(__file__).parents[2])

from configurator.app.build import build_services
from configurator.app.factory import create_web_app
from configurator.aws_lambda.http_events import Event, answer, is_request, respond
from configurator.aws_lambda.snapshot import before_snapshot, starts_from_snapshot
from configurator.settings import Settings, require_lasting

settings = Settings.from_environment()
require_lasting(settings)
services = build_services(settings)
app = create_web_app(services)
app.jinja_env.loader = ModuleLoader(Path(__file__).parents[2] / "templates")
handler.global_handler = handler.LambdaHandler()
starts = chain(("restored" if starts_from_snapshot() else "cold",), repeat("warm"))


def lambda_handler(event: Event, context: Any) -> Any:
    """Passes HTTP requests to the app, and other events (commands, renders to make, schedules) to Zappa's handler."""
    start = next(starts)
    if is_request(event):
        return respond(app, settings.stage, event, context, start)
    return handler.lambda_handler(event, context)


def ask(event: Event) -> Event:
    """The app's answer, which is not logged."""
    return answer(app, settings.stage, event).result


if starts_from_snapshot():
    from configurator.aws_lambda.preparation import prepare

    before_snapshot(partial(prepare, app, services, ask))
gc.freeze()
gc.enable()
