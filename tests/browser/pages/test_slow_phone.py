"""What keeps pages quick on a slow phone, without a clock: few copies, and no layout of what nobody sees."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import Browsing
from tests.support.pages import code_of

PHONE = (412, 823)
FAR = """() => Array.from(document.querySelectorAll("main .below, .lineup > li, .api article"))
  .filter((part) => part.getBoundingClientRect().top > 4 * innerHeight)
  .filter((part) => part.firstElementChild.checkVisibility({contentVisibilityAuto: true}))
  .map((part) => part.id || part.className)"""
SHIFTS = """() => new Promise((done) => {
  const seen = [];
  new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.value)))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(seen.reduce((sum, value) => sum + value, 0))));
})"""


@pytest.mark.parametrize(
    ("path", "copies"),
    [("/", 140), ("/configure?model=911-carrera", 190), (f"/car/{code_of()}", 115), ("/docs", 10)],
    ids=["home", "configure", "car", "docs"],
)
def test_a_phone_gets_a_page_with_few_copies_that_lays_out_what_is_near(
    open_page: Browsing, path: str, copies: int
) -> None:
    page = open_page(size=PHONE)
    page.goto(path, wait_until="networkidle")
    assert page.evaluate(FAR) == []
    assert page.locator("use").count() <= copies
    assert page.evaluate(SHIFTS) < 0.001
    page.keyboard.press("End")
    page.locator(".foot a").last.wait_for(state="visible")


def test_whoever_comes_for_a_section_sees_it_at_once(open_page: Browsing) -> None:
    page = open_page(size=PHONE)
    page.goto("/configure?model=911-carrera#extras", wait_until="networkidle")
    expect(page.locator("#extras h2")).to_be_in_viewport()
    top = page.locator("#extras h2").evaluate("heading => heading.getBoundingClientRect().top")
    assert 0 < top < PHONE[1]
