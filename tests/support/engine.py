"""A page in either engine: what tests do with it, whether Chromium or Firefox shows it.

`tests/support/chromium_tab.py` and `tests/support/firefox.py` are the two engines. A test that takes the fixture
`engine` runs once in each.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from tests.support.patience import PATIENCE

EngineName = Literal["chromium", "firefox"]
ENGINES: tuple[EngineName, ...] = ("chromium", "firefox")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How a person meets a page. `size` is in CSS pixels without zoom; with `zoom` 4, 1280 of them show 320."""

    size: tuple[int, int] = (1280, 800)
    script: bool = True
    dark: bool = False
    forced_colors: bool = False
    reduced_motion: bool = False
    zoom: int = 1

    @property
    def viewport(self) -> tuple[int, int]:
        """In CSS pixels with zoom."""
        return self.size[0] // self.zoom, self.size[1] // self.zoom


PLAIN = Conditions()
"""A desktop in light colours, with JavaScript."""


@dataclass(frozen=True, slots=True)
class Node:
    """What an engine tells assistive technology of one element.

    `role` is ARIA's, or "text". `states` are words such as "checked", "mixed", "expanded", "collapsed", "disabled",
    "pressed", "required", "invalid", "focused", "level 2", "live polite" and "busy". Elements that mean nothing by
    themselves, such as a plain div, are left out, and their children take their place.
    """

    role: str
    name: str = ""
    value: str = ""
    description: str = ""
    states: frozenset[str] = frozenset()
    children: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the page."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, role: str, name: str | None = None) -> list["Node"]:
        return [node for node in self.walk() if node.role == role and name in (None, node.name)]

    def starting(self, role: str, name: str) -> list["Node"]:
        """Those whose name begins so, such as a paint's with its look-alikes."""
        return [node for node in self.all(role) if node.name.startswith(name)]

    @property
    def text(self) -> str:
        """All its text, as a screen reader would read it from top to bottom."""
        return " ".join(node.name.strip() for node in self.walk() if node.role == "text")

    def outline(self, depth: int = 0) -> str:
        """One line for each node, for messages."""
        states = f" [{', '.join(sorted(self.states))}]" if self.states else ""
        value = f" = {self.value!r}" if self.value else ""
        line = f"{'  ' * depth}{self.role} {self.name!r}{value}{states}"
        return "\n".join([line, *(child.outline(depth + 1) for child in self.children)])


class Tab(Protocol):
    """One page under its conditions. Addresses are relative to the site; keys have Playwright's names."""

    conditions: Conditions

    def goto(self, path: str) -> None:
        """Open a page and wait until it has loaded."""

    @property
    def url(self) -> str: ...

    def press(self, key: str) -> None:
        """Press and release a key, such as "Tab", "Shift+Tab", "Enter", "Space", "ArrowDown", "Escape" or "a"."""

    def type(self, text: str) -> None:
        """Press the key of each character."""

    def evaluate(self, function: str, *arguments: object) -> Any:
        """What a JavaScript function returns in the page, such as `"name => document.title === name"`.

        Also without scripts and under any policy of the page; a promise is awaited. Arguments and result are JSON.
        """

    def evaluate_with_timers(self, function: str, *arguments: object) -> Any:
        """The same for a function that needs timers, such as axe's, on a page that has loaded.

        Chromium without scripts has no timers, so they are allowed for as long as this function takes.
        """

    def run(self, source: str, name: str) -> None:
        """Run a script file that defines the global `name`, such as axe's "axe". Then `evaluate` finds it."""

    def screenshot(self) -> bytes:
        """The viewport as PNG, in the screen's pixels: `viewport` times `zoom`."""

    def tree(self) -> Node:
        """The page as assistive technology gets it."""

    def focused(self) -> Node:
        """The focused element, without children."""


class Engine(Protocol):
    """A browser that runs, for one test after another."""

    name: EngineName

    def open(self, url: str, conditions: Conditions = PLAIN, *, tolerate: str | None = None) -> Tab:
        """A blank tab for the site at `url`, with cookies of its own. `tolerate` is a pattern for complaints.

        Firefox has one set of conditions for all tabs, the latest.
        """

    def close(self) -> list[str]:
        """Close all tabs; what was wrong with them: errors of scripts, broken policies, failed or foreign requests."""


def wait_for(tab: Tab, condition: str, *arguments: object) -> None:
    """Wait until a JavaScript function returns something true in the page, however often the page changes."""
    deadline = time.monotonic() + PATIENCE
    while not _is_true(tab, condition, arguments):
        assert time.monotonic() < deadline, f"{tab.url}: it did not come to {condition} {arguments}"
        time.sleep(0.03)


def follow(tab: Tab, key: str = "Enter") -> None:
    """Press a key that opens another page, and wait until that has loaded."""
    before = tab.evaluate("() => performance.timeOrigin")
    tab.press(key)
    wait_for(tab, "before => performance.timeOrigin !== before && document.readyState === 'complete'", before)


def _is_true(tab: Tab, condition: str, arguments: tuple[object, ...]) -> bool:
    try:
        return bool(tab.evaluate(condition, *arguments))
    except PageLeft:
        return False


class PageLeft(Exception):
    """The page went away while a script looked at it."""
