"""Firefox, started once for each worker and driven through Marionette."""

import base64
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.support.engine import PLAIN, Conditions, EngineName, Node, PageLeft
from tests.support.firefox_tree import node_of
from tests.support.marionette import Marionette, MarionetteError
from tests.support.patience import PATIENCE
from tests.support.processes import bare_environment, closed_port

_NAMES = ("firefox-esr", "firefox")
_HERE = Path(__file__).parent
_PAGE = (_HERE / "firefox_page.js").read_text(encoding="utf-8")
_PREFS = {
    "dom.serviceWorkers.enabled": False,  # as for Chromium: a kiosk's costs seconds of processor time
    "ui.useOverlayScrollbars": 1,  # as Chromium without a window: a viewport of 320 px is one of 320 px
    "focusmanager.testmode": True,  # a window without a screen has the focus, too
    "browser.cache.disk.enable": False,
    "browser.tabs.remote.separatePrivilegedContentProcess": False,
    "dom.ipc.processPrelaunch.enabled": False,  # every process takes memory and a second of processor time
    "dom.ipc.processCount.webIsolated": 1,
    "network.captive-portal-service.enabled": False,
}
_LARGEST = {"MOZ_HEADLESS_WIDTH": "2600", "MOZ_HEADLESS_HEIGHT": "2600"}
_LEFT = ("no such window", "unload", "aborted", "context has been discarded", "Actor", "dead object")


@contextmanager
def firefox(desktop: Mapping[str, str] | None = None) -> Iterator["Firefox"]:
    """The system's Firefox, or the one that FIREFOX names: without a window, or in the environment of a desktop."""
    with TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        port = closed_port()
        process = _start(Path(profile), port, desktop)
        try:
            with closing(Marionette.connect(port, lambda: process.poll() is None)) as session:
                window = Window(session)
                window.prepare()
                yield Firefox(window)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _start(profile: Path, port: int, desktop: Mapping[str, str] | None) -> "subprocess.Popen[bytes]":
    (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n')
    window = ["--headless"] if desktop is None else []
    command = [_executable(), *window, "--no-remote", "--profile", str(profile), "--marionette"]
    environment = {**(desktop or bare_environment()), **_LARGEST, "MOZ_CRASHREPORTER_DISABLE": "1"}
    with (profile / "output").open("wb") as output:
        return subprocess.Popen(
            [*command, "-remote-allow-system-access"], env=environment, stdout=output, stderr=output
        )


def _executable() -> str:
    found = os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise RuntimeError("No Firefox: install Debian's package `firefox-esr`, or set FIREFOX to its path.")
    return found


@dataclass(slots=True)
class Window:
    """Firefox's own window, and the handle of the tab that it speaks with."""

    session: Marionette
    tab: str = ""

    def prepare(self) -> None:
        milliseconds = int(PATIENCE * 1000)
        timeouts = {"pageLoad": milliseconds, "script": milliseconds, "implicit": 0}
        self.session.send("WebDriver:NewSession", capabilities={"alwaysMatch": {"timeouts": timeouts}})
        source = (_HERE / "firefox_window.js").as_uri()
        self._run("Services.scriptloader.loadSubScript(arguments[0], window)", source)
        self.call("setPrefs", _PREFS)
        self.call("watch")

    def fit(self, conditions: Conditions) -> None:
        """Make it large enough for a page, and no larger: Firefox draws all of it."""
        width, height = conditions.viewport
        self.session.send("WebDriver:SetWindowRect", width=max(width, 500), height=height + 120)

    def turn_to(self, handle: str) -> None:
        """Firefox speaks with one tab at a time."""
        if self.tab != handle:
            self.session.send("WebDriver:SwitchToWindow", handle=handle, focus=True)
            self.tab = handle

    def call(self, function: str, *arguments: object) -> Any:
        """What a function of firefox_window.js returns."""
        return self._run(f"return window.forTests.{function}(...arguments)", *arguments)

    def _run(self, script: str, *arguments: object) -> Any:
        self.session.send("Marionette:SetContext", value="chrome")
        try:
            return self.session.send("WebDriver:ExecuteScript", script=script, args=list(arguments))
        finally:
            self.session.send("Marionette:SetContext", value="content")

    @property
    def handles(self) -> list[str]:
        return list(self.session.send("WebDriver:GetWindowHandles"))


@dataclass(slots=True)
class FirefoxTab:
    """A tab with cookies of its own."""

    conditions: Conditions
    _window: Window
    _handle: str
    _site: str

    @property
    def url(self) -> str:
        return str(self._send("WebDriver:GetCurrentURL"))

    def goto(self, path: str) -> None:
        self._send("WebDriver:Navigate", url=urljoin(self._site, path))

    def press(self, key: str) -> None:
        *held, last = key.split("+") if len(key) > 1 else [key]
        self._strike([" " if last == "Space" else last], held)

    def type(self, text: str) -> None:
        self._strike(list(text))

    def _strike(self, keys: Sequence[str], held: Sequence[str] = ()) -> None:
        self._window.turn_to(self._handle)
        self._window.call("press", list(keys), list(held))

    def evaluate(self, function: str, *arguments: object) -> Any:
        return self._execute(f"return ({function})(...arguments)", *arguments)

    def evaluate_with_timers(self, function: str, *arguments: object) -> Any:
        return self.evaluate(function, *arguments)

    def run(self, source: str, name: str) -> None:
        self._execute(f"{source}\n;window.{name} = {name}")

    def screenshot(self) -> bytes:
        return base64.b64decode(self._send("WebDriver:TakeScreenshot", full=False))

    def tree(self) -> Node:
        [root] = node_of(self._ask("tree"))
        return root

    def focused(self) -> Node:
        return node_of(self._ask("focused"), keep=True)[0]

    def _ask(self, what: str) -> Any:
        return self._execute(f"{_PAGE}\nreturn {what}()", sandbox="system")

    def _send(self, command: str, **parameters: object) -> Any:
        self._window.turn_to(self._handle)
        return self._window.session.send(command, **parameters)

    def _execute(self, script: str, *arguments: object, **options: str) -> Any:
        try:
            return self._send("WebDriver:ExecuteScript", script=script, args=list(arguments), **options)
        except MarionetteError as error:
            if any(part in str(error) for part in _LEFT):
                raise PageLeft from error
            raise


@dataclass(slots=True)
class Firefox:
    """The worker's Firefox."""

    _window: Window
    name: EngineName = "firefox"
    _origin: str = ""
    _tolerated: str | None = None

    def open(self, url: str, conditions: Conditions = PLAIN, *, tolerate: str | None = None) -> FirefoxTab:
        self._origin, self._tolerated = url, tolerate
        before = self._window.handles
        self._window.call("setPrefs", _prefs_of(conditions))
        self._window.fit(conditions)
        self._window.call("openTab", *conditions.viewport, conditions.script)
        [handle] = set(self._window.handles) - set(before)
        return FirefoxTab(conditions, self._window, handle, url)

    def close(self) -> list[str]:
        self._window.call("closeTabs")
        self._window.turn_to(self._window.handles[0])
        complaints = [text for noted in self._window.call("takeNotes") if (text := self._complaint(*noted))]
        return [text for text in complaints if not (self._tolerated and re.search(self._tolerated, text))]

    def _complaint(self, kind: str, text: str, url: str) -> str | None:
        if kind != "request":
            return f"{kind}: {text} ({url})"
        where = urlsplit(url)
        return None if f"{where.scheme}://{where.netloc}" == self._origin else f"foreign: {url}"


def _prefs_of(conditions: Conditions) -> dict[str, object]:
    """Firefox has no emulation that outlives a page, but it has these settings."""
    ink, ground = ("#ffffff", "#000000") if conditions.dark else ("#000000", "#ffffff")
    return {
        "browser.display.foreground_color": ink,  # forced colours are these
        "browser.display.background_color": ground,
        "layout.css.devPixelsPerPx": str(conditions.zoom),
        "layout.css.prefers-color-scheme.content-override": 0 if conditions.dark else 1,
        "browser.display.document_color_use": 2 if conditions.forced_colors else 0,
        "ui.prefersReducedMotion": int(conditions.reduced_motion),
    }
