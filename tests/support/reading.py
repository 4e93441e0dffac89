"""How people read who set text wider, larger or magnified, and what they then miss of a page."""

from typing import NamedTuple

from playwright.sync_api import Page

from tests.support.processes import ROOT

SPACING = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }"""
"""All that WCAG 2.2, 1.4.12 lets readers set at once."""
TWICE = ":root { font-size: 200% !important }"
"""The text size of 1.4.4."""
_LOW = 360
_LAY_OUT_ALL = "* { content-visibility: visible !important; transition: none !important }"
_ADOPT = "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }"
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_BARS = """() => [...document.querySelectorAll("body *")].filter((element) => {
    const { position } = getComputedStyle(element);
    const isAboveScreen = position === "fixed" && element.getBoundingClientRect().bottom <= 0;
    const isSeen = element.checkVisibility() && element.offsetHeight > 1 && !isAboveScreen;
    return isSeen && ["fixed", "sticky"].includes(position);
}).map((element) => `${element.tagName} .${element.className} stays`)"""
_CUT_TEXT = (ROOT / "tests/support/cut_text.js").read_text(encoding="utf-8").partition("() =>")
_CUT = "() =>" + _CUT_TEXT[2]


class Reading(NamedTuple):
    """The size of the window in CSS pixels, and the reader's own style sheet."""

    name: str
    size: tuple[int, int]
    css: str


READINGS = (
    Reading("wide on a phone", (390, 844), SPACING),
    Reading("wide on a desktop", (1440, 900), SPACING),
    Reading("wide, magnified fourfold", (320, 256), SPACING),
    Reading("twice as large", (1440, 900), TWICE),
)


def missed(page: Page, reading: Reading) -> list[str]:
    """What is cut off, how far the page scrolls sideways, and what stays on a low screen instead of scrolling away."""
    width, height = reading.size
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(_ADOPT, _LAY_OUT_ALL + reading.css)
    found: list[str] = page.evaluate(_CUT)
    if (sideways := page.evaluate(_SIDEWAYS)) > 0:
        found.append(f"the page is {sideways} px too wide")
    return [*found, *(page.evaluate(_BARS) if height < _LOW else ())]
