"""Finds options and standard equipment by what people call them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from configurator.cars.catalogue import Catalogue, Feature, Interior, Line, Option, Paint, Part, WheelSet
from configurator.cars.equipment import StandardItem
from configurator.cars.equipment_words import PARTS_OF_WORDS, Words, grade, similar, spellings, telling, words_of

LONGEST_QUERY: Final = 60
MOST_HITS: Final = 12


class Hit(NamedTuple):
    """An option with its part, or a standard item, whose part is None."""

    part: Part | None
    entry: Option | StandardItem


class Found(NamedTuple):
    """What a search found, the best first; `more` is the number of hits that were left out.

    `is_elsewhere` means that only other lines have it; `is_guess` that a letter of the query had to be wrong.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    more: int = 0
    is_elsewhere: bool = False
    is_guess: bool = False


class _Candidate(NamedTuple):
    """A possible hit, its names in folded words, and all of its words together."""

    hit: Hit
    phrases: tuple[Words, ...]
    words: Words
    group: Words


class _Candidates(NamedTuple):
    """What a line has, and the extras and standard equipment that only other lines have."""

    here: tuple[_Candidate, ...]
    elsewhere: tuple[_Candidate, ...]


def find_equipment(catalogue: Catalogue, line: Line, text: str) -> Found:
    """Searches a line's options and standard equipment, then the extras and equipment of the other lines.

    Letters may only be wrong where nothing is found otherwise. Text beyond LONGEST_QUERY is ignored.
    """
    query = " ".join(text.split())[:LONGEST_QUERY].strip()
    wanted, candidates = words_of(query), _candidates(catalogue, line)
    if not wanted:
        return Found(query)
    for is_guess, search in ((False, _exactly), (True, _nearly)):
        for is_elsewhere, those in ((False, candidates.here), (True, candidates.elsewhere)):
            hits = search(wanted, those) or search(telling(wanted), those)
            if hits:
                return Found(query, hits[:MOST_HITS], max(0, len(hits) - MOST_HITS), is_elsewhere, is_guess)
    return Found(query)


def _exactly(wanted: Words, candidates: Sequence[_Candidate]) -> tuple[Hit, ...]:
    """Where one name has all wanted words; otherwise, where all names together have them."""
    by_name = ((_best_grade(wanted, candidate), candidate.hit) for candidate in candidates)
    together = ((grade(wanted, candidate.words), candidate.hit) for candidate in candidates)
    return _best_first(by_name) or _best_first(together)


def _best_grade(wanted: Words, candidate: _Candidate) -> int | None:
    """A group counts only if it is meant: not every extra of "Light and glass" is a light."""
    grades = (grade(wanted, phrase) for phrase in candidate.phrases)
    in_group = [PARTS_OF_WORDS] if wanted == candidate.group else []
    return min([found for found in grades if found is not None] + in_group, default=None)


def _best_first(graded: Iterator[tuple[int | None, Hit]]) -> tuple[Hit, ...]:
    """Without parts of words where whole words were found: "lights" doesn't mean "lightweight"."""
    found = sorted(((rank, hit) for rank, hit in graded if rank is not None), key=lambda pair: pair[0])
    worst = PARTS_OF_WORDS if found and found[0][0] == PARTS_OF_WORDS else PARTS_OF_WORDS - 1
    return tuple(hit for rank, hit in found if rank <= worst)


def _nearly(wanted: Words, candidates: Sequence[_Candidate]) -> tuple[Hit, ...]:
    known = {word for candidate in candidates for phrase in candidate.phrases for word in spellings(phrase)}
    together, *parts = (similar(word, known) for word in ("".join(wanted), *wanted))

    def is_meant(phrase: Words) -> bool:
        there = spellings(phrase)
        return bool(there & together) or (bool(parts) and all(there & part for part in parts))

    return tuple(candidate.hit for candidate in candidates if any(map(is_meant, candidate.phrases)))


@lru_cache(maxsize=16)
def _candidates(catalogue: Catalogue, line: Line) -> _Candidates:
    here = [_candidate(hit) for hit in _hits_of(catalogue, line)]
    known = {candidate.hit.entry.id for candidate in here}
    others = [*(Hit("additionalFeatures", feature) for feature in catalogue.features), *_standard(catalogue)]
    return _Candidates(tuple(here), tuple(_candidate(hit) for hit in others if hit.entry.id not in known))


def _hits_of(catalogue: Catalogue, line: Line) -> Iterator[Hit]:
    yield from _offered(catalogue, "additionalFeatures", line)
    yield from (hit for hit in _standard(catalogue) if line.id in hit.entry.available.lines)
    for part in ("color", "tire", "interior"):
        yield from _offered(catalogue, part, line)


def _offered(catalogue: Catalogue, part: Part, line: Line) -> Iterator[Hit]:
    return (Hit(part, option) for option in catalogue.offered(part, line.id))


def _standard(catalogue: Catalogue) -> Iterator[Hit]:
    return (Hit(None, item) for item in catalogue.standard)


def _candidate(hit: Hit) -> _Candidate:
    phrases = tuple(filter(None, map(words_of, _names(hit.entry))))
    group = hit.entry.group if isinstance(hit.entry, Feature | StandardItem) else ""
    return _Candidate(hit, phrases, tuple(word for phrase in phrases for word in phrase), words_of(group))


def _names(entry: Option | StandardItem) -> tuple[str, ...]:
    match entry:
        case Feature():
            return (entry.name, entry.short, *entry.synonyms, *entry.includes)
        case StandardItem():
            return (entry.name, *entry.synonyms)
        case Paint():
            return (entry.name, entry.family, f"{entry.family} {entry.finish} paint")
        case WheelSet():
            return (entry.name, f"{entry.size} wheels", f"{entry.tyres.partition(',')[0]} tires")
        case Interior():
            return (entry.name, entry.short, f"{entry.family} {entry.material} interior seats")
    return (entry.name, entry.short)
