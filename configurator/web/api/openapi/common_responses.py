"""What responses have whatever their operation does: their headers, and the problem of a client that asks too often."""

from typing import Any

from configurator.web.api.openapi.headers import JsonObject, refs
from configurator.web.api.openapi.operation_builders import problems

_UNLIMITED = "Service"
"""The tag of the operations without a limit."""

_WAITING = ("202", "429", "500", "503")
"""The statuses that can say when to try again."""


def with_common_responses(paths: dict[str, JsonObject]) -> dict[str, JsonObject]:
    """The same paths, in which each operation has these too."""
    return {
        path: {name: part if name == "parameters" else _completed(part) for name, part in item.items()}
        for path, item in paths.items()
    }


def _completed(operation: JsonObject) -> JsonObject:
    is_limited = _UNLIMITED not in operation["tags"]
    described: dict[str, Any] = (problems(429) if is_limited else {}) | operation["responses"]
    answers = {status: _with_headers(status, described[status], is_limited) for status in sorted(described)}
    return operation | {"responses": answers}


def _with_headers(status: str, response: JsonObject, is_limited: bool) -> JsonObject:
    waiting = ["Retry-After"] if status in _WAITING else []
    limits = ["RateLimit", "RateLimit-Policy"] if is_limited else []
    return response | {"headers": response.get("headers", {}) | refs(*waiting, *limits, "X-Request-Id")}
