"""Page responses."""

from flask import Response


def uncached(page: str, status: int = 200) -> Response:
    """For a page that differs between visitors or changes over time: no cache may store it."""
    return Response(page, status, {"Cache-Control": "no-store"})
