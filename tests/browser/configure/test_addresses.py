"""A choice survives every way in which the address can change, however late the server's answer comes."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Event
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Browsing, keeping_pages
from tests.support.journey import CARRERA, pick
from tests.support.lossy_proxy import LossyProxy, lossy_proxy
from tests.support.patience import PATIENCE
from tests.support.processes import Site

DELAYS = [0, 0.3, 1.5]
PLAIN, CHALK = "$137,080", "$138,660"

Late = Callable[..., Page]


@pytest.fixture
def proxy(site: Site) -> Iterator[LossyProxy]:
    with lossy_proxy(urlsplit(site.url).port or 0) as proxy:
        yield proxy


@pytest.fixture
def late(open_page: Browsing, proxy: LossyProxy) -> Late:
    """Opens the configurator from the home page. What the form asks for comes after the delay, in seconds."""

    def open_late(delay: float, **options: object) -> Page:
        proxy.delay = lambda _method, path: delay if "from=" in path else 0
        page = open_page(url=proxy.url, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        page.goto("/")
        page.locator('main a[href*="911"]').first.click()
        expect(page.locator("#total .amount")).to_have_text(PLAIN)
        return page

    return open_late


def assert_chalk(page: Page) -> None:
    expect(page.locator("#color-chalk")).to_be_checked()
    expect(page.locator("#total .amount")).to_have_text(CHALK)
    assert "color=chalk" in page.url


def review(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Review")).click()
    page.wait_for_url("**/car/*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("911 Carrera")


@pytest.mark.parametrize("delay", DELAYS)
def test_fragments_only_scroll_and_add_no_step_back(late: Late, delay: float) -> None:
    page = late(delay)
    steps = page.evaluate("history.length")
    pick(page, "#color-chalk")
    page.locator("#index").get_by_role("link", name="Wheels").click()
    expect(page.locator("#wheels h2")).to_be_in_viewport()
    assert_chalk(page)
    pick(page, "#feature-bose")
    page.get_by_role("link", name="Skip to the options").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#paint h2")).to_be_in_viewport()
    expect(page.locator("#feature-bose")).to_be_checked()
    expect(page.locator("#total .amount")).to_have_text("$140,260")
    assert page.evaluate("history.length") == steps
    page.go_back()
    assert urlsplit(page.url).path == "/"


@pytest.mark.parametrize("delay", DELAYS)
def test_a_fragment_that_somebody_types_and_back_from_it_keep_the_choices_before_and_after(
    late: Late, delay: float
) -> None:
    page = late(delay)
    pick(page, "#color-chalk")
    page.evaluate("location.hash = 'extras'")
    pick(page, "#feature-bose")
    page.evaluate("history.back()")
    expect(page.locator("#total .amount")).to_have_text("$140,260")
    assert_chosen_in_address(page, "color=chalk", "feature=bose")
    page.evaluate("history.forward()")
    page.wait_for_function("location.hash === '#extras' || location.search.includes('bose')")
    page.reload()
    expect(page.locator("#total .amount")).to_have_text("$140,260")


def assert_chosen_in_address(page: Page, *choices: str) -> None:
    page.wait_for_function("choices => choices.every((choice) => location.search.includes(choice))", arg=choices)


@pytest.mark.parametrize("delay", DELAYS)
def test_back_from_the_review_shows_the_choice_and_forward_the_same_car(late: Late, delay: float) -> None:
    page = late(delay)
    pick(page, "#color-chalk")
    review(page)
    car = page.url
    page.go_back()
    assert_chalk(page)
    page.go_forward()
    assert page.url == car
    page.go_back()
    assert_chalk(page)
    page.go_back()
    assert urlsplit(page.url).path == "/"
    page.go_forward()
    assert_chalk(page)


@pytest.mark.parametrize("delay", DELAYS)
def test_reloading_before_the_answer_keeps_the_choice(late: Late, delay: float) -> None:
    page = late(delay)
    pick(page, "#color-chalk")
    page.reload()
    assert_chalk(page)
    expect(page.locator("#total .status-line")).to_contain_text("Chalk instead of Gentian Blue")


@pytest.mark.parametrize("delay", DELAYS)
def test_two_tabs_do_not_disturb_each_other(late: Late, delay: float) -> None:
    page = late(delay)
    other = page.context.new_page()
    other.goto(CARRERA)
    pick(page, "#color-chalk")
    pick(other, "#feature-bose")
    review(other)
    expect(page.locator("#total .amount")).to_have_text(CHALK)
    page.reload()
    assert_chalk(page)
    other.go_back()
    expect(other.locator("#total .amount")).to_have_text("$138,680")
    expect(other.locator("#color-gentian-blue")).to_be_checked()


@pytest.fixture
def open_kept(browser: Browser, proxy: LossyProxy) -> Iterator[Late]:
    """Opens pages in a browser that keeps those that it leaves, as browsers do outside of tests."""
    with ExitStack() as stack, keeping_pages(browser) as keeping:

        def open_late(delay: float, *, javascript: bool = True) -> Page:
            proxy.delay = lambda _method, path: delay if "from=" in path else 0
            context = keeping.new_context(base_url=proxy.url, java_script_enabled=javascript, reduced_motion="reduce")
            stack.callback(context.close)
            page = context.new_page()
            page.goto(CARRERA)
            return page

        yield open_late


def test_a_page_that_the_browser_kept_still_gets_its_answer(open_kept: Late) -> None:
    for delay in DELAYS:
        page = open_kept(delay)
        page.evaluate("addEventListener('pageshow', ({ persisted }) => { window.wasKept = persisted })")
        pick(page, "#color-chalk")
        review(page)
        page.go_back(wait_until="commit")
        assert_chalk(page)
        assert page.evaluate("window.wasKept")


@pytest.mark.parametrize("delay", DELAYS[1:])
def test_undo_and_the_choice_that_waits_for_its_answer_both_count(late: Late, delay: float) -> None:
    page = late(delay)
    pick(page, "#color-chalk")
    expect(page.locator("#total .amount")).to_have_text(CHALK)
    pick(page, "#feature-bose")
    page.get_by_role("link", name="Undo").click()
    expect(page.locator("#color-gentian-blue")).to_be_checked()
    expect(page.locator("#feature-bose")).to_be_checked()
    expect(page.locator("#total .amount")).to_have_text("$138,680")


def test_a_choice_made_in_an_outage_survives_a_fragment_and_counts_when_the_server_is_back(
    open_page: Browsing, proxy: LossyProxy
) -> None:
    page = open_page(url=proxy.url, tolerate="Failed to load|502")
    page.goto(CARRERA)
    proxy.broken = True
    pick(page, "#color-chalk")
    expect(page.locator("#total .status-line")).to_contain_text("Your choice is kept")
    page.locator("#index").get_by_role("link", name="Extras").click()
    expect(page.locator("#color-chalk")).to_be_checked()
    proxy.broken = False
    page.reload()
    assert_chalk(page)


def test_a_choice_made_before_the_script_arrives_counts(open_page: Browsing, proxy: LossyProxy) -> None:
    arrives = Event()
    proxy.delay = lambda _method, path: float(path.endswith("/configure.js") and not arrives.wait(PATIENCE))
    page = open_page(url=proxy.url)
    page.goto(CARRERA, wait_until="commit")
    pick(page, "#color-chalk")
    arrives.set()
    assert_chalk(page)


def test_without_script_back_from_the_review_shows_the_choice_and_what_the_total_leaves_out(
    open_page: Browsing, open_kept: Late
) -> None:
    page = open_page(javascript=False)
    page.goto(CARRERA)
    for left in (page, open_kept(0, javascript=False)):
        pick(left, "#color-chalk")
        pick(left, "#feature-bose")
        expect(left.locator("#total")).to_contain_text("Without your latest choices.")
        left.get_by_role("link", name="Wheels").click()
        review(left)
        car = left.url
        left.go_back(wait_until="commit")
        expect(left.locator("#color-chalk")).to_be_checked()
        expect(left.locator("#feature-bose")).to_be_checked()
        expect(left.locator("#total .amount")).to_have_text(PLAIN)
        expect(left.locator("#total")).to_contain_text("Without your latest choices.")
        review(left)
        assert left.url == car
        left.go_back(wait_until="commit")
        left.locator("#total").get_by_role("button", name="Include them").click()
        expect(left.locator("#total .amount")).to_have_text("$140,260")
        expect(left.get_by_text("Without your latest choices.")).to_be_hidden()
