"""Which paths belong to the API: derived from the routes of its blueprints.

A path that no route matches belongs to the API too if its first segment does, such as /users/ada/unknown.
"""

from collections.abc import Iterable

from flask import Blueprint, Flask, current_app, request

_API = "API_PATHS"


def init_app(app: Flask, blueprints: Iterable[Blueprint]) -> None:
    """Call it once the API's blueprints are registered."""
    app.config[_API] = first_segments(app, blueprints)


def first_segments(app: Flask, blueprints: Iterable[Blueprint]) -> frozenset[str]:
    """The first segments of all paths that these blueprints have routes for, such as "users"."""
    names = {blueprint.name for blueprint in blueprints}
    rules = (rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in names)
    return frozenset(_first_segment(rule.rule) for rule in rules)


def is_path_in(segments: frozenset[str], path: str) -> bool:
    """Whether the path begins with one of them."""
    return _first_segment(path) in segments


def is_api_path(app: Flask, path: str) -> bool:
    return is_path_in(app.config[_API], path)


def is_api_request() -> bool:
    """Whether to answer a program: the path is the API's, or the client doesn't ask for HTML."""
    return is_api_path(current_app, request.path) or not any(
        mimetype == "text/html" for mimetype, _ in request.accept_mimetypes
    )


def _first_segment(path: str) -> str:
    return path[1:].partition("/")[0]
