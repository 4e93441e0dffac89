"""The car of a saved user: as the catalogue sees it today, and in the words that were saved."""

from collections.abc import Iterator
from typing import NamedTuple

from configurator.cars.catalogue import SINGLE_PARTS, Catalogue, Part
from configurator.cars.configuration import Check, check
from configurator.cars.opened_car import OpenedCar, open_checked
from configurator.cars.selection import Selection
from configurator.users.user import Document, User

_LABELS: dict[Part, str] = {"color": "Paint", "tire": "Wheels, tyres", "interior": "Interior"}


class SavedPart(NamedTuple):
    """A part of a saved car. `is_offered` is False if it has left the catalogue."""

    label: str
    name: str
    is_offered: bool


def check_configuration(catalogue: Catalogue, configuration: Document) -> Check:
    return check(catalogue, Selection.from_document(configuration))


def open_configuration(catalogue: Catalogue, configuration: Document) -> OpenedCar | None:
    """None if a part of the car is not in the catalogue."""
    return open_checked(catalogue, check_configuration(catalogue, configuration))


def open_saved(catalogue: Catalogue, user: User) -> OpenedCar | None:
    """None if a part of the latest saved car is not in the catalogue."""
    return open_configuration(catalogue, user.document["carConfiguration"])


def saved_parts(catalogue: Catalogue, selection: Selection) -> Iterator[SavedPart]:
    """Every part: by its name if the catalogue has it, else in the words that were saved."""
    model = catalogue.find_model(selection.model)
    yield SavedPart("Model", model.name if model else selection.model, model is not None)
    extras: list[tuple[Part, str]] = [("additionalFeatures", name) for name in selection.features + selection.unclear]
    for part, name in (*((part, getattr(selection, part)) for part in SINGLE_PARTS), *extras):
        option = catalogue.find(part, name, model)
        yield SavedPart(_LABELS.get(part, "Extra"), option.name if option else name, option is not None)


def default_name(catalogue: Catalogue, selection: Selection) -> str:
    """What a car without a name of its own is called: model and paint."""
    model, paint, *_ = (part.name for part in saved_parts(catalogue, selection))
    return f"{model} in {paint}"
