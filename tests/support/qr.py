"""What a phone reads in the QR codes of a page, by a library that didn't draw them."""

import re

import zxingcpp

_CODE = re.compile(r'<div class="qr"[^>]*>\s*<svg[^>]*viewBox="0 0 (\d+) \d+"[^>]*><path[^>]*? d="([^"]+)"')
_STEP = re.compile(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?")
_QUIET = 4
_SCALE = 4


def qr_texts(page: str) -> list[str]:
    """The text of each QR code in the HTML. Raises AssertionError if one can't be read."""
    return [_read(int(size), path) for size, path in _CODE.findall(page)]


def _read(size: int, path: str) -> str:
    width = (size + 2 * _QUIET) * _SCALE
    pixels = bytearray(b"\xff" * width * width)
    for row, first, count in _runs(path):
        dark = bytes(count * _SCALE)
        for line in range((row + _QUIET) * _SCALE, (row + _QUIET + 1) * _SCALE):
            start = line * width + (first + _QUIET) * _SCALE
            pixels[start : start + len(dark)] = dark
    found = zxingcpp.read_barcodes(memoryview(pixels).cast("B", (width, width)))
    assert len(found) == 1, "no scanner can read this code"
    return str(found[0].text)


def _runs(path: str) -> list[tuple[int, int, int]]:
    """Row, first column and length of each dark run: segno draws a line through the middle of each."""
    x = y = 0.0
    runs = []
    for step, first, second in _STEP.findall(path):
        if step == "h":
            runs.append((int(y), int(x), int(float(first))))
            x += float(first)
        elif step == "M":
            x, y = float(first), float(second)
        else:
            x, y = x + float(first), y + float(second)
    return runs
