"""The cars of a user, the latest first.

A document has its latest car in `carConfiguration`, which every app knows, and all of them in `cars`. An app that
doesn't know the list changes `carConfiguration` alone: a car that isn't in the list is one more.
"""

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import uuid4

from configurator.users.user import Document, User, canonical
from configurator.users.validation import LONGEST_CAR_NAME, MOST_CARS

Cars = tuple["SavedCar", ...]

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class TooManyCars(Exception):
    """A user can have MOST_CARS."""


class NoSuchCar(Exception):
    """The user has no car with this id, perhaps because another window deleted it."""


class SavedCar(NamedTuple):
    """A car in the words that were saved. `id` is unique among the user's cars, `name` is "" for none of its own."""

    id: str
    name: str
    configuration: Document
    saved_at: datetime | None

    def is_same(self, configuration: Document) -> bool:
        return canonical(self.configuration) == canonical(configuration)

    @property
    def document(self) -> Document:
        """The car as an item of `cars`."""
        name = {"name": self.name} if self.name else {}
        saved_at = {"savedAt": _time_text(self.saved_at)} if self.saved_at else {}
        return {"id": self.id, **name, "carConfiguration": self.configuration, **saved_at}

    @classmethod
    def of(cls, document: Document) -> "SavedCar":
        saved_at = _time(document.get("savedAt"))
        return cls(document["id"], document.get("name") or "", document["carConfiguration"], saved_at)


def cars_of(user: User) -> Cars:
    """All cars of a user. There is at least one."""
    latest = user.document["carConfiguration"]
    listed = newest_first(tuple(map(SavedCar.of, user.document.get("cars") or ())))
    found = next((car for car in listed if car.is_same(latest)), None)
    first = found or SavedCar(_id_of(latest), "", latest, user.updated_at)
    return (first, *(car for car in listed if car is not found))


def with_cars(document: Document, cars: Cars, before: int = MOST_CARS) -> Document:
    """The document with these cars, of which the first is the latest. Raises TooManyCars.

    An app that doesn't know the list can leave a user with one car more than fits into it. With `before`, the number of
    cars that the user had, they may stay that many. The latest is then outside the list, where it can't have a name.
    """
    latest = cars[0].configuration
    if len(cars) <= MOST_CARS:
        return {**document, "carConfiguration": latest, "cars": [car.document for car in cars]}
    if len(cars) > min(before, MOST_CARS + 1) or cars[0].name:
        raise TooManyCars
    return {**document, "carConfiguration": latest, "cars": [car.document for car in cars[1:]]}


def saved_again(cars: Cars, car: SavedCar) -> Cars:
    """The cars with this one first, instead of the one with its id, if there is one."""
    return (car, *(other for other in cars if other.id != car.id))


def renamed(cars: Cars, car_id: str, name: str) -> Cars:
    """Raises NoSuchCar."""
    find_car(cars, car_id)
    return tuple(car._replace(name=name) if car.id == car_id else car for car in cars)


def duplicated(cars: Cars, car_id: str, copy_id: str, name: str, now: datetime) -> Cars:
    """The cars with a copy first, which is called "Copy of" and the name. Raises NoSuchCar."""
    name = f"Copy of {name}"[:LONGEST_CAR_NAME].strip()
    return (find_car(cars, car_id)._replace(id=copy_id, name=name, saved_at=now), *cars)


def deleted(cars: Cars, car_id: str) -> Cars:
    """The other cars. Raises NoSuchCar."""
    find_car(cars, car_id)
    return tuple(car for car in cars if car.id != car_id)


def find_car(cars: Cars, car_id: str) -> SavedCar:
    """Raises NoSuchCar."""
    car = next((car for car in cars if car.id == car_id), None)
    if car is None:
        raise NoSuchCar
    return car


def newest_first(cars: Cars) -> Cars:
    """Cars without a time come last."""
    return tuple(sorted(cars, key=lambda car: car.saved_at or _LONG_AGO, reverse=True))


def new_car_id() -> str:
    return uuid4().hex[:12]


def _id_of(configuration: Document) -> str:
    """Always the same for the same car, so that a page can name a car before it is in the list."""
    return hashlib.sha256(canonical(configuration).encode()).hexdigest()[:12]


def _time_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _time(text: str | None) -> datetime | None:
    """None for a day that doesn't exist, such as 30 February."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
