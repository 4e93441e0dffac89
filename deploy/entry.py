"""What Lambda starts: the app behind Zappa's handler, both made before the first request comes.

Lambda gives this phase the full processor and doesn't count it among a request's time.
"""

import gc

# Nothing that is made while starting is ever garbage: looking for it costs a tenth of the start.
gc.disable()

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def spared(*names: str) -> Iterator[None]:
    """Within, these modules are empty: Zappa imports them for deploying, or for ASGI, and uses nothing of them here."""
    for name in names:
        sys.modules[name] = module = ModuleType(name)
        module.__getattr__ = lambda _: object  # type: ignore[method-assign]  # for annotations
    yield
    for name in names:
        del sys.modules[name]


with spared("asyncio", "boto3", "tarfile"):
    from zappa import handler

from configurator import web_app
from configurator.services import build
from configurator.settings import Settings, require_lasting

settings = Settings.from_environment()
require_lasting(settings)
app = web_app(build(settings))

# Zappa's own passes each cookie on twice or four times, under the header's name in two spellings.
handler.ZappaWSGIMiddleware = lambda application: application
# Zappa's line for each request holds addresses and ids; configurator.web.request_log writes ours.
handler.common_log = lambda *_arguments, **_options: None
handler.global_handler = handler.LambdaHandler()
lambda_handler = handler.lambda_handler

gc.freeze()
gc.enable()
