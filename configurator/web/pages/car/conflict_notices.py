"""Conflicts as pages show them: each with links that resolve it."""

from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Option
from configurator.cars.choices import apply_change, changes, let_newer_win, price_difference, resolve_conflicts
from configurator.cars.configuration import Car, Check
from configurator.cars.conflicts import Change, Conflict
from configurator.web.pages.car.links import ConfigureLink
from configurator.web.pages.configure.wording import in_words


class ResolutionLink(NamedTuple):
    """A change that resolves a conflict, and the URL of the car with that change.

    `consequences` are the other changes that it causes, in words. `together` is the price difference of all of them.
    """

    change: Change
    url: str
    consequences: str
    together: int

    @property
    def words(self) -> str:
        """The button's label."""
        match self.change:
            case Change(removed=Option() as removed, added=None):
                return f"Remove {removed.name}"
            case Change(removed=None, added=Option() as added):
                return f"Add {added.name}"
        return f"Choose {self.change.consequence}"


class ConflictNotice(NamedTuple):
    """A conflict and its resolutions."""

    conflict: Conflict
    resolutions: tuple[ResolutionLink, ...]


class ResolveAll(NamedTuple):
    """The URL of a car with all conflicts resolved, what that changes, in words, and its price difference."""

    url: str
    words: str
    together: int


def conflict_notices(
    catalogue: Catalogue, checked: Check, code: str, configure_url: ConfigureLink
) -> tuple[ConflictNotice, ...]:
    """A notice for each conflict. The links compare the resolved car with the car of `code`. `checked` has a car."""

    def notice(conflict: Conflict) -> ConflictNotice:
        car = cast(Car, checked.car)
        resolutions = (_resolution(catalogue, car, change, code, configure_url) for change in conflict.resolutions)
        return ConflictNotice(conflict, tuple(resolutions))

    return tuple(map(notice, checked.conflicts))


def _resolution(
    catalogue: Catalogue, car: Car, change: Change, code: str, configure_url: ConfigureLink
) -> ResolutionLink:
    after = let_newer_win(catalogue, apply_change(catalogue, car, change), car)
    others = (other for other in changes(car, after) if other != change)
    return ResolutionLink(change, configure_url(after.selection, code), in_words(others), price_difference(car, after))


def resolve_all(catalogue: Catalogue, car: Car, code: str, configure_url: ConfigureLink) -> ResolveAll:
    """Resolves the car's conflicts with the least loss. `code` is the car's."""
    after = resolve_conflicts(catalogue, car)
    words, together = in_words(changes(car, after)), price_difference(car, after)
    return ResolveAll(configure_url(after.selection, code), words, together)
