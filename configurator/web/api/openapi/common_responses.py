"""What responses have whatever their operation does: their headers, and the problem of a client that asks too often."""

from typing import Any

from configurator.web.api.openapi.headers import JsonObject, refs
from configurator.web.api.openapi.operation_builders import problem, problems

_UNLIMITED = "Service"
"""The tag of the operations without a limit."""

_WAITING = ("202", "429", "500", "503")
"""The statuses that can say when to try again."""


def with_common_responses(paths: dict[str, JsonObject]) -> dict[str, JsonObject]:
    """The same paths, in which each operation has these too."""
    return {
        path: {
            name: part if name == "parameters" else _completed(part, _limit(path, name)) for name, part in item.items()
        }
        for path, item in paths.items()
    }


def _limit(path: str, method: str) -> str:
    """The class of requests that are counted together."""
    if path.startswith("/drawings"):
        return "draw"
    if method == "get" or path == "/configurations":
        return "read"
    return "render" if path == "/renders" else "create"


def _completed(operation: JsonObject, limit: str) -> JsonObject:
    is_limited = _UNLIMITED not in operation["tags"]
    described: dict[str, Any] = operation["responses"]
    if is_limited:
        described = described | problems(429, examples={429: _too_many(limit)})
    answers = {status: _with_headers(status, described[status], is_limited) for status in sorted(described)}
    return operation | {"responses": answers}


def _too_many(limit: str) -> JsonObject:
    detail = f'Too many requests of the class "{limit}": 1200 per minute are allowed. Try again in 42 seconds.'
    quota_exceeded = "https://iana.org/assignments/http-problem-types#quota-exceeded"
    return problem(429, detail) | {"type": quota_exceeded, "violated-policies": [limit]}


def _with_headers(status: str, response: JsonObject, is_limited: bool) -> JsonObject:
    waiting = ["Retry-After"] if status in _WAITING else []
    limits = ["RateLimit", "RateLimit-Policy"] if is_limited else []
    return response | {"headers": response.get("headers", {}) | refs(*waiting, *limits, "X-Request-Id")}
