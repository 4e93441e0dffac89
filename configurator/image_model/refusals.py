"""Recognises that a safety check declined a picture, in the words of OpenAI, Azure and gateways."""

import re
from collections.abc import Iterator
from typing import Any

_WORDS = frozenset(
    {
        "moderationblocked",
        "contentpolicyviolation",
        "contentfilter",
        "contentfiltered",
        "contentmoderation",
        "contentmoderated",
        "requestmoderated",
        "responsibleaipolicyviolation",
        "imagesafety",
        "prohibitedcontent",
    }
)
"""Without spaces and signs, because Azure alone writes content_filter and contentFilter."""

_NAMES = ("code", "type", "status", "reason", "finish_reason", "finishReason")
_FILTERS = re.compile(r"(content|prompt)_?filter_?results?", re.IGNORECASE)
_MODERATED = "flagged_input"
"""OpenRouter's 403 has it in its metadata. Its code is the number 403 alone."""


def is_refusal(document: Any) -> bool:
    """Whether a code, a type or a filter's result anywhere in a JSON document says that content was declined."""
    return any(map(_says_so, _objects(document)))


def _objects(document: Any) -> Iterator[dict[str, Any]]:
    """All objects in the document. Without recursion: a server may nest as deeply as it likes."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _says_so(part: dict[str, Any]) -> bool:
    words = (re.sub(r"[^a-z]", "", word.lower()) for name in _NAMES if isinstance(word := part.get(name), str))
    filters = (value for name, value in part.items() if _FILTERS.fullmatch(name))
    return _MODERATED in part or any(word in _WORDS for word in words) or any(map(_is_filtered, filters))


def _is_filtered(results: Any) -> bool:
    return any(part.get("filtered") is True for part in _objects(results))
