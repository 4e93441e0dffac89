"""What Lambda starts: the app and Zappa's handler, both made before the first request comes.

Lambda gives this phase a whole processor, however little of one the function has afterwards.
"""

import gc

# Nothing that is made while starting is ever garbage: looking for it costs a tenth of the start.
gc.disable()

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from types import ModuleType
from typing import Any


class Nothing:
    """What a spared module has under any name: for annotations, for commands, of which there are none, and for texts
    of help with the events that would write them."""

    commands = ()

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __getattr__(self, _: str) -> Callable[..., None]:
        return lambda **_: None


@contextmanager
def spared(*names: str, missing: tuple[str, ...] = ()) -> Iterator[None]:
    """Within, these modules are empty: what is imported there wants them for what never happens on Lambda. Those that
    are missing can't be imported, and who asks for them knows how to do without."""
    there = {name: sys.modules[name] for name in (*names, *missing) if name in sys.modules}
    for name in names:
        sys.modules[name] = module = ModuleType(name)
        module.__getattr__ = lambda _: Nothing  # type: ignore[method-assign]
    for name in missing:
        sys.modules[name] = None  # type: ignore[assignment]  # as the import system has it
    yield
    for name in (*names, *missing):
        del sys.modules[name]
    sys.modules.update(there)


COMMANDS = ("click", "flask.cli", "importlib.metadata")
DEVELOPING = ("botocore.docs.docstring", "botocore.docs.utils", "werkzeug.serving", "werkzeug.test")
COMPILING_TEMPLATES = ("jinja2.compiler", "jinja2.lexer", "jinja2.parser")
DEPLOYING = ("boto3", "durationpy", "tarfile")
OTHER_PROTOCOLS = ("asyncio",)
COMPRESSIONS = ("backports.zstd", "brotli")

with spared(*COMMANDS, *DEVELOPING, *COMPILING_TEMPLATES, *DEPLOYING, *OTHER_PROTOCOLS, missing=COMPRESSIONS):
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
    """Requests go straight to the app; Zappa's handler has the rest: commands, the worker's among them, schedules."""
    start = next(starts)
    if is_request(event):
        return respond(app, settings.stage, event, context, start)
    return handler.lambda_handler(event, context)


gc.freeze()
gc.enable()
