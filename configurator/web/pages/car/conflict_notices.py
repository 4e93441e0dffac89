"""Conflicts as pages show them: each with its ways out as addresses of the configurator."""

from typing import NamedTuple, cast

from configurator.cars.catalogue import Option
from configurator.cars.choices import apply_change, resolve_conflicts
from configurator.cars.configuration import Car, Check
from configurator.cars.conflicts import Change, Conflict
from configurator.services import current_services
from configurator.web.pages.car.links import configure_url


class ResolutionLink(NamedTuple):
    """A change that mends a conflict, and where it leads."""

    change: Change
    url: str

    @property
    def words(self) -> str:
        """What choosing it does, as a button says it."""
        match self.change:
            case Change(removed=Option() as removed, added=None):
                return f"Remove {removed.name}"
            case Change(removed=None, added=Option() as added):
                return f"Add {added.name}"
        return f"Choose {self.change.consequence}"


class ConflictNotice(NamedTuple):
    """A conflict and its ways out."""

    conflict: Conflict
    ways: tuple[ResolutionLink, ...]


def conflict_notices(checked: Check, code: str) -> tuple[ConflictNotice, ...]:
    """A mend for every conflict; `code` is the car to compare with afterwards."""
    return tuple(_mend(checked, conflict, code) for conflict in checked.conflicts)


def resolve_all_url(checked: Check, code: str) -> str:
    """Where all conflicts are settled at once, with the least loss."""
    return configure_url(resolve_conflicts(current_services().catalogue, cast(Car, checked.car)).selection, code)


def _mend(checked: Check, conflict: Conflict, code: str) -> ConflictNotice:
    catalogue, car = current_services().catalogue, cast(Car, checked.car)
    ways = (
        ResolutionLink(change, configure_url(apply_change(catalogue, car, change).selection, code))
        for change in conflict.resolutions
    )
    return ConflictNotice(conflict, tuple(ways))
