"""Conflicts as pages show them: each with its ways out as addresses of the configurator."""

from typing import NamedTuple

from configurator.choices import apply, settle
from configurator.configuration import Check
from configurator.conflicts import Change, Conflict
from configurator.services import services
from configurator.web.cars import configure_url


class Mend(NamedTuple):
    """A conflict, and where each of its resolutions leads."""

    conflict: Conflict
    ways: tuple[tuple[Change, str], ...]


def mends(checked: Check, code: str) -> tuple[Mend, ...]:
    """A mend for every conflict; `code` is the car to compare with afterwards."""
    return tuple(_mend(checked, conflict, code) for conflict in checked.conflicts)


def mend_all_url(checked: Check, code: str) -> str:
    """Where all conflicts are settled at once, with the least loss."""
    return configure_url(settle(services().catalogue, checked).selection, code)


def _mend(checked: Check, conflict: Conflict, code: str) -> Mend:
    catalogue, selection = services().catalogue, checked.selection
    ways = ((change, configure_url(apply(selection, catalogue, change), code)) for change in conflict.resolutions)
    return Mend(conflict, tuple(ways))
