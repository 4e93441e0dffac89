"""Screens of kiosks, and a server that can be switched off and on again."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.browser import Browsing
from tests.support.kiosk import SCREENS, KioskServer, wait_until_offline_works
from tests.support.processes import Server
from tests.support.staff_pages import OpenKiosk

AWAY = "ERR_|Failed to load resource|failed:"
"""What Chromium reports about requests that get no answer."""
REFUSED = "status of 4|status of 503"


@pytest.fixture
def kiosk_server(tmp_path: Path) -> Iterator[KioskServer]:
    server = KioskServer(tmp_path / "kiosk-server")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def screen(open_page: Browsing, kiosk_server: KioskServer) -> Callable[..., Page]:
    """A kiosk that has been switched on long enough to work without its server."""

    def switch_on(size: tuple[int, int] = SCREENS[0], url: str = "") -> Page:
        page = open_page(
            url=url or kiosk_server.url,
            size=size,
            has_touch=True,
            reduced_motion="reduce",
            service_workers="allow",
            tolerate=AWAY,
        )
        wait_until_offline_works(page)
        return page

    return switch_on


@pytest.fixture
def kiosk(open_page: Browsing, showroom: Server) -> OpenKiosk:
    """Opens the browser of a kiosk in the showroom."""
    return partial(
        open_page, url=showroom.url, size=SCREENS[0], has_touch=True, reduced_motion="reduce", tolerate=REFUSED
    )
