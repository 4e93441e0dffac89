"""Pages for what went wrong, in a browser."""

from playwright.sync_api import expect

from tests.support.browser import Browsing
from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width


def test_each_is_accessible_fits_every_screen_and_leads_on(open_page: Browsing) -> None:
    page = open_page(tolerate="status of (4|5)")
    for status in (400, 404, 405, 413, 429, 500, 503):
        page.goto(f"/patterns/errors/{status}")
        assert_accessible_in_every_light(page)
        assert_fits_every_width(page)
        page.get_by_role("main").get_by_role("link", name="All models").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Six cars, seen from the side.")
