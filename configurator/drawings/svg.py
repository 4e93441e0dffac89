"""Draws a car as SVG: inline markup that pages colour with CSS variables, and standalone files."""

from functools import cache
from math import ceil
from typing import Final

from markupsafe import escape

from configurator.drawings.appearance import Appearance, root_style
from configurator.drawings.arts import ARTS
from configurator.drawings.flatten import flatten
from configurator.drawings.fragments import cabin, close_up, exterior, fragment
from configurator.drawings.page_kit import PageKit, page_kit
from configurator.drawings.views import INTERIOR_BOX, VIEWS, Box, DrawnView

# Pages show what the drawing has beyond its box. A file shows more sky and floor, in the proportions of a render.
_INTERIOR_FIT: Final = 'preserveAspectRatio="xMidYMax meet"'
# Between the cockpit and the seat.
_CLOSE_UP_FRAME: Final = 'x="846" y="350" width="180" height="180" viewBox="0 0 200 200"'
_INTERIOR_FILE_BOX: Final = (16, -120, 1360, 765)
COCKPIT_BOX: Final = (0, -20, 960, 540)
"""The part of the interior's drawing without the seat beside it."""
_SKY: Final = "#dadada"
_HIDDEN: Final = 'class="k-kit" width="0" height="0" aria-hidden="true"'
# A gradient from top to bottom: top and bottom of the wall, then far and near end of the floor.
_BACKDROP: Final = ((0, "#eaeaea"), (0.58, "#f6f6f6"), (0.74, "#d9d9d9"), (1, "#ededed"))


def shared_defs(*views: DrawnView) -> str:
    """Returns the definitions that cars in these views share, the side view's always.

    A page with cars includes them once, without `display: none`.
    """
    kits = dict.fromkeys(kit for view in ("side", *views) for kit in VIEWS[view].kits)
    return "".join(map(_shared, kits))


def own_defs(view: DrawnView) -> str:
    """Returns what a view needs beyond the side view's definitions, for a page that shows it later."""
    return "".join(_shared(kit) for kit in VIEWS[view].kits if kit not in VIEWS["side"].kits)


def car_markup(art: str, view: DrawnView = "side", uid: str = "", title: str = "") -> str:
    """Returns a car from outside, for a page that includes `shared_defs`. CSS variables set its colours.

    If a page has the same drawing twice, the second one needs a `uid` of lower-case letters and digits. Assistive
    technology ignores a drawing without a title.

    Raises KeyError for an unknown drawing, and ValueError for an invalid uid.
    """
    return _in_page(exterior(art, view, uid), car_box(art, view), title)


def car_definition(art: str, view: DrawnView = "side") -> str:
    """Returns a car from outside, invisible, for a page that shows it several times with `car_copy`.

    Raises KeyError for an unknown drawing.
    """
    return f"<svg {_HIDDEN}>{exterior(art, view)}</svg>"


def car_copy(art: str, view: DrawnView = "side", title: str = "") -> str:
    """Returns a car in colours of its own, for a page that includes its `car_definition` once.

    Raises KeyError for an unknown drawing.
    """
    return _in_page(f'<use href="#{VIEWS[view].prefix}{art}-car"/>', car_box(art, view), title)


def car_box(art: str, view: DrawnView) -> Box:
    """The view box of a car's drawing. Raises KeyError for an unknown drawing."""
    return VIEWS[view].boxes[ARTS[art].line]


def png_height(art: str, view: DrawnView, width: int) -> int:
    """The height in pixels of the PNG of this width of a view from outside. Raises KeyError for an unknown drawing."""
    box = car_box(art, view)
    return ceil(width * box[3] / box[2])


def interior_markup(line: str, title: str = "", uid: str = "") -> str:
    """Returns the cabin of a line with a seat beside it, for a page. It needs no `shared_defs`.

    A page that draws several needs a `uid` for each. Raises KeyError for a line without a cabin, ValueError for an
    invalid uid.
    """
    return _in_page(cabin(line, uid), VIEWS["interior"].boxes[line], title, _INTERIOR_FIT)


def close_up_markup(named_by: str, uid: str = "") -> str:
    """Returns a close-up of the seats' material, for a page that lays it over the interior. It covers the same box.

    `named_by` is the id of the element with its name.
    """
    frame = f'viewBox="{_view_box(INTERIOR_BOX)}" {_INTERIOR_FIT} role="img" aria-labelledby="{escape(named_by)}"'
    return f'<svg class="k-car" {frame}><svg {_CLOSE_UP_FRAME}>{close_up(uid)}</svg></svg>'


def view_markup(appearance: Appearance, view: DrawnView, uid: str = "", close_up_named_by: str = "") -> str:
    """Returns any view of a car with its accessible name, for a page that includes the `shared_defs` of this view.

    With the id of the element that names it, the interior has the close-up of its material. `uid` is as in
    `car_markup`.
    """
    title = appearance.title(view)
    if VIEWS[view].is_exterior:
        return car_markup(appearance.art, view, uid, title)
    close_up = close_up_markup(close_up_named_by, uid) if close_up_named_by else ""
    return interior_markup(appearance.line, title, uid) + close_up


def svg(appearance: Appearance, view: DrawnView, part: Box | None = None) -> str:
    """Returns a standalone SVG file without CSS variables, of a view or a part of it, in front of a studio."""
    if view == "interior":
        box, body = part or _INTERIOR_FILE_BOX, cabin(appearance.line)
    else:
        box, body = part or car_box(appearance.art, view), exterior(appearance.art, view)
    body = _studio(box) + "".join(map(fragment, VIEWS[view].kits)) + body
    title = f'<title id="k-title">{escape(appearance.title(view))}</title>'
    frame = f'viewBox="{_view_box(box)}" role="img" aria-labelledby="k-title"'
    return flatten(f"<svg {frame}>{title}{body}</svg>", root_style(appearance) | {"--sky": _SKY})


def _in_page(markup: str, box: Box, title: str, fit: str = "") -> str:
    role = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return f'<svg class="k-car" viewBox="{_view_box(box)}" {fit} {role}>{markup}</svg>'


def _studio(box: Box) -> str:
    x, y, width, height = box
    gradient = "".join(f'<stop offset="{offset}" stop-color="{colour}"/>' for offset, colour in _BACKDROP)
    return (
        f'<defs><linearGradient id="k-studio" x2="0" y2="1">{gradient}</linearGradient></defs>'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="url(#k-studio)"/>'
    )


def _view_box(box: Box) -> str:
    return " ".join(map(str, box))


def _shared(kit: str) -> str:
    page = _page_kit(kit)
    return f'<svg {_HIDDEN}><defs>{page.paint_servers}</defs><g display="none">{page.shapes}</g></svg>'


@cache
def _page_kit(name: str) -> PageKit:
    return page_kit(fragment(name), fragment("side/kit"))
