"""The English text for what a picture shows, composed for display from the names that each render stores."""

from typing import NamedTuple, Self

from configurator.cars.configuration import Car
from configurator.renders.prompt import VIEW_NAMES, RenderView


class CarNames(NamedTuple):
    """The names of a car's parts when its render was requested. The catalogue may change later.

    `paint` or `interior` is empty for a render of an older version, which stored only what its view shows.
    """

    model: str
    paint: str
    interior: str

    @classmethod
    def of(cls, car: Car) -> Self:
        return cls(car.model.name, car.paint.name, car.interior.name)


def title(names: CarNames, view: RenderView) -> str:
    """The car, named by the part that its view shows: 911 Carrera in Gentian Blue Metallic."""
    joint, part = (" with ", names.interior) if view == "interior" else (" in ", names.paint)
    return f"{names.model}{joint}{part}" if part else names.model


def caption(names: CarNames, view: RenderView) -> str:
    """Title and view, as alternative text: 911 Carrera in Gentian Blue Metallic, front three-quarter view."""
    return f"{title(names, view)}, {VIEW_NAMES[view]} view"
