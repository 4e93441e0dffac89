"""Pages in a real Chromium, watched for everything that a visitor should never meet."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FloatRect,
    Locator,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from tests.support.patience import PATIENCE

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
    "--renderer-process-limit=1",  # for each context; starting a process takes longer than most pages do
)
expect.set_options(timeout=PATIENCE * 1000)
LIGHTS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
"""The names that Chromium has for day and night."""

_BLOCKED = "Service Worker registration blocked by Playwright"
_ABORTED = "net::ERR_ABORTED"  # the page left, or a script changed its mind


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or the one that CHROMIUM names, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def keeping_pages(browser: Browser) -> Iterator[Browser]:
    """Another Chromium, which keeps the pages that it leaves and shows them again on the way back, as users' do."""
    kept = browser.browser_type.launch(**launch_options(), ignore_default_args=["--disable-back-forward-cache"])
    try:
        yield kept
    finally:
        kept.close()


def launch_options(*arguments: str) -> dict[str, Any]:
    """What Playwright needs to start this Chromium, with further arguments for it."""
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    return {"executable_path": _executable(), "args": [*_QUIET, *sandbox, *arguments]}


def _executable() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise RuntimeError("No Chromium: install Debian's package `chromium`, or set CHROMIUM to its path.")
    return found


def boxes_of(locator: Locator) -> list[tuple[FloatRect, str]]:
    """Where each visible element is, and its text. Fails where there is none: a check of nothing would always pass."""
    boxes = [(box, element.inner_text()) for element in locator.all() if (box := element.bounding_box())]
    assert boxes, f"nothing of {locator} is visible"
    return boxes


@dataclass  # without slots: Playwright keeps notes of its own on an object that listens
class Watch:
    """Writes down a context's errors, broken policies, failed answers and requests to strangers."""

    origin: str
    tolerated: re.Pattern[str] | None
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("requestfailed", self._failure)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != _BLOCKED:
            self._note(f"console: {message.text} ({message.location['url']})")

    def _error(self, error: WebError) -> None:
        self._note(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme in ("http", "https", "ws", "wss") and f"{where.scheme}://{where.netloc}" != self.origin:
            self._note(f"foreign: {request.url}")

    def _failure(self, request: Request) -> None:
        if request.failure != _ABORTED:
            self._note(f"failed: {request.url} {request.failure}")

    def _note(self, complaint: str) -> None:
        if not (self.tolerated and self.tolerated.search(complaint)):
            self.complaints.append(complaint)


@dataclass(slots=True)
class Browsing:
    """Opens pages of one site, each in a fresh context with its own cookies."""

    browser: Browser
    url: str
    _opened: list[tuple[BrowserContext, Watch]] = field(default_factory=list)

    def __call__(
        self,
        *,
        size: tuple[int, int] = (1280, 800),
        javascript: bool = True,
        tolerate: str | None = None,
        url: str | None = None,
        **options: Any,
    ) -> Page:
        """A blank page; `goto("/configure")` is relative to the site.

        `size` is the viewport in CSS pixels. `tolerate` is a pattern for complaints that the test provokes.
        `url` names another server. `options` are Playwright's for a context: `color_scheme="dark"`,
        `forced_colors="active"`, `reduced_motion="reduce"`, `has_touch=True` ... A kiosk's service worker costs
        seconds of processor time, so only tests that are about it ask for `service_workers="allow"`.
        """
        origin = url or self.url
        context = self.browser.new_context(
            base_url=origin,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            **{"service_workers": "block", **options},
        )
        context.set_default_timeout(PATIENCE * 1000)
        watch = Watch(origin, re.compile(tolerate) if tolerate else None)
        watch.over(context)
        self._opened.append((context, watch))
        return context.new_page()

    def close(self) -> list[str]:
        """Close every page; what was wrong with them."""
        complaints = [complaint for _, watch in self._opened for complaint in watch.complaints]
        for context, _ in self._opened:
            context.close()
        self._opened.clear()
        return complaints
