"""Reads the picture from a successful response. The call is paid for, so a picture is used wherever it is."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from configurator.image_model.base64_text import decoded, is_data_url
from configurator.image_model.refusals import is_refusal
from configurator.renders.cost import Usage
from configurator.renders.faults import GenerationFailed
from configurator.renders.picture_format import detect_format
from configurator.renders.pictures import GeneratedPicture

_MOST_TOKENS = 1_000_000
_MOST_DOWNLOADS = 4
_LISTS = ("data", "images")
_NAMES = ("b64_json", "url", "image_url")
"""Where a picture may be, as base64, as a data URL or as a link. Base64 comes first, because it needs no download."""


def picture_from_answer(answer: bytes, download: Callable[[str], bytes]) -> GeneratedPicture:
    """Returns the first picture in the response, or downloads it from a URL there.

    Raises GenerationFailed, with the usage if it is known.
    """
    if form := detect_format(answer):
        return GeneratedPicture(answer, form, None)
    document = _document(answer)
    usage = _usage(document.get("usage"))
    failures: list[GenerationFailed] = []
    for find in _candidates(document, download):
        try:
            content = find()
        except GenerationFailed as failure:
            failures.append(failure)
            continue
        if form := detect_format(content):
            return GeneratedPicture(content, form, usage)
        failures.append(GenerationFailed("not_a_picture", detail=f"{len(content)} bytes"))
    raise _failure(document, failures, usage)


def _document(answer: bytes) -> dict[str, Any]:
    try:
        document = json.loads(answer)
    except (ValueError, RecursionError):
        raise GenerationFailed("unreadable", detail=f"{len(answer)} bytes that are not JSON") from None
    if not isinstance(document, dict):
        raise GenerationFailed("unreadable", detail=f"JSON {type(document).__name__}")
    return document


def _failure(document: dict[str, Any], failures: list[GenerationFailed], usage: Usage | None) -> GenerationFailed:
    """The first failure, or a refusal: it costs what the server counted, otherwise as much as a call can cost."""
    if not failures and is_refusal(document):
        return GenerationFailed("refused", detail="200", usage=usage, charged=True)
    first = failures[0] if failures else GenerationFailed("no_picture", detail=_error_code(document.get("error")))
    return GenerationFailed(first.fault, detail=first.detail, usage=usage)


def _error_code(error: Any) -> str:
    """The code of an error that came with the status 200, if it is safe to log: short, of letters and digits."""
    code = str(error.get("code", "")) if isinstance(error, dict) else ""
    return f"error {code}" if len(code) <= 64 and code.replace("_", "").isalnum() else ""


def _candidates(document: dict[str, Any], download: Callable[[str], bytes]) -> Iterator[Callable[[], bytes]]:
    """A function for each place that may have a picture: it returns the bytes there, or raises GenerationFailed."""
    texts = [text for entry in _entries(document) for text in _texts(entry)]
    yield from (lambda text=text: _decoded(text) for text in texts if not _is_link(text))
    links = [text for text in texts if _is_link(text)]
    yield from (lambda link=link: download(link) for link in links[:_MOST_DOWNLOADS])


def _entries(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The objects that describe pictures: in a list, or alone."""
    for name in _LISTS:
        found = document.get(name)
        for entry in found if isinstance(found, list) else [found]:
            if isinstance(entry, dict):
                yield entry
            elif isinstance(entry, str):
                yield {"url" if _is_link(entry) else "b64_json": entry}


def _texts(entry: dict[str, Any]) -> Iterator[str]:
    for name in _NAMES:
        value = entry.get(name)
        text = value.get("url") if isinstance(value, dict) else value
        if isinstance(text, str) and text.strip():
            yield text.strip()


def _is_link(text: str) -> bool:
    """Whether it is a link to download. Base64 has neither colons nor dots, and a data URL is its own content."""
    return ":" in text[:100] and not is_data_url(text)


def _decoded(text: str) -> bytes:
    try:
        return decoded(text)
    except ValueError:
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
