"""The kit for pages, with few copies: for each `<use>`, a browser builds a copy of what it names, hidden or not.

The fragments turn one spoke into a rim with `<use>` inside `<use>`: hundreds of elements for each wheel and each rim.
On pages, all copies but those of the wheels are written out, and those that are only turned become one path. Files
keep them: a program reads a file once.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Final, NamedTuple

from configurator.drawings.turned_paths import joined

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PAINT_SERVERS: Final = ("filter", "linearGradient", "radialGradient", "mask", "pattern", "clipPath")
# What cars and pages name.
_ALL_RIMS: Final = "k-rims"
_SIDE_SHAPES: Final = ("k-seat", "k-tip", "k-mir", _ALL_RIMS, "k-wheel-front", "k-wheel-rear")
_FRONT_SHAPES: Final = ("kf-tyre", "kf-brake", "kf-cal", "kf-spokes")
# What pages name inside these. All of it has its centre at 0,0, so its place says nothing.
_PARTS: Final = ("k-tyre-s", "k-brake", "k-rim-")
_OF_A_COPY: Final = ("id", "href", "x", "y", "width", "height", "viewBox", "overflow")


class PageKit(NamedTuple):
    """What drawings on a page refer to. Browsers ignore `paint_servers` inside `display: none`, but not `shapes`."""

    paint_servers: str
    shapes: str


def page_kit(kit: str, other: str = "<defs/>") -> PageKit:
    """The kit, a `defs` element, as pages need it. It can name what the `other` kit defines.

    Raises KeyError for a `<use>` of something that neither defines.
    """
    # Imported here because it is slow to import, and a process needs it once.
    from xml.etree.ElementTree import fromstring

    defs = fromstring(kit)
    own = {name: element for element in defs.iter() if (name := element.get("id"))}
    # The other kit is on the page too: its ids stay there.
    named = {name: element for element in fromstring(other).iter() if (name := element.attrib.pop("id", ""))} | own
    servers = [child for child in defs if child.tag in _PAINT_SERVERS]
    return PageKit(
        _text(servers), _text(_shapes([named[name] for name in (*_SIDE_SHAPES, *_FRONT_SHAPES) if name in own], named))
    )


def _shapes(shapes: Iterable["Element"], named: Mapping[str, "Element"]) -> Iterator["Element"]:
    seen = {""}
    for original in shapes:
        shape = deepcopy(original)
        shape[:] = [drawn for child in shape for drawn in _drawn(child, named)]
        for part in shape.iter():
            # The first copy of a part keeps its name.
            if part.get("id", "") in seen:
                part.attrib.pop("id", None)
            seen.add(part.get("id", ""))
            part[:] = joined(part)
        yield shape


def _drawn(element: "Element", named: Mapping[str, "Element"]) -> list["Element"]:
    """The elements that draw the same without `<use>`, with few groups and only the ids that pages name."""
    name = element.get("href", "")[1:]
    if name == _ALL_RIMS:
        return [element]
    own = {key: value for key, value in element.items() if key not in _OF_A_COPY}
    if name.startswith(_PARTS) and "id" in named[name].attrib:
        own["id"] = name
    group = element.makeelement("g" if name or len(element) else element.tag, own)
    group[:] = [drawn for child in ([named[name]] if name else element) for drawn in _drawn(child, named)]
    return _ungrouped(group) if group.tag == "g" else [group]


def _ungrouped(group: "Element") -> list["Element"]:
    """The group's elements, if it only turns or moves them."""
    if not group.attrib.keys() <= {"transform"}:
        return [group]
    for element in group:
        if transform := f"{group.get('transform', '')} {element.get('transform', '')}".strip():
            element.set("transform", transform)
    return list(group)


def _text(elements: Iterable["Element"]) -> str:
    from xml.etree.ElementTree import tostring

    return "".join(tostring(element, encoding="unicode").replace(" />", "/>") for element in elements)
