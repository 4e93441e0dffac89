"""axe-core's verdict on a page."""

import functools
from typing import Any

from playwright.sync_api import Page

from tests.support.engine import Tab
from tests.support.processes import ROOT

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_OF_COLOURS = ["color-contrast", "link-in-text-block"]
_RUN = "rules => window.axe.run({ runOnly: rules, resultTypes: ['violations'] }).then(found => found.violations)"


def assert_no_axe_violations(page: Page) -> None:
    """Fail with each broken rule and the elements that break it, in WCAG 2.2 AA and best practice."""
    _assert_none(page, {"type": "tag", "values": _TAGS})


def axe_violations(tab: Tab) -> list[str]:
    """The same in either engine: each broken rule and element on one line."""
    tab.run(_axe(), "axe")
    found = tab.evaluate_with_timers(_RUN, {"type": "tag", "values": _TAGS})
    return [line for violation in found for line in _lines(violation)]


def assert_colours_are_accessible(page: Page) -> None:
    """The same for the rules that look at colours, where a page has changed nothing else."""
    _assert_none(page, {"type": "rule", "values": _OF_COLOURS})


def _assert_none(page: Page, rules: dict[str, Any]) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())  # evaluated, not injected: the page's security policy stays as it is
    broken = [line for violation in page.evaluate(_RUN, rules) for line in _lines(violation)]
    assert not broken, f"{page.url}\n" + "\n".join(broken)


def _lines(violation: dict[str, Any]) -> list[str]:
    return [f"axe, {violation['id']}: {violation['help']}: {node['html']}" for node in violation["nodes"]]


@functools.cache
def _axe() -> str:
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
