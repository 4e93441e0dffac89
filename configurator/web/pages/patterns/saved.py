"""Examples of saved cars: one with a name of its own, and one with a part that is no longer available."""

from datetime import UTC, datetime

from configurator.cars.catalogue import Catalogue
from configurator.cars.opened_car import OpenedCar
from configurator.users.cars import SavedCar
from configurator.web.pages.saved.forms import VISION_LABELS
from configurator.web.pages.saved.garage import garage
from configurator.web.pages.saved.page import SavedPage

_AT = datetime(2026, 11, 29, tzinfo=UTC)


def saved_patterns(catalogue: Catalogue, example: OpenedCar) -> SavedPage:
    """The page of a user with two cars, of which one was just renamed and a third was deleted."""
    configuration = example.car.selection.document
    cars = (
        SavedCar("1", "For the weekend", configuration, _AT),
        SavedCar("2", "", configuration | {"color": "Velvet"}, None),
    )
    user = {"name": "Ada", "age": 36, "gender": "Woman"}
    return SavedPage(user, VISION_LABELS["deutan"], garage(catalogue, cars), None, "renamed", "The red one")
