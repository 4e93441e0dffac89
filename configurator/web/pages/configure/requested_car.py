"""From the query string of /configure to the car that the page shows."""

from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue
from configurator.cars.choices import price_difference, resolve_conflicts, without_unrecognised
from configurator.cars.code import CodeError, decode
from configurator.cars.configuration import Car, Check, check
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.cars.selection import Selection
from configurator.web.pages.car.links import ConfigureLink
from configurator.web.pages.configure.change_words import change_words


class RequestedCar(NamedTuple):
    """The selection of a query string, and the car that it leads to. `before` is the car before the last change."""

    requested: Check
    opened: OpenedCar
    before: Car | None

    @property
    def is_adjusted(self) -> bool:
        """Whether an older choice had to give way to a newer one, so that the car is another than the one requested."""
        differs = self.requested.selection != self.opened.car.selection
        return bool(self.before) and not self.requested.unrecognised and differs


class LastChange(NamedTuple):
    """What the last change did, in words; `difference` in whole units; `undo_url` opens the car before it.

    `details` are sentences, empty if `words` say everything.
    """

    words: str
    difference: int
    undo_url: str
    details: tuple[str, ...] = ()


def requested_car(catalogue: Catalogue, selection: Selection, code_before: str) -> RequestedCar:
    """`code_before` is the code of the car before the last change; "" or an invalid code means that there is none."""
    requested, before = check(catalogue, selection), _car_of(catalogue, code_before)
    resolved = check(catalogue, without_unrecognised(catalogue, requested))
    if before and resolved.car:
        new = [option for part, option in resolved.car.options if (part, option) not in before.options]
        resolved = check(catalogue, resolve_conflicts(catalogue, resolved.car, keep=new).selection)
    return RequestedCar(requested, cast(OpenedCar, open_checked(catalogue, resolved)), before)


def last_change(catalogue: Catalogue, requested: RequestedCar, configure_url: ConfigureLink) -> LastChange | None:
    """None where no car came before this one, or the same one."""
    before, after = requested.before, requested.opened.car
    if before is None or before == after:
        return None
    # With a code to compare with, the page would resolve the conflicts of the car before.
    code = requested.opened.code if check(catalogue, before.selection).buildable else ""
    undo_url = configure_url(before.selection, code)
    words = change_words(catalogue, before, after)
    return LastChange(words.line, price_difference(catalogue, before, after), undo_url, words.details)


def _car_of(catalogue: Catalogue, code: str) -> Car | None:
    try:
        return check(catalogue, decode(catalogue, code)).car
    except CodeError:
        return None
