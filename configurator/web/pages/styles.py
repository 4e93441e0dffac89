"""CSS rules that pages write into their <style>: the colours and the size of a drawn car."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from configurator.cars.configuration import Car
from configurator.drawings.appearance import Appearance, root_style
from configurator.drawings.arts import art_of
from configurator.drawings.svg import car_box
from configurator.drawings.views import DrawnView
from configurator.web.pages.text_width import in_two_lines, width_in_em


def css_rule(selector: str, properties: Mapping[str, str | float]) -> Markup:
    """One rule. The catalogue's reader and our own code make sure that no value can end it."""
    return Markup(f"{selector}{{{';'.join(f'{name}:{value}' for name, value in properties.items())}}}")


def style_rule(selector: str, appearance: Appearance) -> Markup:
    """The rule that colours the drawing inside the element that `selector` matches."""
    return css_rule(selector, root_style(appearance))


def studio_style(car: Car, views: Iterable[DrawnView]) -> Markup:
    """The rules that size the studio for these views from outside, so that none moves anything when it is shown.

    Sizes of the car are in the drawing's units of 10 mm, `--drop` is from the lowest view's end up to this view's, and
    those of the paint's name are in em.
    """
    boxes = {view: car_box(art_of(car.model), view) for view in views}
    above, below = max(-box[1] for box in boxes.values()), max(box[1] + box[3] for box in boxes.values())
    lines = in_two_lines(car.paint.short)
    sizes: dict[str, float] = {
        "--above": above,
        "--below": below,
        "--roof": car.line.height_mm / 10,
        "--em": round(width_in_em(car.paint.short), 2),
        "--em-lines": round(max(map(width_in_em, lines)), 2),
    }
    studio = css_rule(".studio", {name: f"{size:g}" for name, size in sizes.items()})
    return studio + Markup().join(
        css_rule(f'.car-view[data-shows="{view}"]', {"--width": width, "--drop": below - top - height})
        for view, (_, top, width, height) in boxes.items()
    )
