"""Answering with a page."""

from flask import Response


def uncached(page: str, status: int = 200) -> Response:
    """A page that no cache may keep: the same address says something else to others, or later."""
    return Response(page, status, {"Cache-Control": "no-store"})
