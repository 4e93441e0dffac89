"""Prepares everything that the page /compare shows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, Line, Model
from configurator.cars.fact_texts import FactText, fact_texts
from configurator.drawings.appearance import appearance_of
from configurator.drawings.arts import drawn_as
from configurator.drawings.svg import shared_defs, view_markup
from configurator.drawings.views import VIEWS, DrawnView
from configurator.web.pages.compare_cars.chosen import MOST_CARS, Choice, Chosen, Refused, models_url
from configurator.web.pages.compare_cars.rows import Row, RowGroup, different, equal, row_groups
from configurator.web.pages.home import card_style, has_descender
from configurator.web.pages.views import ViewLink, view_links


class Column(NamedTuple):
    """One of the cars. `url` opens it, `without_url` is the comparison without it.

    `drawn_as` is the body or model that the drawing shows instead, else "".
    """

    chosen: Chosen
    element: str
    drawing: Markup
    style: Markup
    drawn_as: str
    url: str
    without_url: str
    facts: tuple[FactText, ...]

    @property
    def model(self) -> Model:
        return self.chosen.model

    @property
    def conflicts(self) -> int:
        return len(self.chosen.opened.checked.conflicts)

    @property
    def has_descender(self) -> bool:
        return has_descender(self.chosen.opened.car.line.name)


class LeftOver(NamedTuple):
    """A car that is one too many, and the URL of the comparison in which it takes the last place."""

    name: str
    url: str


class CompareCarsPage(NamedTuple):
    """Everything that /compare shows. `free` is how many more cars can be added, `views` are the links to all views.

    `differences` and `equal` are empty for fewer than two cars. `facts` has the facts of each model once.
    """

    columns: tuple[Column, ...]
    differences: tuple[RowGroup, ...]
    equal: tuple[Row, ...]
    facts: tuple[tuple[Model, tuple[FactText, ...]], ...]
    left_over: tuple[LeftOver, ...]
    refused_models: tuple[Refused, ...]
    refused_codes: tuple[Refused, ...]
    free: int
    view: DrawnView
    views: tuple[ViewLink, ...]
    models: tuple[tuple[Line, tuple[Model, ...]], ...]

    @property
    def entered_codes(self) -> str:
        """The codes that were wrong, for the field to keep."""
        return ", ".join(refused.text for refused in self.refused_codes)

    @property
    def whole_lines(self) -> tuple[tuple[Line, str], ...]:
        """The lines with several models, each with the URL that compares the first of them."""
        lines = ((line, models[:MOST_CARS]) for line, models in self.models if len(models) > 1)
        return tuple((line, models_url(models)) for line, models in lines)

    @property
    def all_facts(self) -> tuple[FactText, ...]:
        return tuple(text for _, texts in self.facts for text in texts)

    @property
    def shared_defs(self) -> Markup:
        return Markup(shared_defs(self.view))

    @property
    def sheets(self) -> tuple[str, ...]:
        """The style sheets of the drawings."""
        return VIEWS[self.view].sheets


def present(catalogue: Catalogue, choice: Choice) -> CompareCarsPage:
    groups = row_groups(catalogue, choice.chosen) if len(choice.chosen) > 1 else ()
    return CompareCarsPage(
        tuple(_columns(catalogue, choice)),
        different(groups),
        equal(groups),
        tuple(_facts(catalogue, choice.chosen)),
        tuple(LeftOver(name_of(other), choice.instead_of_last(other)) for other in choice.left_over),
        tuple(refused for refused in choice.refused if refused.field == "model"),
        tuple(refused for refused in choice.refused if refused.field == "car"),
        MOST_CARS - len(choice.chosen),
        choice.view,
        view_links(choice.view, choice.in_view),
        tuple((line, catalogue.models_of(line.id)) for line in catalogue.lines),
    )


def name_of(chosen: Chosen) -> str:
    """The model's name, and for a complete car its code too."""
    return f"{chosen.model.name}, {chosen.opened.code}" if chosen.is_car else chosen.model.name


def _columns(catalogue: Catalogue, choice: Choice) -> Iterator[Column]:
    for index, chosen in enumerate(choice.chosen):
        car, element = chosen.opened.car, f"car-{index + 1}"
        uid = f"c{index + 1}"  # the same line can be drawn more than once
        appearance = appearance_of(car)
        yield Column(
            chosen,
            element,
            Markup(view_markup(appearance, choice.view, uid)),
            card_style(catalogue, f"#{element}", car, "front" if choice.view == "front" else "side"),
            drawn_as(car.model),
            _url(chosen),
            choice.without(index),
            fact_texts(catalogue, car.model),
        )


def _url(chosen: Chosen) -> str:
    if chosen.is_car:
        return url_for("car_page.show", text=chosen.opened.code)
    return url_for("configure_page.show", model=chosen.model.id)


def _facts(catalogue: Catalogue, chosen: Sequence[Chosen]) -> Iterator[tuple[Model, tuple[FactText, ...]]]:
    for model in _once(each.model for each in chosen):
        texts = fact_texts(catalogue, model)
        if texts:
            yield model, texts


def _once(models: Iterable[Model]) -> Iterable[Model]:
    return {model.id: model for model in models}.values()
