"""What render.js adds: it polls a render, not too often, and changes the view without loading a page."""

import re
from collections.abc import Callable
from itertools import pairwise

from playwright.sync_api import Page, expect

from configurator.cars.code import decode
from configurator.cars.configuration import check
from configurator.demo.openai_server import OpenAIServer
from configurator.renders.prompt import prompt
from tests.support.catalogues import OURS
from tests.support.render_journey import ASK, ask, ready


def test_what_becomes_of_it_is_announced_once_and_politely(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    openai.behave("held")
    page = visit()
    ask(page, code)
    said = page.locator("#render-status")
    expect(said).to_have_text(re.compile("^Your picture is being made"))
    expect(page.locator("[data-lead]")).to_be_focused()
    openai.released.set()
    expect(said).to_have_text(re.compile("^Your picture is ready: 911 Carrera in .*, side view."))
    assert said.get_attribute("role") == "status"
    assert page.get_by_role("timer").count() == 0


def test_the_poll_asks_ever_less_often_and_rests_while_nobody_looks(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    openai.behave("hang")
    page = stopped(visit(), code)
    polls = polls_in(page, 120)
    waits = [later - before for before, later in pairwise(polls)]
    assert waits == sorted(waits)
    assert waits[0] < 6_000
    assert waits[-1] == 20_000
    see(page, hidden=True)
    assert polls_in(page, 120) == []
    see(page, hidden=False)
    assert len(polls_in(page, 1)) == 1, "a visitor who comes back gets the news at once"


def stopped(page: Page, code: str) -> Page:
    """A render that never ends, on a page whose time passes only when a test says so, and whose polls are answered
    at once: neither a slow machine nor the server's own clock can move it."""
    ask(page, code)
    page.locator("[data-state=in_progress]").wait_for()
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    page.add_init_script(_STILL_DRAWN)
    page.reload()
    page.locator("[data-state=in_progress]").wait_for()
    return page


_STILL_DRAWN = """
  window.polls = [];
  window.fetch = async () => {
    window.polls.push(Date.now());
    return { json: async () => ({ state: "in_progress", fault: null }), headers: new Headers({ "Retry-After": "2" }) };
  };
"""


def polls_in(page: Page, seconds: int) -> list[int]:
    """The times of the polls in these seconds, in milliseconds since 1970."""
    page.clock.run_for(seconds * 1000)
    times: list[int] = page.evaluate("window.polls.splice(0)")
    return times


def see(page: Page, hidden: bool) -> None:
    page.evaluate(
        """(hidden) => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }""",
        hidden,
    )


def test_the_needle_goes_on_and_a_ruler_that_is_too_short_grows(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    openai.behave("hang")
    page = stopped(visit(), code)
    before = int(page.locator("span[data-elapsed]").inner_text())
    page.clock.fast_forward(30_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile(f"^{before + 30} s so far"))
    page.clock.fast_forward(60_000)
    expect(page.locator(".ruler [data-span]")).to_have_text("120")
    ruler, needle = page.locator(".render-progress .ruler").bounding_box(), page.locator(".needle").bounding_box()
    assert ruler
    assert needle
    assert ruler["x"] < needle["x"] < ruler["x"] + ruler["width"]


def test_views_are_changed_in_place_and_the_address_follows(visit: Callable[..., Page], code: str) -> None:
    page = visit()
    ready(page, code)
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Rear", exact=True).press("Enter")
    expect(page.get_by_role("button", name=ASK)).to_be_visible()
    expect(page.get_by_role("link", name="Rear", exact=True)).to_be_focused()
    expect(page.get_by_role("link", name=re.compile("^Side ?, picture ready$"))).to_be_visible()
    assert page.url.endswith("?view=rear#render")
    assert page.evaluate("window.same")
    page.reload()
    expect(page.get_by_role("link", name="Rear", exact=True)).to_have_attribute("aria-current", "true")


def test_when_the_server_is_gone_nothing_is_asked_for_and_the_page_says_so(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    page = visit(tolerate="ERR_FAILED")
    page.route("**/car/*/renders", lambda route: route.abort())
    ask(page, code)
    expect(page.get_by_text("The server can't be reached right now.")).to_be_visible()
    expect(page.get_by_role("button", name=ASK)).to_be_visible()
    page.unroute("**/car/*/renders")
    page.get_by_role("button", name=ASK).click()
    page.locator("[data-picture]").wait_for()
    car = check(OURS, decode(OURS, code)).car
    assert car
    words = prompt(car, "side", reference=False)
    assert [call.fields["prompt"] for call in openai.calls].count(words) == 1, "late calls of other tests don't count"
