"""DALL-E renders in a browser: requesting one, finding it again, and every state without a picture."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from configurator.demo.openai_server import OpenAIServer
from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import Browsing
from tests.support.journey import CARRERA, assert_accessible_in_every_light, assert_fits_every_width, pick, save
from tests.support.pages import code_of
from tests.support.processes import Server
from tests.support.render_journey import ASK, ask, come, ready
from tests.support.renders import environment_of

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])


@SCRIPTS
def test_a_render_is_asked_for_and_comes_by_itself(
    visit: Callable[..., Page], openai: OpenAIServer, code: str, javascript: bool
) -> None:
    openai.behave("held")
    page = visit(javascript=javascript)
    ask(page, code)
    expect(page.locator(".headline")).to_have_text("Your picture is being made.")
    expect(page).to_have_title(re.compile("^Making picture: "))
    assert re.search(r"\d+ s so far", page.get_by_role("timer").inner_text())
    openai.released.set()
    expect(page.get_by_role("img", name="Picture by AI: 911 Carrera in ")).to_be_visible()
    expect(page).to_have_title(re.compile("^Your picture is ready: 911 Carrera in "))
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    expect(page.get_by_text("the parts list is correct.")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-picture]').naturalWidth") > 0


@SCRIPTS
def test_it_does_not_hold_anybody_up_and_is_found_again(
    visit: Callable[..., Page], openai: OpenAIServer, code: str, javascript: bool
) -> None:
    openai.behave("held")
    page = visit(javascript=javascript)
    ask(page, code)
    expect(page.get_by_role("timer")).to_be_visible()
    page.get_by_role("link", name="All models").click()
    page.wait_for_url("**/")
    openai.released.set()
    other = visit(javascript=javascript)
    other.goto(f"/car/{code}")
    come(other, other.get_by_role("img", name="Picture by AI"))
    page.go_back()
    come(page, page.get_by_role("img", name="Picture by AI"))


@SCRIPTS
def test_a_refusal_is_told_in_plain_words_and_may_be_tried_once_more(
    visit: Callable[..., Page], openai: OpenAIServer, code: str, javascript: bool
) -> None:
    openai.behave("moderation", "ready")
    page = visit(javascript=javascript)
    ask(page, code)
    come(page, page.locator("#render").get_by_text("safety check declined"))
    expect(page.locator(".studio .k-car")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    come(page, page.get_by_role("img", name="Picture by AI"))


@SCRIPTS
def test_a_failure_says_what_happened_and_when_to_try_again(
    visit: Callable[..., Page], openai: OpenAIServer, code: str, javascript: bool
) -> None:
    openai.behave("cut")
    page = visit(javascript=javascript)
    ask(page, code)
    expect(page.get_by_text(re.compile(r"not with a picture .* request it again in \d+ seconds"))).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)


@SCRIPTS
def test_a_spent_share_says_until_when(
    open_page: Browsing, server: Callable[..., Server], openai: OpenAIServer, javascript: bool
) -> None:
    here = server(**environment_of(openai, IMAGE_CLIENT_DAILY="0"))
    page = open_page(url=here.url, javascript=javascript, timezone_id="America/New_York", tolerate="status of 429")
    ask(page, code_of())
    expect(page.locator("#render").get_by_text("as many new pictures as one person can in a day")).to_be_visible()
    expect(page.locator("time")).to_have_text(
        re.compile(r"^0?7:00\sPM \(00:00 UTC\)$" if javascript else r"^00:00\sUTC$")
    )
    expect(page.get_by_role("button", name=ASK)).to_have_count(0)


@SCRIPTS
def test_a_spent_budget_says_until_when_in_the_readers_own_time(
    open_page: Browsing, server: Callable[..., Server], openai: OpenAIServer, javascript: bool
) -> None:
    here = server(**environment_of(openai, IMAGE_DAILY_BUDGET_USD="0.01"))
    page = open_page(url=here.url, javascript=javascript, timezone_id="Asia/Tokyo", locale="de-DE")
    page.goto(f"/car/{code_of()}")
    expect(page.get_by_text("Today's budget for renders is spent.")).to_be_visible()
    expect(page.locator("time")).to_have_text(re.compile(r"^09:00 \(00:00 UTC\)$" if javascript else r"^00:00\sUTC$"))
    expect(page.get_by_role("button", name=ASK)).to_have_count(0)
    if javascript:
        assert_accessible_in_every_light(page)
    assert_fits_every_width(page)


@SCRIPTS
def test_without_a_key_the_drawings_stand_alone(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(f"/car/{code_of()}")
    expect(page.get_by_text("DALL-E renders are not available at the moment.")).to_be_visible()
    expect(page.locator(".studio .k-car")).to_be_visible()
    expect(page.locator("#render button, #render a")).to_have_count(0)


@pytest.mark.parametrize("state", ["not asked", "drawn", "ready", "both", "refused", "failed"])
def test_every_state_is_accessible_in_every_light_and_fits_every_screen(
    visit: Callable[..., Page], openai: OpenAIServer, code: str, state: str
) -> None:
    openai.behave({"drawn": "hang", "refused": "moderation", "failed": "cut"}.get(state, "ready"))
    page = visit()
    page.goto(f"/car/{code}?view=side#render")
    if state != "not asked":
        page.get_by_role("button", name=ASK).click()
        shown = {"drawn": "in_progress", "both": "ready"}.get(state, state)
        page.locator(f"[data-state={shown}]").wait_for()
    if state == "both":
        pick(page, "[value=both]")
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_no_axe_violations(page)


def test_the_saved_car_and_home_show_it_and_lead_to_it(visit: Callable[..., Page], code: str) -> None:
    page = visit()
    ready(page, code)
    save(page, code)
    shown = page.get_by_role("img", name="Picture by AI: 911 Carrera in ")
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
    shown.click()
    expect(page).to_have_url(re.compile(rf"/car/{code}\?view=side#render$"))


def test_the_gallery_on_home_is_accessible_fits_and_opens_cars(
    open_page: Browsing, server: Callable[..., Server], openai: OpenAIServer
) -> None:
    page = open_page(url=server(**environment_of(openai)).url)
    ready(page, code_of())
    page.goto("/")
    exhibit = page.get_by_role("link", name="911 Carrera in Gentian Blue Metallic Side view")
    exhibit.scroll_into_view_if_needed()
    expect(exhibit.locator("img")).to_be_visible()
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
    exhibit.click()
    expect(page.get_by_role("img", name="Picture by AI")).to_be_visible()


def test_a_picture_from_before_the_last_change_is_shown_by_its_own_name(visit: Callable[..., Page], code: str) -> None:
    page = visit()
    ready(page, code)
    page.get_by_role("link", name="Change this car").first.click()
    pick(page, "#feature-sport-chrono")
    expect(page.locator("#total")).to_contain_text("+$2,790")
    page.get_by_role("button", name="Review your car").click()
    expect(page.get_by_text("before your last change: its picture is ready.")).to_be_visible()
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
    page.get_by_role("link", name="See that car").click()
    expect(page.get_by_role("img", name="Picture by AI")).to_be_visible()


def test_the_configurator_leads_straight_to_the_render(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/configure?model=911-carrera")
    page.get_by_role("button", name="DALL-E render").click()
    expect(page).to_have_url(re.compile("#render$"))
    expect(page.get_by_role("heading", name="DALL-E render")).to_be_in_viewport()


def test_every_made_up_state_on_the_page_of_patterns_is_accessible_and_fits(page: Page) -> None:
    page.goto("/patterns")
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)


def test_the_way_to_a_picture_is_no_pane_of_glass_on_a_dark_interior(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto(f"{CARRERA}&view=interior")
    way = page.get_by_role("button", name="DALL-E render")
    expect(way).to_be_in_viewport()
    expect(way).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
