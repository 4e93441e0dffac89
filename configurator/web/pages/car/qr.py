"""QR codes."""

from functools import lru_cache

from markupsafe import Markup


@lru_cache(maxsize=64)
def remembered_qr(link: str) -> Markup:
    """The same for a link without a secret, such as that to a car, which many requests show: it takes 5 ms to make."""
    return qr(link)


def qr(link: str) -> Markup:
    """A QR code as inline SVG, without a quiet zone: the page leaves white space around it."""
    # Importing segno takes time, and most requests need no QR code.
    import segno

    code = segno.make(link, error="m", micro=False)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, dark="#000"))
