"""Reads a JSON object field by field. Every error names the entry and the field."""

import re
from typing import Any, TypeVar, cast

_HEX = re.compile(r"#[0-9a-f]{6}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that a page, drawing or prompt can't show: control characters, line breaks, halves of surrogate pairs."""

_REQUIRED: Any = object()

Word = TypeVar("Word", bound=str)


class CatalogueError(ValueError):
    """The catalogue can't be used. The message names the entry, the field and what was expected."""


class FieldReader:
    """A JSON object, and its place in the file for error messages. A field without a default is required.

    The methods that read a field raise CatalogueError if it is missing or invalid.
    """

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise CatalogueError(f"{where}: expected an object")
        self.fields: dict[str, Any] = value
        self.where = where

    def fault(self, field: str, message: str) -> CatalogueError:
        """The error to raise for a field."""
        return CatalogueError(f"{self.where}, field {field!r}: {message}")

    def _get(self, field: str, default: Any) -> Any:
        value = self.fields.get(field, default)
        if value is _REQUIRED:
            raise self.fault(field, "is missing")
        return value

    def text(self, field: str, default: str = _REQUIRED) -> str:
        value = self._get(field, default)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(field, "expected a text that isn't empty")
        if unprintable := _UNPRINTABLE.search(value):
            raise self.fault(field, f"has a character that can't be shown: {unprintable[0]!a}")
        return value

    def _matching(self, field: str, pattern: re.Pattern[str], expected: str) -> str:
        value = self.text(field)
        if not pattern.fullmatch(value):
            raise self.fault(field, f"{value!r} is not {expected}")
        return value

    def slug(self, field: str) -> str:
        return self._matching(field, _SLUG, "an id: lower-case letters, digits and single dashes")

    def hex(self, field: str) -> str:
        return self._matching(field, _HEX, "a colour like #23305f")

    def one_of(self, field: str, allowed: tuple[Word, ...]) -> Word:
        value = self.text(field)
        for word in allowed:
            if word == value:
                return word
        raise self.fault(field, f"{value!r} is not one of {', '.join(allowed)}")

    def whole(self, field: str, least: int = 0, most: int = 10**9, default: int = _REQUIRED) -> int:
        value = self._get(field, default)
        if type(value) is not int or not least <= value <= most:
            raise self.fault(field, f"expected a whole number from {least} to {most}")
        return value

    def number(self, field: str, least: float, most: float) -> float:
        """A whole number or a fraction; a whole number stays one."""
        value = self._get(field, _REQUIRED)
        if type(value) not in (int, float) or not least <= value <= most:
            raise self.fault(field, f"expected a number from {least:g} to {most:g}")
        return cast(float, value)

    def _list(self, field: str, kind: type, default: Any) -> tuple[Any, ...]:
        value = self._get(field, default)
        if not isinstance(value, list | tuple) or any(type(item) is not kind for item in value):
            raise self.fault(field, f"expected a list of {kind.__name__}")
        return tuple(value)

    def texts(self, field: str, default: tuple[str, ...] = _REQUIRED) -> tuple[str, ...]:
        return self._list(field, str, default)

    def wholes(self, field: str, default: tuple[int, ...] = _REQUIRED) -> tuple[int, ...]:
        return self._list(field, int, default)

    def record(self, field: str, default: dict[str, Any] = _REQUIRED) -> "FieldReader":
        return FieldReader(self._get(field, default), f"{self.where}, field {field!r}")

    def records(self, field: str) -> tuple["FieldReader", ...]:
        items = self._list(field, dict, _REQUIRED)
        return tuple(FieldReader(item, f"{field} {item.get('id', position)!r}") for position, item in enumerate(items))

    def named_records(self, field: str) -> dict[str, "FieldReader"]:
        return {key: FieldReader(value, f"{field} {key!r}") for key, value in self.record(field).fields.items()}
