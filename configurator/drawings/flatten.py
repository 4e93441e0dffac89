"""The page's art made literal, for programs that know no CSS variables: each rule becomes plain attributes.

The rules are read from the page's own stylesheet, so that page and picture cannot drift apart.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "css" / "drawings" / "car.css"

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
    """An svg element without a namespace as a standalone document in which nothing is variable or hidden."""
    # A parser is dear to import, and only for pictures that stand alone.
    from xml.etree.ElementTree import fromstring, tostring

    root = fromstring(markup)
    _dress(root, _resolved(properties))
    _prune(root)
    root.set("xmlns", _SVG)
    return tostring(root, encoding="unicode")


def _dress(element: "Element", rules: Rules) -> None:
    classes = element.attrib.pop("class", "").split()
    for name in (name for name in rules if name in classes):
        element.attrib.update(rules[name])
    blending = element.attrib.pop("mix-blend-mode", None)
    if blending:
        element.set("style", f"mix-blend-mode:{blending}")
    for child in list(element):
        _dress(child, rules)
        child.tail = None
        if child.attrib.pop("display", "inline") == "none":
            element.remove(child)


def _prune(root: "Element") -> None:
    """Drops the definitions that nothing visible refers to: the rims and options that are not on this car."""
    shelves = root.findall("defs")
    owner = {node.get("id"): item for shelf in shelves for item in shelf for node in item.iter()}
    used: set[Element] = set()
    waiting = [part for part in root if part not in shelves]
    while waiting:
        for name in _references(waiting.pop()):
            item = owner.get(name)
            if item is not None and item not in used:
                used.add(item)
                waiting.append(item)
    for shelf in shelves:
        shelf[:] = [item for item in shelf if item in used]


def _references(element: "Element") -> Iterator[str]:
    for node in element.iter():
        for name, value in node.attrib.items():
            if name == "href" or value.startswith("url("):
                yield from _REFERENCE.findall(value)


def _resolved(properties: Mapping[str, str]) -> Rules:
    def literal(value: str) -> str:
        plain = _VARIABLE.sub(lambda found: properties.get(found[1], found[2]), value)
        return _MIX.sub(lambda found: mix(found[1], float(found[2]) / 100, found[3]), plain)

    return {name: {key: literal(value) for key, value in rule.items()} for name, rule in _stylesheet().items()}


@cache
def _stylesheet() -> Rules:
    css = _SUPPORTS.sub(r"\1", _COMMENT.sub("", STYLESHEET.read_text("utf-8")))
    rules: dict[str, dict[str, str]] = {}
    for name, body in _RULE.findall(css):
        pairs = (declaration.split(":", 1) for declaration in body.split(";") if ":" in declaration)
        rules.setdefault(name, {}).update({key.strip(): value.strip() for key, value in pairs})
    return rules


def mix(first: str, share: float, second: str) -> str:
    """CSS color-mix in oklab (CSS Color 4): `share`, 0 to 1, of the first hex colour, the rest the second."""
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
