"""From the query string of /configure to the car that the page shows."""

from collections.abc import Iterator
from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue
from configurator.cars.choices import apply_change, changes, price_difference
from configurator.cars.code import CodeError, decode
from configurator.cars.configuration import Car, check
from configurator.cars.conflicts import Change, find_conflicts
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.cars.selection import Selection
from configurator.cars.settle import Settled, offered_car, settle
from configurator.web.pages.car.links import ConfigureLink
from configurator.web.pages.configure.change_words import change_words


class RequestedCar(NamedTuple):
    """What a query string leads to. `before` is the car before the last change."""

    settled: Settled
    opened: OpenedCar
    before: Car | None


class LastChange(NamedTuple):
    """What the last change did, in words; `difference` in whole units; `undo_url` opens the car before it.

    `reasons` say why one choice changed more than itself; `details` are sentences, empty if `words` say everything.
    """

    words: str
    difference: int
    undo_url: str
    reasons: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


def requested_car(catalogue: Catalogue, selection: Selection, code_before: str) -> RequestedCar:
    """`code_before` is the code of the car before the last change; "" or an invalid code means that there is none."""
    before = _car_of(catalogue, code_before)
    settled = settle(catalogue, selection, before)
    return RequestedCar(settled, cast(OpenedCar, open_checked(catalogue, settled.checked)), before)


def last_change(catalogue: Catalogue, requested: RequestedCar, configure_url: ConfigureLink) -> LastChange | None:
    """None where no car came before this one, or the same one."""
    before, after = requested.before, requested.opened.car
    if before is None or before == after:
        return None
    # With a code to compare with, an older choice would give way again, and the conflict would not come back.
    code = requested.opened.code if check(catalogue, before.selection).buildable else ""
    undo_url = configure_url(before.selection, code)
    reasons = tuple(dict.fromkeys(_reasons(catalogue, before, after))) if before.line == after.line else ()
    words = change_words(catalogue, before, after)
    difference = price_difference(before, after)
    return LastChange(words.line, difference, undo_url, reasons, words.details)


def _car_of(catalogue: Catalogue, code: str) -> Car | None:
    """The car as the configurator showed it: without options of other lines."""
    try:
        return offered_car(catalogue, decode(catalogue, code))[0]
    except CodeError:
        return None


def _reasons(catalogue: Catalogue, before: Car, after: Car) -> Iterator[str]:
    """Why the changes that nobody chose were needed: the conflicts that the car would have without them."""
    still_open = {conflict.subject for conflict in find_conflicts(catalogue, after.model, after.options)}
    for change in changes(before, after):
        without = apply_change(catalogue, after, Change(change.part, change.added, change.removed))
        for conflict in find_conflicts(catalogue, without.model, without.options):
            if conflict.subject not in still_open:
                yield conflict.reason
