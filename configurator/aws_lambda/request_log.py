"""Logs a line per request, which is also a metric. It contains the route's pattern, and no address, id, code, header or
body.
"""

from flask import Request

from configurator.aws.metrics import metric_line
from configurator.web.http.request_ids import route_pattern


def write(seen: Request | None, stage: str, status: int, seconds: float, **record: str) -> None:
    """`seen` is the request as the app saw it, or None if it saw none. `record` has further members of the line."""
    line = metric_line(
        {"Stage": stage, "Route": _route(seen)},
        {"Latency": ("Milliseconds", round(1000 * seconds, 1))},
        **record,
        status=status,
    )
    # Printed, because Lambda's log format would put text before it.
    print(line, flush=True)


def _route(seen: Request | None) -> str:
    """Each route is a metric that costs money. Visitors can't cause new ones, because it is the pattern."""
    return "none" if seen is None else route_pattern(seen)
