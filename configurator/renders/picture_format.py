"""Detects whether bytes are a complete PNG, WebP or JPEG, and its size in pixels, from the file's own markers.

Sources: PNG (W3C) 5.2 and 11.2.2; RFC 9649 (WebP) 2.4 to 2.7; ITU-T T.81 (JPEG) B.1 and B.2.2.
"""

from typing import NamedTuple

_PNG_BEGIN, _PNG_END = b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x00IEND\xaeB\x60\x82"
_JPEG_BEGIN, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
# Start-of-frame markers, without DHT, JPG and DAC, which lie in the same range.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LARGEST_SIDE = 16_384


class PictureFormat(NamedTuple):
    """A picture's media type, and its size in pixels."""

    media_type: str
    width: int
    height: int

    @property
    def suffix(self) -> str:
        return {"image/png": ".png", "image/webp": ".webp", "image/jpeg": ".jpg"}[self.media_type]


def detect_format(content: bytes) -> PictureFormat | None:
    """Returns None for anything but a complete picture in one of the three formats."""
    for media_type, measure in (("image/png", _png), ("image/webp", _webp), ("image/jpeg", _jpeg)):
        size = measure(content)
        if size and all(0 < side <= _LARGEST_SIDE for side in size):
            return PictureFormat(media_type, *size)
    return None


def _png(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(_PNG_BEGIN) or content[12:16] != b"IHDR" or not content.endswith(_PNG_END):
        return None
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _webp(content: bytes) -> tuple[int, int] | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    # RIFF pads to an even length and doesn't count the padding.
    if len(content) - 8 not in (length := _little(content[4:8]), length + 1):
        return None
    return _webp_size(content[12:16], content[20:30])


def _webp_size(chunk: bytes, data: bytes) -> tuple[int, int] | None:
    if chunk == b"VP8X":
        return _little(data[4:7]) + 1, _little(data[7:10]) + 1
    if chunk == b"VP8L" and data[0] == 0x2F:
        bits = _little(data[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        return _little(data[6:8]) & 0x3FFF, _little(data[8:10]) & 0x3FFF
    return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(_JPEG_BEGIN) or not content.endswith(_JPEG_END):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _JPEG_FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
