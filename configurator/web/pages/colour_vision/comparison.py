"""Two paints on one car: the drawings and the CSS of the component that compares them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, Paint
from configurator.cars.configuration import Car
from configurator.colour_vision.palettes import Palette
from configurator.drawings.appearance import appearance_of, paint_style
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.web.pages.styles import css_rule, style_rule


class PaintComparison(NamedTuple):
    """A car drawn twice, half each. `paints` are those of its line; CSS in `style` lets a list choose each half's.

    `marks` names the look-alikes of each paint, by its id. It is empty without palettes.
    """

    shared_defs: Markup
    drawings: tuple[Markup, Markup]
    style: Markup
    paints: tuple[Paint, ...]
    marks: Mapping[str, str]


def paint_comparison(catalogue: Catalogue, car: Car, palette: Palette | None) -> PaintComparison:
    """`palette` has the paints of the car's line as the visitor sees them."""
    paints = tuple(paint for paint in catalogue.offered("color", car.line.id) if isinstance(paint, Paint))
    art = art_of(car.model)
    return PaintComparison(
        Markup(shared_defs()),
        (Markup(car_markup(art)), Markup(car_markup(art, uid="b"))),
        style_rule(".compare-paints .frame", appearance_of(car)) + compare_rules(paints),
        paints,
        {entry.swatch.id: entry.mark for entry in palette.entries} if palette else {},
    )


def compare_rules(paints: Iterable[Paint]) -> Markup:
    """CSS that paints each half of a `PaintComparison` as its list says and shows its mark, without a script."""
    return Markup("\n").join(_compare_rule(paint) for paint in paints)


def _compare_rule(paint: Paint) -> Markup:
    chosen = {half: f'.compare-paints:has(#paint-{half} [value="{paint.id}"]:checked)' for half in "ab"}
    painted = ",".join(f"{selector} .half-{half}" for half, selector in chosen.items())
    marked = ",".join(f"{selector} #mark-{half}-{paint.id}" for half, selector in chosen.items())
    return css_rule(painted, paint_style(paint)) + css_rule(marked, {"display": "block"})
