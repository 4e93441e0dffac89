"""QR codes."""

from markupsafe import Markup


def qr(link: str) -> Markup:
    """A QR code as inline SVG, without a quiet zone: the page leaves white space around it."""
    # Importing segno takes time, and most requests need no QR code.
    import segno

    code = segno.make(link, error="m", micro=False)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, dark="#000"))
