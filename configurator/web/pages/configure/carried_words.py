"""What becomes of a car in another line, in words. The pages say it before the choice and after it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from configurator.cars.carry_over import CarriedOver
from configurator.cars.catalogue import Entry, Interior, Option, Paint, WheelSet
from configurator.cars.conflicts import Change

_MOST_EXTRAS_NAMED = 2


class CarriedWords(NamedTuple):
    """What each verb applies to, or "" if it doesn't apply."""

    keeps: str
    replaces: str
    loses: str
    adds: str

    @property
    def phrases(self) -> tuple[tuple[str, str], ...]:
        """Each verb that applies, with what it applies to: ("Keeps", "Guards Red and 4 extras")."""
        return tuple((verb.capitalize(), words) for verb, words in self._asdict().items() if words)

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(f"{verb} {words}" for verb, words in self.phrases)


@lru_cache(maxsize=256)
def carried_in_words(carried: CarriedOver) -> CarriedWords:
    """What a car keeps, replaces and loses in another line."""
    return CarriedWords(
        keeps=_and(_kept(carried)),
        replaces=", ".join(map(_replaced, carried.replaced)),
        loses=_and(_shorts(carried.lost)),
        adds=_and(_shorts(carried.added)),
    )


def _kept(carried: CarriedOver) -> Iterator[str]:
    """Paint and interior by name; extras by number if there are more than two."""
    extras = [option for option in carried.kept if option in carried.after.features]
    yield from _shorts(option for option in carried.kept if option not in extras)
    yield from _shorts(extras) if len(extras) <= _MOST_EXTRAS_NAMED else [f"{len(extras)} extras"]


def _replaced(change: Change) -> str:
    """Says how the two differ: "Guards Red (red) with Carmine Red (dark red)"."""
    match change.removed, change.added:
        case Paint() as old, Paint() as new:
            return _with(old.short, new.short, *_colours(old, new))
        case WheelSet() as old, WheelSet() as new:
            return _with(f"{_wheels(old, new)} wheels", _wheels(new, old), *_tyres(old, new))
        case Interior() as old, Interior() as new if old.family != new.family:
            return _with(old.short, new.short, old.family, new.family)
        case Option() as old, Option() as new:
            return _with(old.short, new.short)
    raise TypeError(change)


def _with(old: str, new: str, about_old: str = "", about_new: str = "") -> str:
    return f"{old} ({about_old}) with {new} ({about_new})" if about_old else f"{old} with {new}"


def _colours(old: Paint, new: Paint) -> tuple[str, str]:
    if old.finish == new.finish:
        return old.family, new.family
    return f"{old.family}, {old.finish}", f"{new.family}, {new.finish}"


def _wheels(wheels: WheelSet, other: WheelSet) -> str:
    return f"{wheels.size} {wheels.short}" if wheels.short == other.short else wheels.short


def _tyres(old: WheelSet, new: WheelSet) -> tuple[str, ...]:
    """Their seasons, if they differ: nobody should find out on ice."""
    return () if old.season == new.season else (f"{old.season} tyres", new.season)


def _shorts(entries: Iterable[Entry]) -> list[str]:
    return [entry.short for entry in entries]


def _and(words: Iterable[str]) -> str:
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last
