"""Profile: an independent configurator for Porsche models.

This package imports none of its parts, so that each can be used, tested and started alone.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """`create_app`, where `flask --app configurator` looks for it; it is imported when somebody asks for it."""
    if name == "create_app":
        from configurator.app.factory import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
