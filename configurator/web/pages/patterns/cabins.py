"""The cabins on the page of patterns: every line and every material at least once."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, Interior, Line
from configurator.drawings.appearance import interior_style
from configurator.drawings.materials import close_up_title, material_of
from configurator.drawings.svg import close_up_markup, interior_markup
from configurator.web.pages.styles import css_rule


class CabinPattern(NamedTuple):
    """A cabin with its close-up. `close_up_id` is the id of the element with the close-up's name."""

    name: str
    drawing: Markup
    close_up_id: str
    close_up_name: str
    style: Markup


def cabin_patterns(catalogue: Catalogue) -> tuple[CabinPattern, ...]:
    return tuple(_pattern(f"cabin{number}", *each) for number, each in enumerate(_examples(catalogue)))


def _examples(catalogue: Catalogue) -> Iterator[tuple[Line, Interior]]:
    shown: set[str] = set()
    for line in catalogue.lines:
        for interior in catalogue.offered("interior", line.id):
            if isinstance(interior, Interior) and not {line.id, material_of(interior)} <= shown:
                shown |= {line.id, material_of(interior)}
                yield line, interior


def _pattern(uid: str, line: Line, interior: Interior) -> CabinPattern:
    name, close_up_id = f"{line.name}, {interior.name}", f"{uid}-close-up"
    return CabinPattern(
        name=name,
        drawing=Markup(interior_markup(line.id, name, uid) + close_up_markup(close_up_id, uid)),
        close_up_id=close_up_id,
        close_up_name=close_up_title(interior),
        style=css_rule(f".frame:has(+ figcaption #{close_up_id})", interior_style(interior)),
    )
