"""What Lambda starts: the app and Zappa's handler, both made before the first request comes.

Lambda gives this phase a whole processor, however little of one the function has afterwards.
"""

import gc

# Nothing that is made while starting is ever garbage: looking for it costs a tenth of the start.
gc.disable()

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def spared(*names: str) -> Iterator[None]:
    """Within, these modules are empty: what is imported there wants them for deploying, developing or ASGI only."""
    for name in names:
        sys.modules[name] = module = ModuleType(name)
        module.__getattr__ = lambda _: object  # type: ignore[method-assign]  # for annotations
    yield
    for name in names:
        del sys.modules[name]


with spared("asyncio", "boto3", "tarfile", "werkzeug.serving"):
    import flask  # noqa: F401 - so that it is loaded without its development server
    from zappa import handler

from configurator import web_app
from configurator.services import build
from configurator.settings import Settings, require_lasting
from deploy.http import Event, is_request, respond

settings = Settings.from_environment()
require_lasting(settings)
app = web_app(build(settings))
handler.global_handler = handler.LambdaHandler()


def lambda_handler(event: Event, context: Any) -> Any:
    """Requests go straight to the app; Zappa's handler has the rest: commands, the worker's among them, schedules."""
    if is_request(event):
        return respond(app, settings.stage, event, context)
    return handler.lambda_handler(event, context)


gc.freeze()
gc.enable()
