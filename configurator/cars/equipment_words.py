"""Compares what people type with names: in any case, plural, spacing, with accents, with one wrong letter."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from configurator.cars.catalogue import fold

Words = tuple[str, ...]

SAME: Final = 0
BEGINNING: Final = 1
WHOLE_WORDS: Final = 2
PARTS_OF_WORDS: Final = 3

_BREAK = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['`\N{RIGHT SINGLE QUOTATION MARK}]")
_LEAST_PLURAL = 4
_LEAST_BEGINNING = 3
_LEAST_TYPO = 4
_STOP = frozenset({"a", "an", "and", "for", "in", "my", "of", "on", "or", "the", "to", "with"})


def words_of(text: str) -> Words:
    """The folded words of a text, in the singular and without accents: "Heated Séats" is ("heated", "seat")."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    parts = _BREAK.split("".join(character for character in plain if not unicodedata.combining(character)))
    return tuple(_singular(fold(part)) for part in parts if fold(part))


def telling(words: Words) -> Words:
    """The words that say something: without "the", "with" and the like."""
    return tuple(word for word in words if word not in _STOP)


def grade(wanted: Words, phrase: Words) -> int | None:
    """How well a phrase contains the wanted words, from SAME to PARTS_OF_WORDS; None if it doesn't.

    A wanted word may be the beginning of one in the phrase, because people see results while they type. Spaces don't
    count: "sunroof" and "sun roof" are the same.
    """
    together, whole = "".join(wanted), "".join(phrase)
    if not together or together == whole:
        return SAME if together else None
    if set(wanted) <= set(phrase):
        return BEGINNING if whole.startswith(together) else WHOLE_WORDS
    starts = ["".join(phrase[position:]) for position in range(len(phrase))]
    found = _begins(together, starts) or all(part in phrase or _begins(part, phrase) for part in wanted)
    return PARTS_OF_WORDS if found else None


def spellings(phrase: Words) -> frozenset[str]:
    """The words of a phrase, and all of them without spaces."""
    return frozenset((*phrase, "".join(phrase)))


def similar(word: str, known: Iterable[str]) -> frozenset[str]:
    """The known words that this one is, if one letter may be wrong, missing, added or swapped with the next."""
    return frozenset(other for other in known if word == other or _is_typo(word, other))


def _begins(part: str, words: Iterable[str]) -> bool:
    return len(part) >= _LEAST_BEGINNING and any(word.startswith(part) for word in words)


def _is_typo(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LEAST_TYPO or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    rest, longer = short[start:], long[start:]
    if len(short) < len(long):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])


def _singular(word: str) -> str:
    """Also of words that are no plural, as long as the same word always becomes the same."""
    if len(word) < _LEAST_PLURAL or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
