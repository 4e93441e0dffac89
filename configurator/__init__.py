"""Profile: an independent configurator for Porsche models.

It imports none of its parts, so that each can be used, tested and started alone.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """Imports `create_app` on first use. `flask --app configurator` looks for it here."""
    if name == "create_app":
        from configurator.app.factory import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
