"""Asking the dealer about a car: by the share sheet, where there is one, or else by the link.

Headless Chromium has no share sheet, so these pages get one that records what it is given.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing
from tests.support.pages import code_of
from tests.support.processes import Server, Site

CODE = code_of()
SHARE_SHEET = """
  Object.defineProperty(navigator, "share", { value: async (message) => {
    window.shared = message;
    if ("OUTCOME") throw new DOMException("", "OUTCOME");
  } });
"""


@pytest.fixture
def dealer(open_page: Browsing, server: Callable[..., Server], site: Site) -> Callable[[str], Page]:
    """Opens the car's page on a device whose share sheet ends in this way. The dealer's contact page is /open."""

    def visit(outcome: str) -> Page:
        page = open_page(url=server(CONTACT=f"{site.url}/open").url, tolerate="foreign")
        page.add_init_script(SHARE_SHEET.replace("OUTCOME", outcome))
        page.goto(f"/car/{CODE}")
        return page

    return visit


@pytest.mark.parametrize("outcome", ["", "AbortError"], ids=["shared", "dismissed"])
def test_the_share_sheet_gets_the_message_and_the_page_stays(dealer: Callable[[str], Page], outcome: str) -> None:
    page = dealer(outcome)
    page.get_by_role("link", name="Ask for a test drive").click()
    shared = page.evaluate("window.shared")
    assert shared["title"] == f"Test drive: 911 Carrera, {CODE}"
    assert f"Code: {CODE}" in shared["text"]
    expect(page).to_have_url(f"{page.url.partition('/car/')[0]}/car/{CODE}")


def test_if_the_share_sheet_fails_the_link_opens(dealer: Callable[[str], Page]) -> None:
    page = dealer("NotAllowedError")
    page.get_by_role("link", name="Send this car").click()
    page.wait_for_url("**/open")
