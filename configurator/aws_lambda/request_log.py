"""Logs a line per request, which is also a metric. It contains the route's pattern, and no address, id, code, header or
body.
"""

from flask import Request

from configurator.aws.metrics import metric_line


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
    """The method and the route's pattern. Each is a metric that costs money, so visitors can't cause new ones."""
    if seen is None or seen.url_rule is None:
        return "none"
    if seen.method == "OPTIONS":
        return "OPTIONS"
    return f"{'GET' if seen.method == 'HEAD' else seen.method} {seen.url_rule}"
