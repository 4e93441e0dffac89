"""The module that Lambda starts. It creates the app and Zappa's handler before the first request.

During this phase Lambda gives a whole processor, even to a function that has only part of one afterwards.
"""

import gc

# The start produces almost no garbage, and looking for it takes a tenth of the start.
gc.disable()

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from types import ModuleType
from typing import Any


class Stub:
    """The value of every attribute of a stub module: it can be called, subclassed and used as an annotation."""

    commands = ()  # what flask.cli's groups list

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __getattr__(self, _: str) -> Callable[..., None]:
        return lambda **_: None


@contextmanager
def stubbed(*names: str, missing: tuple[str, ...] = ()) -> Iterator[None]:
    """Within the block, replaces modules by stubs, because Lambda never uses what they do, and importing them is slow.

    An import of a `missing` module fails. The modules that import it can do without it.
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
    import botocore.session  # noqa: F401
    import flask  # noqa: F401
    from jinja2 import ModuleLoader
    from zappa import handler

from configurator.app.build import build_services
from configurator.app.factory import create_web_app
from configurator.aws_lambda.http_events import Event, is_request, respond
from configurator.settings import Settings, require_lasting

settings = Settings.from_environment()
require_lasting(settings)
app = create_web_app(build_services(settings))
app.jinja_env.loader = ModuleLoader(Path(__file__).parents[2] / "templates")
handler.global_handler = handler.LambdaHandler()
starts = chain(("cold",), repeat("warm"))


def lambda_handler(event: Event, context: Any) -> Any:
    """Passes requests to the app, and other events (commands such as the worker's, schedules) to Zappa's handler."""
    start = next(starts)
    if is_request(event):
        return respond(app, settings.stage, event, context, start)
    return handler.lambda_handler(event, context)


gc.freeze()
gc.enable()
