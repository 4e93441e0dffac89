"""The rows of a comparison: what each car has, and whether that differs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from configurator.cars.catalogue import Catalogue, Option, body_name
from configurator.cars.configuration import Car
from configurator.cars.fact_texts import FactText, fact_texts
from configurator.cars.model_facts import FACT_NAMES, FactName
from configurator.web.pages.compare_cars.chosen import Chosen


class Cell(NamedTuple):
    """What one car has. `amount` is in whole units of the currency, and `more` is how much more than the first car's.

    `also` is a detail below the text, `colours` are those of its swatch (#rrggbb), `is_demonstration` marks a made-up
    fact. A cell without a text and an amount says that the car doesn't have it, in the words of `lacking`.
    """

    text: str = ""
    amount: int | None = None
    more: int = 0
    also: str = ""
    colours: tuple[str, ...] = ()
    is_demonstration: bool = False
    lacking: str = ""


class Row(NamedTuple):
    label: str
    cells: tuple[Cell, ...]

    @property
    def is_equal(self) -> bool:
        return all(cell._replace(more=0) == self.cells[0]._replace(more=0) for cell in self.cells)


class RowGroup(NamedTuple):
    """Rows about one subject."""

    heading: str
    rows: tuple[Row, ...]


def row_groups(catalogue: Catalogue, chosen: Sequence[Chosen]) -> tuple[RowGroup, ...]:
    """Everything there is to compare. Parts and extras appear only if at least one of them is a complete car."""
    parts = tuple(_parts(catalogue, chosen)) if any(each.is_car for each in chosen) else ()
    groups = (
        RowGroup("Price", tuple(_prices(catalogue, chosen))),
        RowGroup("Parts and extras", parts),
        RowGroup("Model", (*_bodies(chosen), *_facts(catalogue, chosen))),
    )
    return tuple(group for group in groups if group.rows)


def different(groups: Iterable[RowGroup]) -> tuple[RowGroup, ...]:
    """The rows in which the cars differ, by group."""
    rest = (group._replace(rows=tuple(row for row in group.rows if not row.is_equal)) for group in groups)
    return tuple(group for group in rest if group.rows)


def equal(groups: Iterable[RowGroup]) -> tuple[Row, ...]:
    """The rows in which all cars are the same. What none of them has is no news."""
    rows = (row for group in groups for row in group.rows)
    return tuple(row for row in rows if row.is_equal and not row.cells[0].lacking)


def _prices(catalogue: Catalogue, chosen: Sequence[Chosen]) -> Iterator[Row]:
    has_cars = any(each.is_car for each in chosen)
    yield _amounts("Model" if has_cars else "Price", [each.model.price for each in chosen])
    if has_cars:
        options = [each.opened.price.total - each.model.price if each.is_car else None for each in chosen]
        yield _amounts("Parts and extras", options)
        yield _amounts("Total", [each.opened.price.total if each.is_car else None for each in chosen])
    yield _amounts("Delivery", [catalogue.delivery for _ in chosen])


def _amounts(label: str, amounts: Sequence[int | None]) -> Row:
    first = next((amount for amount in amounts if amount is not None), 0)
    return Row(label, tuple(_amount(amount, first) for amount in amounts))


def _amount(amount: int | None, first: int) -> Cell:
    return Cell(lacking="Not chosen yet") if amount is None else Cell(amount=amount, more=amount - first)


def _parts(catalogue: Catalogue, chosen: Sequence[Chosen]) -> Iterator[Row]:
    yield Row("Paint", _of_cars(chosen, _paint))
    yield Row("Wheels and tyres", _of_cars(chosen, _wheels))
    yield Row("Interior", _of_cars(chosen, _interior))
    for feature in catalogue.features:
        cells = _of_cars(chosen, lambda car, feature=feature: _extra(car, feature))  # type: ignore[misc]
        if any(not cell.lacking for cell in cells):
            yield Row(feature.name, cells)


def _of_cars(chosen: Sequence[Chosen], cell: Callable[[Car], Cell]) -> tuple[Cell, ...]:
    return tuple(cell(each.opened.car) if each.is_car else Cell(lacking="Not chosen yet") for each in chosen)


def _paint(car: Car) -> Cell:
    finish = "" if car.paint.finish == "solid" else f", {car.paint.finish}"
    return Cell(car.paint.short, car.paint.price, also=f"{car.paint.family}{finish}", colours=(car.paint.hex,))


def _wheels(car: Car) -> Cell:
    return Cell(car.wheels.short, car.wheels.price, also=f"{car.wheels.size}, {car.wheels.tyres}")


def _interior(car: Car) -> Cell:
    colours = (car.interior.hex, car.interior.second_hex, car.interior.trim_hex)
    return Cell(car.interior.name, car.interior.price, also=car.interior.family, colours=colours)


def _extra(car: Car, feature: Option) -> Cell:
    return Cell(amount=feature.price) if feature in car.features else Cell(lacking="Not chosen")


def _bodies(chosen: Sequence[Chosen]) -> Iterator[Row]:
    yield Row("Line", tuple(Cell(each.opened.car.line.name) for each in chosen))
    yield Row("Body", tuple(Cell(_capital(body_name(each.model.body))) for each in chosen))
    yield Row("Energy", tuple(Cell(_capital(each.model.fuel)) for each in chosen))
    yield Row("Length", tuple(Cell(f"{each.opened.car.line.length_mm:,} mm") for each in chosen))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _facts(catalogue: Catalogue, chosen: Sequence[Chosen]) -> Iterator[Row]:
    known = [{text.name: text for text in fact_texts(catalogue, each.model)} for each in chosen]
    for name in FACT_NAMES:
        texts = [texts.get(name) for texts in known]
        label = next((text.label for text in texts if text), "")
        if label:
            yield Row(label, tuple(_fact(name, text) for text in texts))


def _fact(name: FactName, text: FactText | None) -> Cell:
    if text is None:
        return Cell(lacking="None" if name == "electric_range" else "No figure")
    return Cell(text.figure, also=text.also, is_demonstration=text.fact.is_demonstration)
