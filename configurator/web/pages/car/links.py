"""Where to change a car, and the CSS rule that colours its drawing."""

from typing import Any

from flask import url_for
from markupsafe import Markup

from configurator.cars.selection import Selection
from configurator.drawings.appearance import Appearance, root_style


def style_rule(selector: str, appearance: Appearance) -> Markup:
    """The appearance as a CSS rule for the element that holds the drawing. No value of it can end the rule."""
    return Markup(f"{selector} {{{'; '.join(f'{name}: {value}' for name, value in root_style(appearance).items())}}}")


def configure_url(selection: Selection, code: str = "", **more: str) -> str:
    """Where to change this selection; `code`, if any, is the car to compare it with and to return to."""
    values: dict[str, Any] = {part: getattr(selection, part) for part in ("model", "color", "tire", "interior")}
    values |= {"feature": selection.features, **({"from": code} if code else {}), **more}
    return url_for("configure_page.show", **values)
