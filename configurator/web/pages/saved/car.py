"""The car of a saved user: as the catalogue sees it today, and in the words that it was saved in."""

from collections.abc import Iterator
from typing import NamedTuple

from configurator.cars.catalogue import SINGLE_PARTS, Catalogue, Part
from configurator.cars.configuration import Check, check
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.cars.selection import Selection
from configurator.services import current_services
from configurator.users.user import User

_KINDS: dict[Part, str] = {"color": "Paint", "tire": "Wheels, tyres", "interior": "Interior"}


class SavedPart(NamedTuple):
    """A part of a car that may have left the catalogue."""

    kind: str
    words: str
    is_offered: bool


def saved_check(user: User) -> Check:
    return check(current_services().catalogue, Selection.from_document(user.document["carConfiguration"]))


def saved_car(user: User) -> OpenedCar | None:
    """None where the catalogue doesn't know every word of what was saved."""
    return open_checked(current_services().catalogue, saved_check(user))


def saved_parts(catalogue: Catalogue, selection: Selection) -> Iterator[SavedPart]:
    """Every part by its name where the catalogue knows it, else in the words that it was saved in."""
    model = catalogue.find_model(selection.model)
    yield SavedPart("Model", model.name if model else selection.model, model is not None)
    extras: list[tuple[Part, str]] = [("additionalFeatures", words) for words in selection.features + selection.unclear]
    for part, words in (*((part, getattr(selection, part)) for part in SINGLE_PARTS), *extras):
        option = catalogue.find(part, words, model)
        yield SavedPart(_KINDS.get(part, "Extra"), option.name if option else words, option is not None)
