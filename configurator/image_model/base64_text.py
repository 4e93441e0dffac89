"""Decodes base64 as servers really send it: with line breaks, URL-safe, without padding, or as a data URL."""

import base64
import re
from urllib.parse import unquote_to_bytes

_DATA_URL = re.compile(r"data:[^,]{0,200},", re.IGNORECASE)
_URL_SAFE = str.maketrans("-_", "+/")


def is_data_url(text: str) -> bool:
    return bool(_DATA_URL.match(text))


def decoded(text: str) -> bytes:
    """Returns the bytes of base64, or of a data URL. Raises ValueError."""
    start = _DATA_URL.match(text)
    if start and not start[0].lower().rstrip(",").endswith(";base64"):
        return unquote_to_bytes(text[start.end() :])
    plain = "".join(text[start.end() if start else 0 :].split()).translate(_URL_SAFE).rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError:
        raise ValueError("not base64") from None
