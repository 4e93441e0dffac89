"""Static files at a CDN: the pages look and work as they do without one."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Browsing
from tests.support.processes import Server


@pytest.fixture
def page(browser: Browser, server: Callable[..., Server]) -> Iterator[Page]:
    """A page whose styles, scripts and fonts come from another origin, and nothing else."""
    cdn = server(STATIC_BASE="https://cdn.example.com/static")
    site = server(STATIC_BASE=f"{cdn.url}/static")
    browsing = Browsing(browser, site.url)
    yield browsing(tolerate=rf"foreign: {cdn.url}/static/")
    assert browsing.close() == []


def test_the_configurator_is_styled_and_alive(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto("/configure?model=911-carrera")
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].some(font => font.status === 'loaded'))")
    page.get_by_role("radio", name="Guards Red red, solid").check()
    expect(page).to_have_url(re.compile("color=guards-red"))
    here = page.url.split("/configure")[0]
    assert {url for url in sent if url.startswith(f"{here}/static/") and ".svg" not in url} == set()
    assert [url for url in sent if url.endswith(".js") and not url.startswith(here)]
