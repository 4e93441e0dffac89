"""Two paints on one car: the drawings and the CSS of the component that compares them."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, Paint
from configurator.cars.configuration import Car
from configurator.colour_vision.palettes import Palette
from configurator.drawings.appearance import appearance_of, paint_style
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_markup, shared_defs
from configurator.drawings.views import VIEWS, DrawnView
from configurator.web.pages.styles import css_rule, style_rule

USUAL_VIEW: Final[DrawnView] = "side"
"""The view that compares best: each half has a wheel, a door and as much paint as the other."""


class PaintComparison(NamedTuple):
    """A car drawn twice in one view from outside, half each.

    `paints` are those of its line; CSS in `style` lets a list choose each half's. `marks` names the look-alikes of each
    paint, by its id. It is empty without palettes.
    """

    view: DrawnView

    shared_defs: Markup
    drawings: tuple[Markup, Markup]
    style: Markup
    paints: tuple[Paint, ...]
    marks: Mapping[str, str]

    @property
    def sheets(self) -> tuple[str, ...]:
        """The style sheets of the drawings."""
        return VIEWS[self.view].sheets


def paint_comparison(
    catalogue: Catalogue, car: Car, palette: Palette | None, view: DrawnView = USUAL_VIEW
) -> PaintComparison:
    """`palette` has the paints of the car's line as the visitor sees them."""
    paints = tuple(paint for paint in catalogue.offered("color", car.line.id) if isinstance(paint, Paint))
    art = art_of(car.model)
    return PaintComparison(
        view,
        Markup(shared_defs(view)),
        (Markup(car_markup(art, view)), Markup(car_markup(art, view, uid="b"))),
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
