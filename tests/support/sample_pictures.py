"""Whole pictures of each kind, 7 by 5 pixels, as Chromium wrote them (less the colour profile)."""

import base64

SIZE = (7, 5)


def _riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


_LOSSY = base64.b64decode("VlA4ICIAAABwAQCdASoHAAUAAsBMJYwCdAFAAAD+7705aiSpeT9EYAAA")
_LOSSLESS = base64.b64decode("VlA4TBEAAAAvBgABAAdQos60qv+BiOh/AAA=")
_EXTENDED = b"VP8X" + bytes.fromhex("0a000000 00000000 060000 040000")

WEBPS = {"lossy": _riff(_LOSSY), "lossless": _riff(_LOSSLESS), "extended": _riff(_EXTENDED, _LOSSY)}
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBk"
    "eFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAFAAcD"
    "ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAA//EABQRAQAA"
    "AAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AJ8Aon//2Q=="
)
