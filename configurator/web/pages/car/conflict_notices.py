"""Conflicts as pages show them: each with its ways out as addresses of the configurator."""

from typing import NamedTuple

from configurator.cars.catalogue import Option
from configurator.cars.choices import apply_change, resolve_conflicts
from configurator.cars.configuration import Check
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
    resolutions: tuple[ResolutionLink, ...]


def conflict_notices(checked: Check, code: str) -> tuple[ConflictNotice, ...]:
    """A mend for every conflict; `code` is the car to compare with afterwards."""
    return tuple(_notice(checked, conflict, code) for conflict in checked.conflicts)


def resolve_all_url(checked: Check, code: str) -> str:
    """Where all conflicts are settled at once, with the least loss."""
    return configure_url(resolve_conflicts(current_services().catalogue, checked).selection, code)


def _notice(checked: Check, conflict: Conflict, code: str) -> ConflictNotice:
    catalogue, selection = current_services().catalogue, checked.selection
    links = (
        ResolutionLink(change, configure_url(apply_change(selection, catalogue, change), code))
        for change in conflict.resolutions
    )
    return ConflictNotice(conflict, tuple(links))
