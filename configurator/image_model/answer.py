"""From the bytes of a successful answer to a picture that can be shown, believing nothing before it is checked."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from configurator.renders.cost import Usage
from configurator.renders.faults import PaintingFailed
from configurator.renders.picture_format import form_of
from configurator.renders.pictures import Painted

_MOST_TOKENS = 1_000_000


def painted_from(answer: bytes, download: Callable[[str], bytes]) -> Painted:
    """The picture in the answer, or the one it names. Raises PaintingFailed, with the usage where it is known."""
    document = _document(answer)
    usage = _usage(document.get("usage"))
    try:
        content = _content(document.get("data"), download)
    except PaintingFailed as failure:
        raise PaintingFailed(failure.fault, detail=failure.detail, usage=usage) from None
    form = form_of(content)
    if form is None:
        raise PaintingFailed("not_a_picture", detail=f"{len(content)} bytes", usage=usage)
    return Painted(content, form, usage)


def _document(answer: bytes) -> dict[str, Any]:
    try:
        document = json.loads(answer)
    except (ValueError, RecursionError):
        raise PaintingFailed("unreadable", detail=f"{len(answer)} bytes that are not JSON") from None
    if not isinstance(document, dict):
        raise PaintingFailed("unreadable", detail=f"JSON {type(document).__name__}")
    return document


def _content(data: Any, download: Callable[[str], bytes]) -> bytes:
    first = data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else {}
    if isinstance(text := first.get("b64_json"), str):
        return _decoded(text)
    if isinstance(url := first.get("url"), str):
        return download(url)
    raise PaintingFailed("no_picture")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise PaintingFailed("not_a_picture", detail="bad base64") from None


def _usage(counted: Any) -> Usage | None:
    """None where the server doesn't count, or counts what can't be."""
    if not isinstance(counted, dict):
        return None
    details = counted.get("input_tokens_details")
    details = details if isinstance(details, dict) else {}
    # Tokens that nobody tells apart are counted as the dearer kind.
    text = details.get("text_tokens", 0)
    image = details.get("image_tokens", counted.get("input_tokens"))
    tokens: Any = (text, image, counted.get("output_tokens"))
    if any(type(count) is not int or not 0 <= count <= _MOST_TOKENS for count in tokens):
        return None
    return Usage(*tokens)
