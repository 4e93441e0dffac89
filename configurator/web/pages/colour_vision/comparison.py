"""Two paints on one car: the drawings and the CSS of the component that compares them."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, Paint
from configurator.cars.configuration import Car
from configurator.drawings.appearance import appearance_of, paint_style
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.web.pages.styles import css_rule, style_rule


class PaintComparison(NamedTuple):
    """A car drawn twice, half each. `paints` are those of its line; CSS in `style` lets a list choose each half's."""

    shared_defs: Markup
    drawings: tuple[Markup, Markup]
    style: Markup
    paints: tuple[Paint, ...]


def paint_comparison(catalogue: Catalogue, car: Car) -> PaintComparison:
    paints = tuple(paint for paint in catalogue.offered("color", car.line.id) if isinstance(paint, Paint))
    art = art_of(car.model)
    return PaintComparison(
        Markup(shared_defs()),
        (Markup(car_markup(art)), Markup(car_markup(art, "b"))),
        style_rule(".compare-paints .frame", appearance_of(car)) + compare_rules(paints),
        paints,
    )


def compare_rules(paints: Iterable[Paint]) -> Markup:
    """CSS that paints each half of a `PaintComparison` as its list says, without a script."""
    return Markup("\n").join(_compare_rule(paint) for paint in paints)


def _compare_rule(paint: Paint) -> Markup:
    halves = (f'.compare-paints:has(#paint-{half} [value="{paint.id}"]:checked) .half-{half}' for half in "ab")
    return css_rule(",".join(halves), paint_style(paint))
