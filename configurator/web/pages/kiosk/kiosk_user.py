"""The user whom a visitor saves on a kiosk, with the server or without it."""

from datetime import datetime, timedelta
from typing import Final

from configurator.services import Services
from configurator.users.cars import Cars, SavedCar, TooManyCars, cars_of, new_car_id, saved_again, with_cars
from configurator.users.user import Document

_ASKED: Final = ("name", "age", "carConfiguration", "cars")
"""What a kiosk asks, and the list of a visit with several cars. Of a user who exists, everything else stays."""


def store_kiosk_user(services: Services, document: Document, token: str, waited: int = 0) -> None:
    """Creates the user for KIOSK_USER_DAYS, or changes the one that has this token: a second car comes to the first.

    Storing it again changes nothing.

    `waited` is for how many days the kiosk couldn't send it: the user isn't kept that much longer.

    Raises StoreError, UserIdTaken or VersionConflict.
    """
    users, known = services.user_service, services.user_service.get_own(document["userId"], token)
    if known is None:
        user_days = services.settings.kiosk.user_days
        users.create(document, token, lifetime=timedelta(days=min(user_days, max(1, user_days - waited))))
        return
    asked = {name: document[name] for name in _ASKED if name in document}
    if any(known.document.get(name) != value for name, value in asked.items()):
        users.update(known, _with_car(known.document | asked, cars_of(known), services.clock()))


def _with_car(document: Document, cars: Cars, now: datetime) -> Document:
    """The document in which its car comes first and the cars from before stay, unless it has a list of its own."""
    car = document["carConfiguration"]
    if "cars" in document and any(SavedCar.of(listed).is_same(car) for listed in document["cars"]):
        return document
    if len(cars) == 1 and cars[0].is_same(car):
        return document
    saved = next((saved for saved in cars if saved.is_same(car)), SavedCar(new_car_id(), "", car, now))
    try:
        return with_cars(document, saved_again(cars, saved._replace(saved_at=now)))
    except TooManyCars:
        return document
