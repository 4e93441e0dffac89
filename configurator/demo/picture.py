"""The stand-in's pictures: a tiny one for tests; for people, the drawing with a band that says what it is."""

import base64
import struct
import zlib
from functools import cache

from configurator.drawings.raster import png
from configurator.renders.picture_format import detect_format

SIZE = (1536, 1024)
TINY = (48, 32)
_BAND = 150
_TOP, _BOTTOM = 130, 690
_WALL, _FLOOR = "#eaeaea", "#ededed"

# Strokes on a grid of 4 by 6, so that no font is needed.
_LETTERS = {
    "A": "M0 6V2L2 0L4 2V6M0 4H4",
    "C": "M4 0H0V6H4",
    "D": "M0 0V6H2L4 4V2L2 0Z",
    "E": "M4 0H0V6H4M0 3H3",
    "I": "M2 0V6",
    "N": "M0 6V0L4 6V0",
    "P": "M0 6V0H4V3H0",
    "R": "M0 6V0H4V3H0M2 3L4 6",
    "S": "M4 0H0V3H4V6H0",
    "T": "M0 0H4M2 0V6",
    "U": "M0 0V6H4V0",
    "-": "M1 3H3",
    " ": "",
}


@cache
def tiny_png() -> bytes:
    width, height = TINY
    rows = b"".join(b"\0" + bytes((200, 200, 205)) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def picture(reference: bytes | None) -> bytes:
    """A picture with a band that says what it is. An exterior reference stands in a studio, an interior fills it."""
    width, height = SIZE
    drawing = ""
    if reference:
        source = base64.b64encode(reference).decode()
        form = detect_format(reference)
        fills = form is not None and form.width < 2 * form.height
        top, bottom, fit = (0, height, "slice") if fills else (_TOP, _BOTTOM, "meet")
        drawing = (
            f'<image href="data:image/png;base64,{source}" y="{top}" width="{width}" height="{bottom - top}" '
            f'preserveAspectRatio="xMidYMid {fit}"/>'
        )
    return png(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{_FLOOR}"/>'
        f'<rect width="{width}" height="{(_TOP + _BOTTOM) // 2}" fill="{_WALL}"/>{drawing}'
        f'<rect y="{height - _BAND}" width="{width}" height="{_BAND}" fill="#7a1f2b"/>{_words("STAND-IN PICTURE")}'
        "</svg>",
        width,
    )


def _words(text: str) -> str:
    step, scale = 6, 10
    left = (SIZE[0] - (len(text) * step - 2) * scale) / 2
    top = SIZE[1] - _BAND / 2 - 3 * scale
    letters = "".join(f'<path transform="translate({at * step})" d="{_LETTERS[it]}"/>' for at, it in enumerate(text))
    style = 'fill="none" stroke="#ffffff" stroke-width=".7" stroke-linecap="round" stroke-linejoin="round"'
    return f'<g transform="translate({left} {top}) scale({scale})" {style}>{letters}</g>'


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
