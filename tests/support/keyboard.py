"""A person at a keyboard, in either engine: Tab until the control they look for has the focus, then a key.

At every stop they must see where they are: WCAG 2.4.7 (an outline shows the focus) and 2.4.11 (nothing that stays on
the screen hides it). A part is enough, because Firefox scrolls only to what is hidden altogether; but more than half of
its width.
"""

import time
from dataclasses import dataclass

from tests.support.engine import Node, Tab, follow, wait_for

_MOST = 160
_SCROLLS = 400
"""Looks at a control until the page has scrolled to it: twelve seconds."""
_STOP = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const isTiny = ({ width, height }) => width < 4 || height < 4;
  const isDrawn = element.checkVisibility({ opacityProperty: true }) && !isTiny(element.getBoundingClientRect());
  const shown = isDrawn ? element : element.closest(".hit, label") ?? element.labels?.[0] ?? element;
  const around = [element, shown, shown.parentElement, shown.parentElement?.parentElement];
  const isOutlined = one => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  };
  const bar = one => one && (/fixed|sticky/.test(getComputedStyle(one).position) ? one : bar(one.parentElement));
  const clip = (one, box) => {
    if (!one) return box;
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const { overflowX, overflowY } = getComputedStyle(one);
    const [x, y] = [overflowX, overflowY].map(overflow => overflow !== "visible" && one !== document.body);
    return clip(one.parentElement, {
      left: x ? Math.max(left, box.left) : box.left, right: x ? Math.min(right, box.right) : box.right,
      top: y ? Math.max(top, box.top) : box.top, bottom: y ? Math.min(bottom, box.bottom) : box.bottom,
    });
  };
  const { left, right, top, bottom } = shown.getBoundingClientRect();
  const box = clip(shown.parentElement, { left: 0, right: innerWidth, top: 0, bottom: innerHeight });
  const parts = [.1, .3, .5, .7, .9];
  const isThere = (x, y) => {
    const hit = x > box.left && x < box.right && y > box.top && y < box.bottom && document.elementFromPoint(x, y);
    return hit && (shown.contains(hit) || bar(hit) === bar(shown));
  };
  const columns = parts.map(x => parts.some(y => isThere(left + x * (right - left), top + y * (bottom - top))));
  return {
    at: [...document.querySelectorAll("*")].indexOf(element),
    element: element.outerHTML.slice(0, 160),
    isOutlined: around.some(one => one && isOutlined(one)),
    isShown: columns.filter(Boolean).length > parts.length / 2,
  };
}"""
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

_SAYS = "text => document.body?.innerText.replace(/\\s+/g, ' ').includes(text)"


@dataclass(slots=True)
class Keyboard:
    """Finds controls by the names that a screen reader says, in the order of Tab."""

    tab: Tab

    def find(self, name: str, key: str = "Tab") -> Node:
        """Press Tab until something whose name begins so has the focus."""
        passed = []
        for _ in range(_MOST):
            self.tab.press(key)
            stop = self.stop()
            if stop.name.startswith(name):
                return stop
            passed.append(stop.name)
        raise AssertionError(f"{key} never reached {name!r} on {self.tab.url}, but {passed}")

    def stop(self) -> Node:
        """What has the focus, after a look at it. Between the page's end and its beginning, the browser has it."""
        for _ in range(_SCROLLS):
            seen = self.tab.evaluate(_STOP)
            if not seen:
                return Node("none")
            if seen["isShown"]:
                break
            time.sleep(0.03)
        assert seen["isOutlined"], f"{self.tab.url}: nothing shows the focus on {seen['element']}"
        assert seen["isShown"], f"{self.tab.url}: something hides the focus on {seen['element']}"
        return self.tab.focused()

    def follow(self, name: str) -> None:
        """Find a link or button that opens another page, and open it."""
        self.find(name)
        self.leave()

    def leave(self) -> None:
        """Press Enter where it opens another page, and look whether that fits."""
        follow(self.tab)
        self.assert_fits()

    def assert_fits(self) -> None:
        wide = self.tab.evaluate(_OVERFLOW)
        assert wide <= 0, f"{self.tab.url} scrolls sideways by {wide} px"

    def reads(self, text: str) -> None:
        """Wait until the page says so, somewhere visible."""
        wait_for(self.tab, f"text => ({_SAYS})(text)", text)

    def reads_no_more(self, text: str) -> None:
        """Wait until the page, or the next one, no longer says so."""
        wait_for(self.tab, f"text => document.readyState === 'complete' && !({_SAYS})(text)", text)
