"""Page responses."""

from flask import Response, g


def uncached(page: str, status: int = 200) -> Response:
    """For a page that differs between visitors or changes over time: no cache may store it.

    It counts as a page about a person, which is compressed for its own visitor only, unless `about_nobody` is called.
    """
    return Response(page, status, {"Cache-Control": "no-store"})


def about_nobody(response: Response) -> Response:
    """Says that this request's page says nothing of a person but how they see colour. Returns the same response."""
    g.is_about_nobody = True
    return response


def is_about_nobody() -> bool:
    """Whether `about_nobody` was called for this request's response."""
    return bool(g.get("is_about_nobody"))
