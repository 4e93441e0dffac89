"""The link to two paints on one car."""

from typing import Any

from flask import url_for


def compare_url(code: str, paint_id: str) -> str:
    """The car of this code, half in its own paint and half in the other."""
    values: dict[str, Any] = {"text": code, "with": paint_id}
    return url_for("compare_page.show", **values)
