"""The journey of a visitor with JavaScript, under a stage's prefix. No request leaves the prefix."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.api_gateway import REST, serving
from tests.support.browser import Browsing
from tests.support.journey import fill_in
from tests.support.lambda_function import Function


@pytest.fixture
def page(browser: Browser, function: Function) -> Iterator[Page]:
    with serving(REST, function.invoke) as url:
        browsing = Browsing(browser, url)
        yield browsing()
        assert browsing.close() == []


def test_from_the_first_page_to_the_saved_car(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto("/dev/")
    page.locator("a.line-card").first.click()
    page.get_by_role("radio", name="Guards Red red, solid").check()
    expect(page).to_have_url(re.compile("/dev/configure.*color=guards-red"))
    page.get_by_role("button", name="Review").click()
    page.wait_for_url("**/dev/car/*")
    page.get_by_role("link", name="Save under a name").first.click()
    fill_in(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/dev/saved")
    expect(page.get_by_text("Ada Quispe").first).to_be_visible()
    assert [path for path in asked if not path.startswith("/dev/")] == []
