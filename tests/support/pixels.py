"""What is really on the screen: colours of a screenshot, and where two screenshots differ."""

import base64
from collections.abc import Iterable
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Page

from tests.support.engine import Tab

Rgb = tuple[int, int, int]
Point = tuple[float, float]

_PIXELS = """async png => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}"""
_COLOURS = """async ([png, points]) => {
  const { data, width } = await (PIXELS)(png);
  return points.map(([x, y]) => Array.from(data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)));
}""".replace("PIXELS", _PIXELS)
_DIFFERENCE = """async ([before, after, least]) => {
  const [a, b] = await Promise.all([before, after].map(PIXELS));
  const linear = value => value <= 10.31475 ? value / 3294.6 : ((value / 255 + .055) / 1.055) ** 2.4;
  const light = ({ data }, i) => .2126 * linear(data[i]) + .7152 * linear(data[i + 1]) + .0722 * linear(data[i + 2]);
  let different = 0;
  for (let i = 0; i < Math.min(a.data.length, b.data.length); i += 4) {
    const [dark, bright] = [light(a, i), light(b, i)].sort((x, y) => x - y);
    different += (bright + .05) / (dark + .05) >= least;
  }
  return different;
}""".replace("PIXELS", _PIXELS)
_MEANS = """async ([whole, parts]) => {
  const { data, width } = await (PIXELS)(whole);
  return Promise.all(parts.map(async ([png, left, top]) => {
    const part = await (PIXELS)(png);
    let sum = 0;
    for (let y = 0; y < part.height; y++) {
      for (let x = 0; x < part.width; x++) {
        for (let channel = 0; channel < 3; channel++) {
          const there = 4 * ((top + y) * width + left + x) + channel;
          sum += Math.abs(data[there] - part.data[4 * (y * part.width + x) + channel]);
        }
      }
    }
    return sum / (3 * part.width * part.height);
  }));
}""".replace("PIXELS", _PIXELS)


class Part(NamedTuple):
    """A picture that should be in a screenshot, and where, in the screenshot's pixels."""

    png: bytes
    left: int
    top: int


_blank_pages: WeakKeyDictionary[Browser, Page] = WeakKeyDictionary()
"""One for each browser, because opening a page takes longer than reading a screenshot."""


def colours_at(page: Page, png: bytes, points: Iterable[Point]) -> list[Rgb]:
    """The colours of a screenshot at these points, in its pixels."""
    whole = [[int(x), int(y)] for x, y in points]
    return [tuple(colour) for colour in _evaluate(page, _COLOURS, [_text(png), whole])]


def colours_in(tab: Tab, png: bytes, points: Iterable[Point]) -> list[Rgb]:
    """The same in a page of either engine whose policy allows pictures from anywhere, such as a blank one."""
    whole = [[int(x), int(y)] for x, y in points]
    return [tuple(colour) for colour in tab.evaluate(_COLOURS, [_text(png), whole])]


def pixels_that_differ(page: Page, before: bytes, after: bytes, contrast: float) -> int:
    """How many pixels of two equally large screenshots have at least this contrast ratio between then and now."""
    different: int = _evaluate(page, _DIFFERENCE, [_text(before), _text(after), contrast])
    return different


def mean_differences(page: Page, whole: bytes, parts: Iterable[Part]) -> list[float]:
    """How far each part differs from its place in a screenshot: the mean over pixels and channels, 0 to 255."""
    means: list[float] = _evaluate(page, _MEANS, [_text(whole), [(_text(png), *place) for png, *place in parts]])
    return means


def _evaluate(page: Page, script: str, argument: object) -> Any:
    """In a blank page beside the test's contexts, where neither a policy nor an emulation is in the way."""
    browser = page.context.browser
    assert browser
    if browser not in _blank_pages:
        _blank_pages[browser] = browser.new_page()
    return _blank_pages[browser].evaluate(script, argument)


def _text(png: bytes) -> str:
    return base64.b64encode(png).decode()
