"""CSS rules by which the form's own radios and checkboxes recolour the drawing, without a request.

Without a script, browsers apply them. With one, they would match all of them again after each click, so
`static/js/recolour.js` reads them and sets the properties of the checked options itself.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, Feature, Interior, Option, Paint, WheelSet
from configurator.cars.configuration import Car
from configurator.drawings.appearance import feature_style, interior_style, paint_style, roof_style, wheel_style
from configurator.drawings.cabins import OPEN_BODIES
from configurator.web.pages.configure.form import FIELDS
from configurator.web.pages.configure.options import control_id
from configurator.web.pages.styles import css_rule
from configurator.web.pages.text_width import width_in_em

PAINTED: Final = ".k-p,.k-sh,.k-li,.k-lb,.k-metal,.k-gloss,.kf-sh,.kf-fl,.paint-name"
"""The shapes that show the paint, and its name, as in js/recolour.js: a value that the whole drawing inherits costs
thirty times as much."""


@lru_cache(maxsize=64)
def recolour_rules(catalogue: Catalogue, line_id: str) -> Markup:
    """A rule for each option, and each model, that changes the drawing of this line; and the wheels of the tiles."""
    rules = Markup("\n").join((*_rules(catalogue, line_id), *_open_cabins(catalogue, line_id)))
    return _media("none", rules) + Markup("\n").join(_tiles(catalogue, line_id))


def _media(scripting: str, rules: Markup) -> Markup:
    return Markup(f"@media (scripting: {scripting}) {{\n{rules}\n}}\n")


def car_rules(car: Car) -> Markup:
    """The rules that colour the drawing of this car in browsers with scripts, as long as nothing else is chosen."""
    options = (car.wheels, car.interior, *car.features)
    drawn = {name: value for option in options for name, value in _visible(car.line.id, option).items()}
    wheels = css_rule(".wheel", {"--caliper": drawn["--caliper"]}) if "--caliper" in drawn else Markup()
    roof = css_rule(".cabin-view", roof_style(is_open=True)) if car.model.body in OPEN_BODIES else Markup()
    painted = css_rule(PAINTED, _visible(car.line.id, car.paint))
    return _media("enabled", painted + css_rule(".drawn", drawn) + wheels + roof)


def _tiles(catalogue: Catalogue, line_id: str) -> Iterator[Markup]:
    for wheels in catalogue.offered("tire", line_id):
        yield css_rule(f"#pic-{wheels.id}", _visible(line_id, wheels))


def _open_cabins(catalogue: Catalogue, line_id: str) -> Iterator[Markup]:
    for model in catalogue.models:
        if model.line == line_id and model.body in OPEN_BODIES:
            chosen = f".build:has(#{control_id('model', model.id)}:checked)"
            yield css_rule(f"{chosen} .cabin-view", roof_style(is_open=True))


def shown_alone(catalogue: Catalogue, feature: Feature) -> Mapping[str, str]:
    """The custom properties of a crop that shows this extra, also while the car has one that excludes it."""
    rivals = (other.drawn for other in catalogue.features if feature.is_incompatible_with(other) and other.drawn)
    return {**{f"--o-{drawn}": "none" for drawn in rivals}, **feature_style(feature)}


def _rules(catalogue: Catalogue, line_id: str) -> Iterator[Markup]:
    for part in FIELDS:
        for option in catalogue.offered(part, line_id):
            if style := _visible(line_id, option):
                yield css_rule(f".build:has(#{control_id(part, option.id)}:checked) {_target(style)}", style)


def _target(style: Mapping[str, str]) -> str:
    """The elements to recolour: as few as possible, because a browser recomputes all that inherit from them."""
    return ":is(.drawn,.wheel)" if "--caliper" in style else ".drawn"


def _visible(line_id: str, option: Option) -> dict[str, str]:
    return {name: value for name, value in _style(line_id, option).items() if value != "none"}


def _style(line_id: str, option: Option) -> Mapping[str, str]:
    match option:
        case Paint():
            return {**paint_style(option), "--name": _css_text(option.short), "--em": f"{width_in_em(option.short):g}"}
        case WheelSet():
            return wheel_style(line_id, option)
        case Interior():
            return interior_style(option)
        case Feature():
            return feature_style(option)
    raise TypeError(option)


def _css_text(text: str) -> str:
    """A CSS string in which all but letters, digits and spaces are escaped, so that no name can end the rule."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'
