"""The API's page in a browser."""

from playwright.sync_api import expect

from tests.support.browser import Browsing
from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width


def test_it_is_accessible_fits_every_screen_and_leads_to_what_it_speaks_of(open_page: Browsing) -> None:
    page = open_page()
    page.goto("/docs")
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
    broken = "nodes => nodes.filter((node) => node.getClientRects().length > 1 || node.offsetHeight > 30)"
    expect(page.locator(".step")).not_to_have_count(0)
    for width in (390, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".step").evaluate_all(f"nodes => ({broken})(nodes).map((node) => node.textContent)") == []
    page.get_by_role("navigation", name="Operations").get_by_role("link", name="POST /users", exact=True).click()
    operation = page.get_by_role("article", name="Create a user")
    expect(operation).to_be_in_viewport()
    operation.get_by_role("link", name="NewUser").click()
    expect(page.get_by_role("article", name="NewUser")).to_be_in_viewport()
