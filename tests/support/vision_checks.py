"""What axe can't see of a page: names beside colours, states without hue, focus, edges; and other eyes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import FloatRect, Locator, Page

from tests.support.pixels import pixels_that_differ

SWATCHES = ".sw:not(.pair .sw), .pair, .interior-swatch, .glass"
"""Whatever shows a colour to be chosen."""
DEFICIENCIES = {
    "typical": "none",
    "protan": "protanopia",
    "deutan": "deuteranopia",
    "tritan": "tritanopia",
    "achromat": "achromatopsia",
}

# WCAG 1.4.11: what tells one state from another has this contrast. So many pixels make a tick or a frame.
_CONTRAST = 3.0
_SHAPE = 40
_MOST_STOPS = 400

_UNNAMED = """selector => {
  const clips = element => {
    const { clipPath, overflowX } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return clipPath.startsWith("inset(50%") || (overflowX !== "visible" && (width < 4 || height < 4));
  };
  const ancestors = element => element ? [element, ...ancestors(element.parentElement)] : [];
  const isVisible = text => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const { width, height } = range.getBoundingClientRect();
    const parent = text.parentElement;
    const { color } = getComputedStyle(parent);
    return text.data.trim() && width > 4 && height > 4 && !/^rgba.*, 0\\)$|\\/ 0\\)$/.test(color) &&
      parent.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !ancestors(parent).some(clips);
  };
  const texts = element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };
  const around = swatch => swatch.closest(".hit, label, li, figure, summary, a, button, td, dd") ?? swatch;
  return [...document.querySelectorAll(selector)]
    .filter(swatch => swatch.checkVisibility() && !texts(around(swatch)).some(isVisible))
    .map(swatch => around(swatch).outerHTML.slice(0, 200));
}"""

_EDGELESS = """selector => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = colour => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const linear = value => value <= 10.31475 ? value / 3294.6 : ((value / 255 + .055) / 1.055) ** 2.4;
  const light = ([red, green, blue]) => .2126 * linear(red) + .7152 * linear(green) + .0722 * linear(blue);
  const ground = element => {
    const colour = element ? rgba(getComputedStyle(element).backgroundColor) : [255, 255, 255, 255];
    return colour[3] === 255 ? colour : ground(element.parentElement);
  };
  const isEdge = (style, around) => {
    const edge = rgba(style.borderTopColor);
    const [dark, bright] = [light(edge), light(around)].sort((a, b) => a - b);
    return style.borderTopStyle === "solid" && Number.parseFloat(style.borderTopWidth) >= 1 && edge[3] === 255 &&
      Math.max(...edge.slice(0, 3)) - Math.min(...edge.slice(0, 3)) <= 8 && (bright + .05) / (dark + .05) >= 3;
  };
  const isEdged = swatch => [null, "::before", "::after"]
    .some(part => isEdge(getComputedStyle(swatch, part), ground(swatch.parentElement)));
  return [...document.querySelectorAll(selector)]
    .filter(swatch => swatch.checkVisibility() && !isEdged(swatch))
    .map(swatch => swatch.outerHTML.slice(0, 200));
}"""

_OUTLINE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const around = [element, element.closest("label"), element.parentElement, element.parentElement?.parentElement];
  const isOutlined = one => one && getComputedStyle(one).outlineStyle !== "none" &&
    Number.parseFloat(getComputedStyle(one).outlineWidth) >= 2;
  const known = element.hasAttribute("data-tab-stop");
  element.setAttribute("data-tab-stop", "");
  return { known, name: element.outerHTML.slice(0, 200), outlined: around.some(isOutlined) };
}"""

_FORGET_STOPS = """() => {
  document.activeElement?.blur();
  for (const stop of document.querySelectorAll("[data-tab-stop]")) stop.removeAttribute("data-tab-stop");
}"""

_ONE_OF_EACH = """() => {
  for (const name of ["data-option", "data-frame"]) {
    for (const marked of document.querySelectorAll(`[${name}]`)) marked.removeAttribute(name);
  }
  const seen = new Set();
  const unchosen = "input[type=radio]:not(:checked, :disabled), input[type=checkbox]:not(:disabled)";
  return [...document.querySelectorAll(unchosen)]
    .map((input, place) => {
      const frame = input.closest(".hit, label") ?? input.labels[0];
      if (frame?.querySelector(".in-force")?.checkVisibility()) return -1;
      const group = input.type === "radio" ? input.name : `${input.name} ${frame?.className}`;
      if (!frame?.checkVisibility() || seen.has(group)) return -1;
      seen.add(group);
      input.setAttribute("data-option", place);
      frame.setAttribute("data-frame", place);
      return place;
    })
    .filter(place => place >= 0);
}"""


def assert_swatches_are_named(page: Page, swatches: str = SWATCHES) -> None:
    """Every colour has a name in words that anybody sees without pointing at it."""
    page.mouse.move(0, 0)
    unnamed = page.evaluate(_UNNAMED, swatches)
    assert not unnamed, "no visible name beside\n" + "\n".join(unnamed)


def assert_swatches_have_a_neutral_edge(page: Page, swatches: str = SWATCHES) -> None:
    """Every colour is bounded by a grey that stands out from the ground, whatever the colour is."""
    edgeless = page.evaluate(_EDGELESS, swatches)
    assert not edgeless, "no neutral edge of 3:1 around\n" + "\n".join(edgeless)


def assert_selection_needs_no_hue(page: Page) -> None:
    """One option of each group looks different once chosen, to eyes that see no colour."""
    with seen_by(page, "achromat"):
        for place in page.evaluate(_ONE_OF_EACH):
            option, frame = page.locator(f'[data-option="{place}"]'), page.locator(f'[data-frame="{place}"]')
            changed = _pixels_changed_by_choosing(page, option, frame)
            name = " ".join(frame.inner_text().split())
            assert changed >= _SHAPE, f"chosen or not, {name!r} looks the same without hue ({changed} pixels)"


def assert_focus_is_outlined(page: Page) -> None:
    """Wherever the Tab key stops, an outline of at least 2 px shows it."""
    page.evaluate(_FORGET_STOPS)
    stops = list(_tab_stops(page))
    bare = [stop["name"] for stop in stops if not stop["outlined"]]
    assert stops, "the Tab key stops nowhere"
    assert not bare, "focus is not outlined on\n" + "\n".join(bare)


@contextmanager
def seen_by(page: Page, kind: str) -> Iterator[None]:
    """The page as Chromium shows it to one way of seeing, in screenshots too."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": DEFICIENCIES[kind]})
    try:
        yield
    finally:
        session.send("Emulation.setEmulatedVisionDeficiency", {"type": "none"})
        session.detach()


def _tab_stops(page: Page) -> Iterator[dict[str, Any]]:
    """Once around the page."""
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_OUTLINE)
        if stop is None or stop["known"]:
            return
        yield stop


def _pixels_changed_by_choosing(page: Page, option: Locator, frame: Locator) -> int:
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box
    was_checked = option.is_checked()
    before, after = (_photograph(page, option, box, checked) for checked in (False, True))
    option.evaluate("(input, checked) => { input.checked = checked }", was_checked)
    return pixels_that_differ(page, before, after, _CONTRAST)


def _photograph(page: Page, option: Locator, box: FloatRect, checked: bool) -> bytes:
    option.evaluate("(input, checked) => { input.checked = checked }", checked)
    return page.screenshot(animations="disabled", clip=box)
