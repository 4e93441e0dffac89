"""Which models and cars a URL of /compare names."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, Literal, NamedTuple, cast
from urllib.parse import parse_qsl, urlencode

from flask import url_for

from configurator.cars.catalogue import Catalogue, Model
from configurator.cars.configuration import check
from configurator.cars.opened_car import OpenedCar, open_checked, open_code
from configurator.cars.selection import default_selection
from configurator.drawings.views import DrawnView

Field = Literal["model", "car"]

MOST_CARS: Final = 3
USUAL_VIEW: Final[DrawnView] = "side"
"""The view that compares best: all cars stand at one scale above rulers of their lengths."""
_MOST_NAMED = 20
_BETWEEN_CODES = re.compile("[,;\n\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}\N{IDEOGRAPHIC COMMA}]")


class Chosen(NamedTuple):
    """A model or a complete car. `value` names it in the URL: a model's id or a car's code.

    A model is opened as its standard car, which only the drawing shows.
    """

    field: Field
    value: str
    opened: OpenedCar

    @property
    def is_car(self) -> bool:
        return self.field == "car"

    @property
    def model(self) -> Model:
        return self.opened.car.model


class Refused(NamedTuple):
    """A value in the URL that names nothing here, and why."""

    field: Field
    text: str
    reason: str


class Choice(NamedTuple):
    """What a URL names: at most three to compare, those that are too many, and what names nothing.

    All are shown in the same `view`.
    """

    chosen: tuple[Chosen, ...] = ()
    left_over: tuple[Chosen, ...] = ()
    refused: tuple[Refused, ...] = ()
    view: DrawnView = USUAL_VIEW

    def in_view(self, view: DrawnView) -> str:
        """The URL of the comparison in another view."""
        return compare_url(self.chosen, view)

    def without(self, index: int) -> str:
        """The URL of the comparison without one of its cars."""
        return compare_url((chosen for place, chosen in enumerate(self.chosen) if place != index), self.view)

    def instead_of_last(self, other: Chosen) -> str:
        """The URL of the comparison with another car in the last place."""
        return compare_url((*self.chosen[: MOST_CARS - 1], other), self.view)


def compare_url(chosen: Iterable[Chosen], view: DrawnView = USUAL_VIEW) -> str:
    """/compare with these, in this order."""
    in_view = [("view", view)] if view != USUAL_VIEW else []
    query = urlencode([*((each.field, each.value) for each in chosen), *in_view])
    return url_for("compare_cars.show") + (f"?{query}" if query else "")


def models_url(models: Iterable[Model]) -> str:
    """/compare with these models."""
    return url_for("compare_cars.show", model=[model.id for model in models])


def read_choice(catalogue: Catalogue, query: str, view: DrawnView = USUAL_VIEW) -> Choice:
    """What the query string of /compare names, in its order. A `car` may have several codes, separated by commas."""
    found: list[Chosen] = []
    refused: list[Refused] = []
    for field, text in islice(_named(query), _MOST_NAMED):
        try:
            found.append(_car(catalogue, text) if field == "car" else _model(catalogue, text))
        except ValueError as error:
            refused.append(Refused(field, text, str(error)))
    return Choice(tuple(found[:MOST_CARS]), tuple(found[MOST_CARS:]), tuple(refused), view)


def _named(query: str) -> Iterator[tuple[Field, str]]:
    """Flask's `args` have the fields one after the other, so they lose the order between models and cars."""
    values = ((field, value) for field, value in parse_qsl(query) if field in ("model", "car"))
    for field, value in values:
        texts = _BETWEEN_CODES.split(value) if field == "car" else [value]
        yield from ((cast(Field, field), text.strip()) for text in texts if text.strip())


def _car(catalogue: Catalogue, text: str) -> Chosen:
    """Raises CodeError."""
    opened = open_code(catalogue, text)
    return Chosen("car", opened.code, opened)


def _model(catalogue: Catalogue, text: str) -> Chosen:
    """Raises ValueError."""
    model = catalogue.find_model(text)
    if model is None:
        raise ValueError("There is no such model here. Choose one from the list.")
    opened = open_checked(catalogue, check(catalogue, default_selection(model)))
    return Chosen("model", model.id, cast(OpenedCar, opened))
