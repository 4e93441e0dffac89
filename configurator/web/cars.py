"""From a code or a saved document to a car, as pages need it."""

from typing import Any, NamedTuple, cast

from flask import url_for
from markupsafe import Markup

from configurator.catalogue import Catalogue
from configurator.code import decode, encode
from configurator.configuration import Car, Check, Price, Selection, check
from configurator.pictures.look import Look, root_style
from configurator.services import services


class OpenedCar(NamedTuple):
    """A car with its canonical code, its price and what the catalogue makes of it today."""

    code: str
    car: Car
    price: Price
    checked: Check


def read_code(text: str) -> OpenedCar:
    """The car of a code. Raises CodeError, which is answered by a page with the code still in its field."""
    catalogue = services().catalogue
    return cast(OpenedCar, opened_car(catalogue, check(catalogue, decode(catalogue, text))))


def opened_car(catalogue: Catalogue, checked: Check) -> OpenedCar | None:
    """None where a part of it is not in the catalogue (any more)."""
    if checked.car is None or checked.price is None:
        return None
    return OpenedCar(encode(catalogue, checked.car), checked.car, checked.price, checked)


def style_rule(selector: str, look: Look) -> Markup:
    """The look as a CSS rule for whatever holds the drawing; a look has no characters that could end the rule."""
    return Markup(f"{selector} {{{'; '.join(f'{name}: {value}' for name, value in root_style(look).items())}}}")


def configure_url(selection: Selection, code: str = "", **more: str) -> str:
    """Where to change this selection; `code`, if any, is the car to compare it with and to return to."""
    values: dict[str, Any] = {part: getattr(selection, part) for part in ("model", "color", "tire", "interior")}
    values |= {"feature": selection.features, **({"from": code} if code else {}), **more}
    return url_for("configure_page.show", **values)
