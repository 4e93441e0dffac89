"""The drawn car: markup that a page recolours with custom properties, and standalone pictures of one appearance.

The art is `static/cars`, one hand-edited fragment a line, one for the cabin and a kit that all cars share.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final, Literal

from markupsafe import escape

from configurator.drawings.appearance import ARTS, Appearance, root_style
from configurator.drawings.flatten import STYLESHEET, flatten
from configurator.drawings.views import DrawnView

Light = Literal["day", "night"]
Box = tuple[int, int, int, int]

_CARS = Path(__file__).resolve().parents[2] / "static" / "cars"
_UID = re.compile(r"[a-z0-9]*")
_UNREAD = re.compile(r"<!--.*?-->\s*|(?<=>)\s+(?=<)", re.DOTALL)
_CABIN_BOX: Final = (0, 0, 960, 540)
_SKY: Final[dict[Light, str]] = {"day": "#dadada", "night": "#404040"}
# The studio: wall, its foot, floor near and far.
_STUDIO: Final[dict[Light, tuple[str, str, str, str]]] = {
    "day": ("#eaeaea", "#f6f6f6", "#d9d9d9", "#ededed"),
    "night": ("#181818", "#272727", "#111111", "#1d1d1d"),
}


def shared_defs() -> str:
    """What all drawn cars share: once in each page that shows one, and never `display: none`."""
    frame = 'class="k-kit" width="0" height="0" aria-hidden="true" focusable="false"'
    return f"<svg {frame}>{_fragment('kit')}</svg>"


def car_markup(art: str, uid: str = "", title: str = "") -> str:
    """A line's side view for a page with the kit in it, coloured by the custom properties it inherits.

    A `uid` of small letters and digits sets apart the same car's second drawing in one page. Without a title
    the picture is decoration. KeyError for a line without art, ValueError for another kind of uid.
    """
    return _in_page(_car(art, uid), ARTS[art].view_box, title)


def interior_markup(uid: str = "", title: str = "") -> str:
    """The cabin for a page, likewise; it needs no kit, and fills a box of other proportions."""
    markup = _named_apart(_fragment("interior"), "kc", uid)
    return _in_page(markup, _CABIN_BOX, title, 'preserveAspectRatio="xMidYMid slice"')


def svg(appearance: Appearance, view: DrawnView, title: str = "", desc: str = "", light: Light | None = "day") -> str:
    """A standalone SVG of one appearance, every colour literal; its title is the appearance's own unless given.

    With a light the car stands in the studio by that light; without, on nothing, as by day.
    """
    box = ARTS[appearance.art].view_box if view == "side" else _CABIN_BOX
    body = _fragment("kit") + _car(appearance.art) if view == "side" else _fragment("interior")
    studio = _studio(light, box) if light and view == "side" else ""
    named = f'<title id="k-title">{escape(title or appearance.title(view))}</title>'
    frame = f'viewBox="{_spaced(box)}" role="img" aria-labelledby="k-title"'
    if desc:
        named += f'<desc id="k-desc">{escape(desc)}</desc>'
        frame += ' aria-describedby="k-desc"'
    properties = root_style(appearance) | {"--sky": _SKY[light or "day"]}
    return flatten(f"<svg {frame}>{named}{studio}{body}</svg>", properties)


def _in_page(markup: str, box: Box, title: str, fit: str = "") -> str:
    meaning = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return f'<svg class="k-car" viewBox="{_spaced(box)}" {fit} {meaning} focusable="false">{markup}</svg>'


def _car(art: str, uid: str = "") -> str:
    if art not in ARTS:
        raise KeyError(art)
    return _named_apart(_fragment(art), f"k{art}", uid)


def _named_apart(markup: str, prefix: str, uid: str) -> str:
    if not _UID.fullmatch(uid):
        raise ValueError(f"a uid is small letters and digits: {uid!r}")
    return re.sub(rf'(id="|#){prefix}-', rf"\g<1>{prefix}-{uid}-", markup) if uid else markup


def _studio(light: Light, box: Box) -> str:
    x, y, width, height = box
    stops = zip((0, 0.58, 0.74, 1), _STUDIO[light], strict=True)
    gradient = "".join(f'<stop offset="{offset}" stop-color="{colour}"/>' for offset, colour in stops)
    return (
        f'<defs><linearGradient id="k-studio" x2="0" y2="1">{gradient}</linearGradient></defs>'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="url(#k-studio)"/>'
    )


def _spaced(box: Box) -> str:
    return " ".join(map(str, box))


@cache
def _fragment(name: str) -> str:
    return _UNREAD.sub("", (_CARS / f"{name}.svgfrag").read_text("utf-8"))


def _digest() -> str:
    digest = hashlib.sha256()
    for path in (*sorted(_CARS.glob("*.svgfrag")), STYLESHEET):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


# Part of a kept picture's key. The art's half changes by itself; raise the first when the code changes.
DRAWING_VERSION: Final = f"1-{_digest()}"
