"""A kiosk's visit step by step, and a server that can be switched off and on again at the same address."""

import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect

from configurator.stores.sqlite import sqlite_stores
from configurator.users.user import User
from tests.support.client import Client
from tests.support.processes import Server, closed_port, serving

SCREENS = [(1080, 1920), (1920, 1080), (1280, 800)]
CARRERA = "/kiosk/configure?model=911-carrera"
START = "Which colour is yours?"
LENS = "deutan"


@dataclass
class KioskServer:
    """The server of a kiosk. Its data and its address outlive it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=closed_port)
    _running: ExitStack = field(default_factory=ExitStack)
    _server: Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, **environment: str) -> None:
        settings = {"PORT": str(self.port), "DATA_DIR": str(self.data), **self.environment, **environment}
        self._server = self._running.enter_context(serving(self.folder / "server", settings))

    def kill(self) -> None:
        """Ends the server as a power cut would."""
        assert self._server
        self._server.kill()
        self._running.close()

    def stop(self) -> None:
        self._running.close()

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def client(self) -> Client:
        return Client(self.url)

    def users(self) -> list[User]:
        return list(sqlite_stores(self.data)[0].all())


def begin(page: Page) -> None:
    page.locator("#begin").tap()
    page.wait_for_url("**/kiosk/configure**")


def choose_lens(page: Page) -> None:
    """Says how the visitor sees colour, but doesn't send it yet."""
    page.goto(f"{CARRERA}&eyes=open")
    page.locator(f".lens-option:has([value={LENS}])").tap()


def sort_paints(page: Page, severity: str = "full") -> None:
    choose_lens(page)
    page.locator(f".severity label:has([value={severity}])").tap()
    page.get_by_role("button", name="Sort the paints for me").tap()
    expect(page.locator(".tiers")).to_be_visible()


def finish(page: Page) -> str:
    """Goes from the configurator to the end of the visit. Returns the car's code."""
    page.get_by_role("button", name="Finish").tap()
    page.wait_for_url("**/kiosk/finish/**")
    return page.locator(".code").inner_text()


def save(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile("Save under a name|Change what you saved")).tap()
    page.wait_for_url("**/kiosk/save/**")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_text(f"Saved for {name}")).to_be_visible()


def leave(page: Page) -> None:
    page.get_by_role("link", name="I'm done").tap()
    expect(page.get_by_role("heading", name=START)).to_be_visible()


def wait_until_offline_works(page: Page) -> None:
    """Stays at the start until this screen could go on without the server."""
    page.goto("/kiosk")
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")


def idle(page: Page, seconds: float) -> None:
    """Lets time pass on the page's own clock, once the page's scripts have set their timers."""
    page.wait_for_load_state()
    page.clock.run_for(int(seconds * 1000))
