"""A site below a path in a browser: scripts, forms and a kiosk's service worker find everything below it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing
from tests.support.journey import fill_in, pick
from tests.support.kiosk import KioskServer


@pytest.fixture
def server_below(tmp_path: Path) -> Iterator[KioskServer]:
    """PUBLIC_URL has the path, and what is before the server passes it on."""
    running = KioskServer(tmp_path)
    running.start(PUBLIC_URL=f"{running.url}/cars")
    yield running
    running.stop()


@pytest.fixture
def visit(open_page: Browsing, server_below: KioskServer) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site. In the end, none may have requested anything outside of it."""
    requested: list[str] = []

    def opened(path: str, **options: Any) -> Page:
        page = open_page(url=server_below.url, **options)
        page.context.on("request", lambda request: requested.append(urlsplit(request.url).path))
        page.goto(f"/cars{path}")
        return page

    yield opened
    assert requested
    assert [path for path in requested if not path.startswith("/cars/")] == []


def test_a_visitor_chooses_reviews_and_saves(visit: Callable[..., Page]) -> None:
    page = visit("/configure?model=911-carrera")
    pick(page, "#color-guards-red")
    page.wait_for_url("**/cars/configure?**guards-red**")
    page.get_by_role("button", name="Review your car").click()
    page.wait_for_url("**/cars/car/*")
    page.get_by_role("link", name="Save under a name").first.click()
    page.wait_for_url("**/cars/you?**")
    fill_in(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/cars/saved")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved for Ada Quispe")


def test_a_kiosk_goes_on_without_the_server(visit: Callable[..., Page], server_below: KioskServer) -> None:
    page = visit("/kiosk", size=(1080, 1920), has_touch=True, service_workers="allow", tolerate="failed|ERR_|Failed")
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")
    server_below.kill()
    page.locator("#begin").tap()
    page.wait_for_url("**/cars/kiosk/configure**")
    page.get_by_role("button", name="Finish").tap()
    page.wait_for_url("**/cars/kiosk/finish/**")
    expect(page.locator(".code")).to_be_visible()
