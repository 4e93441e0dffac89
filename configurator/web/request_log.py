"""On Lambda: a line of the log for each request, which is a metric too. It names the route, never what was filled in:
no address, no id, no code, no header, no body.
"""

import time

from flask import Flask, Response, g, request

from configurator.metrics import metric_line
from configurator.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """To be called before whatever else does something after a request: Flask asks the first one last."""
    if settings.function_name:
        app.before_request(_begin)
        app.after_request(lambda response: _write(response, settings.stage))


def _begin() -> None:
    g.began = time.perf_counter()


def _write(response: Response, stage: str) -> Response:
    context = request.environ.get("lambda.context")
    line = metric_line(
        {"Stage": stage, "Route": _route()},
        {"Latency": ("Milliseconds", round(1000 * (time.perf_counter() - g.began), 1))},
        request=getattr(context, "aws_request_id", ""),
        status=response.status_code,
        start=request.environ.get("lambda.start", "warm"),
    )
    # Straight to the log: Lambda's own format would put words before it.
    print(line, flush=True)
    return response


def _route() -> str:
    """Each is a metric that costs money: a stranger's choice of methods or addresses must make no more of them."""
    if request.url_rule is None:
        return "none"
    if request.method == "OPTIONS":
        return "OPTIONS"
    return f"{'GET' if request.method == 'HEAD' else request.method} {request.url_rule}"
