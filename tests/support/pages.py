"""Cars and people for tests of pages, and saving a car without a browser."""

from collections.abc import Mapping

from configurator.cars.catalogue import Catalogue
from configurator.cars.catalogue_reader import load
from configurator.cars.code import encode
from configurator.cars.configuration import check
from configurator.cars.selection import Selection, default_selection
from tests.support.client import Answer, Visitor
from tests.support.html import Page, read_page

OURS = load()
RICH = ("sport-chrono", "matrix-led", "burmester", "sunroof")
ADA = {"name": "Ada Quispe", "age": "36", "gender": "Woman", "vision": "deutan"}


def selection_of(model: str = "911-carrera", catalogue: Catalogue = OURS, **parts: object) -> Selection:
    """The model's default selection, with these parts changed."""
    wanted = catalogue.find_model(model)
    assert wanted
    return default_selection(wanted)._replace(**parts)  # type: ignore[arg-type]


def code_of(model: str = "911-carrera", catalogue: Catalogue = OURS, **parts: object) -> str:
    car = check(catalogue, selection_of(model, catalogue, **parts)).car
    assert car
    return encode(catalogue, car)


def hidden_fields(visitor: Visitor, path: str) -> dict[str, str]:
    """The hidden fields of a page's forms, such as the CSRF token, the car's code and the version."""
    return read_page(visitor.get(path)).hidden


def save(visitor: Visitor, code: str, said: Mapping[str, str] = ADA) -> Answer:
    """Fill in the form for a car, send it, and return the response."""
    return visitor.submit("/you", {**hidden_fields(visitor, f"/you?code={code}"), **said})


def save_another(visitor: Visitor, code: str, name: str = "", **fields: str) -> Answer:
    """Save one more car, after the first, and return the response."""
    path = visitor.get(f"/you?code={code}").location
    return visitor.submit("/saved/add", {**hidden_fields(visitor, path), "name": name, **fields})


def field(page: Page, name: str) -> dict[str, str | None]:
    [found] = [tag for tag in page.all("input") if tag.get("name") == name]
    return found
