"""Turns a drawing for pages into a standalone SVG: CSS rules become attributes, for programs without CSS variables.

The rules come from the pages' own stylesheets, so a drawing looks the same in a page and in a file.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from configurator.drawings.views import VIEWS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DRAWINGS = Path(__file__).resolve().parents[2] / "static" / "css" / "drawings"
STYLESHEETS = tuple(_DRAWINGS / f"{name}.css" for name in sorted({it for view in VIEWS.values() for it in view.sheets}))

_SVG = "http://www.w3.org/2000/svg"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SUPPORTS = re.compile(r"@supports[^{]*\{((?:[^{}]|\{[^{}]*\})*)\}")
_RULE = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
_VARIABLE = re.compile(r"var\((--[\w-]+),\s*([^()]+)\)")
_MIX = re.compile(r"color-mix\(in oklab, (#\w+) ([\d.]+)%, (#\w+)\)")
_REFERENCE = re.compile(r"#([\w-]+)")

Rules = Mapping[str, Mapping[str, str]]
Lab = tuple[float, float, float]


def flatten(markup: str, properties: Mapping[str, str]) -> str:
    """A standalone document from an svg element without a namespace.

    `properties` are the values of the custom properties. Elements that are hidden with these values are removed.
    """
    # Imported here because it is slow to import, and few requests need it.
    from xml.etree.ElementTree import fromstring, tostring

    root = fromstring(markup)
    _apply_rules(root, _rules(properties))
    _remove_unused_definitions(root)
    root.set("xmlns", _SVG)
    return tostring(root, encoding="unicode")


def _apply_rules(element: "Element", rules: Rules) -> None:
    classes = element.attrib.pop("class", "").split()
    for name in (name for name in rules if name in classes):
        element.attrib.update(rules[name])
    blend_mode = element.attrib.pop("mix-blend-mode", None)
    if blend_mode:
        element.set("style", f"mix-blend-mode:{blend_mode}")
    for child in list(element):
        _apply_rules(child, rules)
        child.tail = None
        if child.attrib.pop("display", "inline") == "none":
            element.remove(child)


def _remove_unused_definitions(root: "Element") -> None:
    """Removes definitions that nothing visible refers to, such as the rims that this car doesn't have."""
    all_defs = root.findall("defs")
    definition_of = {node.get("id"): item for defs in all_defs for item in defs for node in item.iter()}
    used: set[Element] = set()
    unvisited = [element for element in root if element not in all_defs]
    while unvisited:
        for name in _references(unvisited.pop()):
            definition = definition_of.get(name)
            if definition is not None and definition not in used:
                used.add(definition)
                unvisited.append(definition)
    for defs in all_defs:
        defs[:] = [definition for definition in defs if definition in used]


def _references(element: "Element") -> Iterator[str]:
    for node in element.iter():
        for name, value in node.attrib.items():
            if name == "href" or value.startswith("url("):
                yield from _REFERENCE.findall(value)


def _rules(properties: Mapping[str, str]) -> Rules:
    def literal(value: str) -> str:
        replaced = _VARIABLE.sub(lambda match: properties.get(match[1], match[2]), value)
        return _MIX.sub(lambda match: mix(match[1], float(match[2]) / 100, match[3]), replaced)

    return {name: {key: literal(value) for key, value in rule.items()} for name, rule in _stylesheet().items()}


@cache
def _stylesheet() -> Rules:
    source = "".join(sheet.read_text("utf-8") for sheet in STYLESHEETS)
    css = _SUPPORTS.sub(r"\1", _COMMENT.sub("", source))
    rules: dict[str, dict[str, str]] = {}
    for name, body in _RULE.findall(css):
        pairs = (declaration.split(":", 1) for declaration in body.split(";") if ":" in declaration)
        rules.setdefault(name, {}).update({key.strip(): value.strip() for key, value in pairs})
    return rules


def mix(first: str, share: float, second: str) -> str:
    """Two hex colours mixed like color-mix in oklab (CSS Color 5); `share`, 0 to 1, is the first colour's."""
    left, right = _oklab(first), _oklab(second)
    lightness, a, b = (p * share + q * (1 - share) for p, q in zip(left, right, strict=True))
    return _hex((lightness, a, b))


@cache
def _oklab(colour: str) -> Lab:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    r, g, b = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    mid = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short,
    )


def _hex(colour: Lab) -> str:
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _encoded(channel)):02x}" for channel in linear)


def _linear(encoded: float) -> float:
    return encoded / 12.92 if encoded <= 0.04045 else ((encoded + 0.055) / 1.055) ** 2.4


def _encoded(linear: float) -> float:
    value = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return min(1.0, max(0.0, value))
