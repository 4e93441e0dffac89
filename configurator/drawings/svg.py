"""Draws a car as SVG: inline markup that pages colour with CSS variables, and standalone files.

The drawings are in `static/cars`: one fragment per line, the kit with shared definitions, and the parts of the cabins.
The fragment of another body of the line has only the parts that differ.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import escape

from configurator.drawings.appearance import Appearance, root_style
from configurator.drawings.arts import ARTS
from configurator.drawings.cabins import CABINS
from configurator.drawings.flatten import STYLESHEETS, flatten
from configurator.drawings.page_kit import PageKit, page_kit
from configurator.drawings.views import DrawnView

Box = tuple[int, int, int, int]

_CARS = Path(__file__).resolve().parents[2] / "static" / "cars"
_UID = re.compile(r"[a-z0-9]*")
_PART = re.compile(r"<!-- part (\w+) -->(.*?)<!-- end -->", re.DOTALL)
_COMMENTS_AND_INDENTS = re.compile(r"<!--.*?-->\s*|(?<=>)\s+(?=<)", re.DOTALL)
# Pages show what the drawing has beyond its box. A file shows more sky and floor, in the proportions of a render.
_INTERIOR_BOX: Final = (0, 0, 1400, 540)
_INTERIOR_FIT: Final = 'preserveAspectRatio="xMidYMax meet"'
# Between the cockpit and the seat.
_CLOSE_UP_FRAME: Final = 'x="846" y="350" width="180" height="180" viewBox="0 0 200 200"'
_INTERIOR_FILE_BOX: Final = (16, -120, 1360, 765)
COCKPIT_BOX: Final = (0, -20, 960, 540)
"""The part of the interior's drawing without the seat beside it."""
_SKY: Final = "#dadada"
_HIDDEN: Final = 'class="k-kit" width="0" height="0" aria-hidden="true" focusable="false"'
# A gradient from top to bottom: top and bottom of the wall, then far and near end of the floor.
_BACKDROP: Final = ((0, "#eaeaea"), (0.58, "#f6f6f6"), (0.74, "#d9d9d9"), (1, "#ededed"))


def shared_defs() -> str:
    """Returns the definitions that all cars share. A page with cars includes them once, without `display: none`."""
    kit = _page_kit()
    return f'<svg {_HIDDEN}><defs>{kit.paint_servers}</defs><svg hidden="">{kit.shapes}</svg></svg>'


def car_markup(art: str, uid: str = "", title: str = "") -> str:
    """Returns the side view with this name, for a page that includes `shared_defs`. CSS variables set its colours.

    If a page has the same drawing twice, the second one needs a `uid` of lower-case letters and digits. Assistive
    technology ignores a drawing without a title.

    Raises KeyError for an unknown drawing, and ValueError for an invalid uid.
    """
    return _in_page(_car(art, uid), ARTS[art].view_box, title)


def car_definition(art: str) -> str:
    """Returns the side view with this name, invisible, for a page that shows it several times with `car_copy`.

    Raises KeyError for an unknown drawing.
    """
    return f"<svg {_HIDDEN}>{_car(art)}</svg>"


def car_copy(art: str, title: str = "") -> str:
    """Returns a side view in colours of its own, for a page that includes its `car_definition` once.

    Raises KeyError for an unknown drawing.
    """
    return _in_page(f'<use href="#k{art}-car"/>', ARTS[art].view_box, title)


def interior_markup(line: str, title: str = "", uid: str = "") -> str:
    """Returns the cabin of a line with a seat beside it, for a page. It needs no `shared_defs`.

    A page that draws several needs a `uid` for each. Raises KeyError for a line without a cabin, ValueError for an
    invalid uid.
    """
    return _in_page(_interior(line, uid), _INTERIOR_BOX, title, _INTERIOR_FIT)


def close_up_markup(named_by: str, uid: str = "") -> str:
    """Returns a close-up of the seats' material, for a page that lays it over the interior. It covers the same box.

    `named_by` is the id of the element with its name.
    """
    close_up = _with_unique_ids(_fragment("close-up"), "kc", uid)
    frame = f'viewBox="{_view_box(_INTERIOR_BOX)}" {_INTERIOR_FIT} role="img" aria-labelledby="{escape(named_by)}"'
    return f'<svg class="k-car" {frame} focusable="false"><svg {_CLOSE_UP_FRAME}>{close_up}</svg></svg>'


def svg(appearance: Appearance, view: DrawnView, part: Box | None = None) -> str:
    """Returns a standalone SVG file without CSS variables, of a view or a part of it, in front of a studio."""
    if view == "side":
        box = part or ARTS[appearance.art].view_box
        body = _fragment("kit") + _car(appearance.art)
    else:
        box, body = part or _INTERIOR_FILE_BOX, _interior(appearance.line)
    body = _studio(box) + body
    title = f'<title id="k-title">{escape(appearance.title(view))}</title>'
    frame = f'viewBox="{_view_box(box)}" role="img" aria-labelledby="k-title"'
    return flatten(f"<svg {frame}>{title}{body}</svg>", root_style(appearance) | {"--sky": _SKY})


def _in_page(markup: str, box: Box, title: str, fit: str = "") -> str:
    role = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return f'<svg class="k-car" viewBox="{_view_box(box)}" {fit} {role} focusable="false">{markup}</svg>'


def _car(art: str, uid: str = "") -> str:
    if art not in ARTS:
        raise KeyError(art)
    return _with_unique_ids(_side_view(art), f"k{art}", uid)


def _interior(line: str, uid: str = "") -> str:
    return _with_unique_ids("".join(map(_fragment, CABINS[line])), "kc", uid)


def _with_unique_ids(markup: str, prefix: str, uid: str) -> str:
    if not _UID.fullmatch(uid):
        raise ValueError(f"a uid has only lower-case letters and digits: {uid!r}")
    return re.sub(rf'(id="|#){prefix}-', rf"\g<1>{prefix}-{uid}-", markup) if uid else markup


def _studio(box: Box) -> str:
    x, y, width, height = box
    gradient = "".join(f'<stop offset="{offset}" stop-color="{colour}"/>' for offset, colour in _BACKDROP)
    return (
        f'<defs><linearGradient id="k-studio" x2="0" y2="1">{gradient}</linearGradient></defs>'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="url(#k-studio)"/>'
    )


def _view_box(box: Box) -> str:
    return " ".join(map(str, box))


@cache
def _side_view(art: str) -> str:
    """The line's drawing with the parts that this body has of its own, and with ids of its own."""
    line = ARTS[art].line
    if art == line:
        return _fragment(line)
    markup = assemble(_source(line), _source(art))
    return _COMMENTS_AND_INDENTS.sub("", re.sub(rf'(id="|#)k{line}-', rf"\g<1>k{art}-", markup))


def assemble(line: str, body: str) -> str:
    """The markup of a line in which the parts of a body (`<!-- part NAME -->…<!-- end -->`) replace those of its name.

    Raises ValueError for a part that the line doesn't have.
    """
    own: dict[str, str] = dict(_PART.findall(body))
    if unknown := own.keys() - {name for name, _ in _PART.findall(line)}:
        raise ValueError(f"the line's drawing has no such parts: {sorted(unknown)}")
    return _PART.sub(lambda part: own.get(part[1], str(part[2])), line)


@cache
def _page_kit() -> PageKit:
    return page_kit(_fragment("kit"))


@cache
def _fragment(name: str) -> str:
    return _COMMENTS_AND_INDENTS.sub("", _source(name))


def _source(name: str) -> str:
    return (_CARS / f"{name}.svgfrag").read_text("utf-8")


def _digest() -> str:
    digest = hashlib.sha256()
    for path in (*sorted(_CARS.glob("*.svgfrag")), *STYLESHEETS):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


# Part of a cached picture's name and of a render's recipe: another version draws pictures again, and people can pay
# for renders again. Raise the number only if this code changes the drawings. The digest covers the SVG and CSS files.
DRAWING_VERSION: Final = f"1-{_digest()}"
