"""Chromium as one of two engines. Its complaints are those of `Browsing`."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page
from playwright.sync_api import Error as PlaywrightError

from tests.support.browser import Browsing
from tests.support.engine import PLAIN, Conditions, EngineName, Node, PageLeft
from tests.support.roles import is_worth_telling, role_of

_BOOLEANS = (
    "focusable",
    "focused",
    "disabled",
    "selected",
    "required",
    "readonly",
    "multiselectable",
    "modal",
    "busy",
    "atomic",
)
_LEFT = ("context was destroyed", "because of a navigation", "Cannot find context")


@dataclass(slots=True)
class ChromiumTab:
    """A page of Playwright's, reachable as `page` for what only Chromium can do."""

    page: Page
    conditions: Conditions
    _session: CDPSession

    @property
    def url(self) -> str:
        return self.page.url

    def goto(self, path: str) -> None:
        self.page.goto(path)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def evaluate(self, function: str, *arguments: object) -> Any:
        try:
            return self.page.evaluate(f"everything => ({function})(...everything)", list(arguments))
        except PlaywrightError as error:
            if any(part in error.message for part in _LEFT):
                raise PageLeft from error
            raise

    def evaluate_with_timers(self, function: str, *arguments: object) -> Any:
        if self.conditions.script:
            return self.evaluate(function, *arguments)
        for disabled in (True, False):  # ours is the second session: it can only take back what it has said itself
            self._session.send("Emulation.setScriptExecutionDisabled", {"value": disabled})
        try:
            return self.evaluate(function, *arguments)
        finally:
            self._session.send("Emulation.setScriptExecutionDisabled", {"value": True})

    def run(self, source: str, name: str) -> None:
        answer = self._session.send("Runtime.evaluate", {"expression": f"{source}\n;window.{name} = {name}; 0"})
        assert "exceptionDetails" not in answer, answer

    def screenshot(self) -> bytes:
        return self.page.screenshot(scale="device")

    def tree(self) -> Node:
        nodes = self._session.send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        [root] = _nodes(nodes[0], by_id)
        return root

    def focused(self) -> Node:
        found = self._session.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        asked = {"objectId": found["objectId"], "fetchRelatives": False}
        return _node(self._session.send("Accessibility.getPartialAXTree", asked)["nodes"][0], ())


@dataclass(slots=True)
class Chromium:
    """The worker's Chromium."""

    browser: Browser
    name: EngineName = "chromium"
    _opened: list[Browsing] = field(default_factory=list)

    def open(self, url: str, conditions: Conditions = PLAIN, *, tolerate: str | None = None) -> ChromiumTab:
        browsing = Browsing(self.browser, url)
        self._opened.append(browsing)
        page = browsing(
            size=conditions.viewport,
            javascript=conditions.script,
            tolerate=tolerate,
            device_scale_factor=conditions.zoom,
            color_scheme="dark" if conditions.dark else "light",
            forced_colors="active" if conditions.forced_colors else "none",
            reduced_motion="reduce" if conditions.reduced_motion else "no-preference",
        )
        session = page.context.new_cdp_session(page)
        return ChromiumTab(page, conditions, session)

    def close(self) -> list[str]:
        complaints = [complaint for browsing in self._opened for complaint in browsing.close()]
        self._opened.clear()
        return complaints


def _nodes(found: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[Node]:
    """The node, or what is below it if it says nothing itself."""
    below = [by_id[child] for child in found.get("childIds", ()) if child in by_id]
    children = tuple(node for child in below for node in _nodes(child, by_id))
    if found["ignored"] or not is_worth_telling(role_of(_said(found, "role")), _said(found, "name")):
        return list(children)
    return [_node(found, children)]


def _node(found: dict[str, Any], children: tuple[Node, ...]) -> Node:
    role = role_of(_said(found, "role"))
    told = {one["name"]: one["value"].get("value") for one in found.get("properties", ())}
    value = _said(found, "value")
    below = () if role == "text" else children
    return Node(role, _said(found, "name"), value, _said(found, "description"), frozenset(_states(told)), below)


def _states(told: dict[str, Any]) -> list[str]:
    states = [name for name in _BOOLEANS if told.get(name)]
    for name in ("checked", "pressed"):
        states += {"true": [name], "mixed": ["mixed"]}.get(str(told.get(name)).lower(), [])
    if "expanded" in told:
        states.append("expanded" if told["expanded"] else "collapsed")
    if told.get("invalid", "false") != "false":
        states.append("invalid")
    if "level" in told:
        states.append(f"level {told['level']}")
    if told.get("live", "off") != "off":
        states.append(f"live {told['live']}")
    return states


def _said(found: dict[str, Any], member: str) -> str:
    return str(found.get(member, {}).get("value", ""))
