"""Reads the picture from a successful response. Checks everything before it is used."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from configurator.renders.cost import Usage
from configurator.renders.faults import GenerationFailed
from configurator.renders.picture_format import detect_format
from configurator.renders.pictures import GeneratedPicture

_MOST_TOKENS = 1_000_000


def picture_from_answer(answer: bytes, download: Callable[[str], bytes]) -> GeneratedPicture:
    """Returns the picture in the response, or downloads it from the URL there.

    Raises GenerationFailed, with the usage if it is known.
    """
    document = _document(answer)
    usage = _usage(document.get("usage"))
    try:
        content = _content(document.get("data"), download)
    except GenerationFailed as failure:
        raise GenerationFailed(failure.fault, detail=failure.detail, usage=usage) from None
    form = detect_format(content)
    if form is None:
        raise GenerationFailed("not_a_picture", detail=f"{len(content)} bytes", usage=usage)
    return GeneratedPicture(content, form, usage)


def _document(answer: bytes) -> dict[str, Any]:
    try:
        document = json.loads(answer)
    except (ValueError, RecursionError):
        raise GenerationFailed("unreadable", detail=f"{len(answer)} bytes that are not JSON") from None
    if not isinstance(document, dict):
        raise GenerationFailed("unreadable", detail=f"JSON {type(document).__name__}")
    return document


def _content(data: Any, download: Callable[[str], bytes]) -> bytes:
    first = data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else {}
    if isinstance(text := first.get("b64_json"), str):
        return _decoded(text)
    if isinstance(url := first.get("url"), str):
        return download(url)
    raise GenerationFailed("no_picture")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise GenerationFailed("not_a_picture", detail="bad base64") from None


def _usage(counted: Any) -> Usage | None:
    """Returns the usage, or None if the server reports none or an impossible one."""
    if not isinstance(counted, dict):
        return None
    details = counted.get("input_tokens_details")
    details = details if isinstance(details, dict) else {}
    # If the kind of the input tokens isn't known, they count as the more expensive kind, images.
    text = details.get("text_tokens", 0)
    image = details.get("image_tokens", counted.get("input_tokens"))
    tokens: Any = (text, image, counted.get("output_tokens"))
    if any(type(count) is not int or not 0 <= count <= _MOST_TOKENS for count in tokens):
        return None
    return Usage(*tokens)
