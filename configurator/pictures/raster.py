"""A standalone SVG as PNG."""


def png(svg: str, width: int) -> bytes:
    """PNG of this width in pixels, its height by the picture's own proportions, rounded up.

    Takes about a second for a car at 1200 px on one core, most of it blurs: keep what you get.
    """
    # Imported here: most requests of a cold process need no raster.
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True))
