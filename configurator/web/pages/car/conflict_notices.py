"""Conflicts as pages show them: each with links that resolve it."""

from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Option
from configurator.cars.choices import apply_change
from configurator.cars.configuration import Car, Check
from configurator.cars.conflicts import Change, Conflict
from configurator.web.pages.car.links import ConfigureLink


class ResolutionLink(NamedTuple):
    """A change that resolves a conflict, and the URL of the car with that change."""

    change: Change
    url: str

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


def conflict_notices(
    catalogue: Catalogue, checked: Check, code: str, configure_url: ConfigureLink
) -> tuple[ConflictNotice, ...]:
    """A notice for each conflict. The links compare the resolved car with the car of `code`. `checked` has a car."""

    def notice(conflict: Conflict) -> ConflictNotice:
        cars = (apply_change(catalogue, cast(Car, checked.car), change) for change in conflict.resolutions)
        urls = (configure_url(resolved.selection, code) for resolved in cars)
        return ConflictNotice(conflict, tuple(map(ResolutionLink, conflict.resolutions, urls)))

    return tuple(map(notice, checked.conflicts))
