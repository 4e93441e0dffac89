"""A line of the log for each request, which is a metric too. It names the route, never what was filled in: no address,
no id, no code, no header, no body.
"""

from flask import Request

from configurator.aws.metrics import metric_line


def write(asked: Request | None, stage: str, status: int, seconds: float, **record: str) -> None:
    """`asked` as the app saw it, None where it saw none; `record` is what else the line tells."""
    line = metric_line(
        {"Stage": stage, "Route": _route(asked)},
        {"Latency": ("Milliseconds", round(1000 * seconds, 1))},
        **record,
        status=status,
    )
    # Straight to the log: Lambda's own format would put words before it.
    print(line, flush=True)


def _route(asked: Request | None) -> str:
    """Each is a metric that costs money: a stranger's choice of methods or addresses must make no more of them."""
    if asked is None or asked.url_rule is None:
        return "none"
    if asked.method == "OPTIONS":
        return "OPTIONS"
    return f"{'GET' if asked.method == 'HEAD' else asked.method} {asked.url_rule}"
