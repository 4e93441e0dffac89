"""A car as a photo on a kiosk, by touch: the visitor may leave before it is ready, and finds it on the phone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from configurator.demo.openai_server import OpenAIServer
from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import Browsing, boxes_of
from tests.support.journey import assert_accessible_in_every_light
from tests.support.pages import code_of
from tests.support.processes import Server
from tests.support.renders import PIN_HASH, environment_of

SCREENS = [(1080, 1920), (1920, 1080), (1280, 800)]
SIZED = pytest.mark.parametrize("size", SCREENS, ids=str)
FINISH = f"/kiosk/finish/{code_of()}"
CONTROLS = "a[href]:not(.skip):visible, button:visible, label.hit:visible"
LEAST = 63.5
NO_WAIT = "You don't have to wait: the code shows it on your phone when it is ready."
Start = Callable[..., Page]


@pytest.fixture
def shop(server: Callable[..., Server], openai: OpenAIServer) -> Iterator[Server]:
    """An app with kiosks that gets its pictures from the stand-in for OpenAI."""
    yield server(**environment_of(openai, KIOSK_PIN_HASH=PIN_HASH, PUBLIC_URL="http://cars.example.com"))
    openai.released.set()


@pytest.fixture
def finish(open_page: Browsing, shop: Server) -> Start:
    """Opens the end of a visit on a touch screen."""

    def open_finish(size: tuple[int, int] = SCREENS[0], path: str = FINISH, tolerate: str | None = None) -> Page:
        page = open_page(size=size, has_touch=True, reduced_motion="reduce", url=shop.url, tolerate=tolerate)
        page.goto(path)
        return page

    return open_finish


def touch(page: Page, view: str) -> None:
    page.get_by_role("button", name=view, exact=True).tap()


def assert_fits(page: Page, size: tuple[int, int]) -> None:
    """Every target is large, nothing has to be scrolled to, and the code and the way out are in sight."""
    small = [text for box, text in boxes_of(page.locator(CONTROLS)) if min(box["width"], box["height"]) < LEAST]
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
    for shown in (page.get_by_role("img", name="QR code"), page.get_by_role("link", name="I'm done")):
        expect(shown).to_be_in_viewport(ratio=1)


@SIZED
def test_one_touch_requests_a_view_and_the_picture_takes_the_drawings_place(
    finish: Start, openai: OpenAIServer, size: tuple[int, int]
) -> None:
    openai.behave("held")
    page = finish(size)
    page.evaluate("window.same = true")
    expect(page.get_by_role("heading", name="See it as a photo")).to_be_in_viewport(ratio=1)
    assert_fits(page, size)
    touch(page, "Front")
    expect(page.locator(".headline", has_text="Your picture is being made.")).to_be_in_viewport(ratio=1)
    expect(page.get_by_text(NO_WAIT)).to_be_in_viewport(ratio=1)
    expect(page.locator("#render-status")).to_have_text(re.compile("^Your picture is being made"))
    assert_fits(page, size)
    place = page.locator(".views").bounding_box()
    openai.released.set()
    expect(page.get_by_role("img", name=re.compile("^Picture by AI: 911 Carrera in .*, front"))).to_be_in_viewport()
    expect(page.locator("#render-status")).to_have_text(re.compile("^Your picture is ready"))
    assert_fits(page, size)
    assert page.evaluate("window.same"), "the page was never left"
    assert place
    after = page.locator(".views").bounding_box()
    assert after
    assert abs(after["y"] - place["y"]) < 3, "no target moves under a finger"


@SIZED
def test_a_visitor_who_leaves_finds_the_picture_on_the_phone_by_itself(
    finish: Start, open_page: Browsing, shop: Server, openai: OpenAIServer, size: tuple[int, int]
) -> None:
    openai.behave("held")
    page = finish(size)
    touch(page, "Rear")
    page.locator("[data-state=in_progress]").wait_for()
    phone = open_page(size=(390, 844), url=shop.url, has_touch=True, reduced_motion="reduce")
    phone.goto(f"/car/{page.locator('.code').inner_text()}")
    phone.evaluate("window.same = true")
    expect(phone.locator(".headline", has_text="Your picture is being made.")).to_be_visible()
    page.get_by_role("link", name="I'm done").tap()
    expect(page.get_by_role("heading", name="Which colour is yours?")).to_be_visible()
    assert page.context.cookies() == []
    openai.released.set()
    expect(phone.get_by_role("img", name=re.compile("^Picture by AI: 911 Carrera in .*, rear"))).to_be_visible()
    assert phone.evaluate("window.same"), "nobody reloaded the page"


def test_a_phone_that_was_put_away_shows_what_was_requested_afterwards(
    finish: Start, open_page: Browsing, shop: Server
) -> None:
    phone = open_page(size=(390, 844), url=shop.url, reduced_motion="reduce")
    phone.goto(f"/car/{code_of()}")
    expect(phone.get_by_text("Get an AI picture of this car.")).to_be_visible()
    page = finish()
    touch(page, "Front")
    page.locator("[data-picture]").wait_for()
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    expect(phone.get_by_role("img", name=re.compile("^Picture by AI"))).to_be_visible()


def test_the_next_visitor_sees_nothing_of_a_request_that_is_still_on_its_way(
    finish: Start, openai: OpenAIServer
) -> None:
    openai.behave("held")
    page = finish()
    touch(page, "Front")
    page.locator("[data-state=in_progress]").wait_for()
    page.get_by_role("link", name="Start over").tap()
    expect(page.get_by_role("heading", name="Which colour is yours?")).to_be_visible()
    assert page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]") == []
    assert page.context.cookies() == []
    page.goto(f"/kiosk/finish/{code_of(color='chalk')}")
    expect(page.get_by_role("heading", name="See it as a photo")).to_be_visible()
    expect(page.get_by_text("Your picture")).to_have_count(0)
    openai.released.set()
    page.goto(FINISH)
    expect(page.get_by_role("img", name=re.compile("^Picture by AI"))).to_be_visible()


def test_while_the_kiosk_starts_over_no_request_brings_a_cookie_back(finish: Start, openai: OpenAIServer) -> None:
    openai.behave("held")
    page = finish(tolerate="ERR_FAILED|failed:")
    touch(page, "Front")
    page.locator("[data-state=in_progress]").wait_for()
    page.route("**/kiosk/reset", lambda route: route.abort())
    page.get_by_role("link", name="Start over").tap()
    page.locator("#moment").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    page.unroute("**/kiosk/reset")
    expect(page.get_by_role("heading", name="Which colour is yours?")).to_be_visible()
    assert [url for url in asked if "/renders/" in url or "/finish/" in url] == []
    assert page.context.cookies() == []


def test_every_view_has_a_picture_of_its_own_and_a_touch_changes_between_them(finish: Start) -> None:
    page = finish(SCREENS[2])
    for view, caption in (("Side", "side view"), ("Interior", "interior view")):
        touch(page, view)
        expect(page.get_by_role("img", name=re.compile(f"^Picture by AI: .*{caption}"))).to_be_visible()
    page.get_by_role("link", name=re.compile("^Side")).tap()
    expect(page.get_by_role("img", name=re.compile("^Picture by AI: .*side view"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Side"))).to_have_attribute("aria-current", "true")
    page.locator("label", has_text="Both").tap()
    expect(page.get_by_label("Seam between drawing and picture")).to_be_visible()
    assert page.evaluate("history.length") <= 2, "the kiosk's pages replace each other"


def test_it_works_with_a_keyboard(finish: Start) -> None:
    page = finish()
    page.get_by_role("button", name="Rear").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name=re.compile("^Picture by AI: .*rear"))).to_be_visible()


def test_a_server_that_is_away_says_so_and_the_offer_stays(finish: Start) -> None:
    page = finish(tolerate="ERR_FAILED|failed:")
    page.route("**/renders", lambda route: route.abort())
    touch(page, "Front")
    expect(page.get_by_text("The server can't be reached right now.")).to_be_visible()
    page.unroute("**/renders")
    touch(page, "Front")
    expect(page.get_by_role("img", name=re.compile("^Picture by AI"))).to_be_visible()
    expect(page.get_by_text("The server can't be reached right now.")).to_be_hidden()


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [
        ("held", "in_progress"),
        ("ready", "ready"),
        ("moderation", "refused"),
        ("cut", "failed"),
        ("bad_key", "unavailable"),
    ],
)
def test_every_state_is_accessible_in_every_light(
    finish: Start, openai: OpenAIServer, behaviour: str, state: str
) -> None:
    page = finish()
    assert_no_axe_violations(page)
    openai.behave(behaviour)
    touch(page, "Side")
    page.locator(f"[data-state={state}]").wait_for()
    assert_accessible_in_every_light(page)


def test_a_budget_that_is_used_up_is_accessible(open_page: Browsing, server: Callable[..., Server]) -> None:
    here = server(OPENAI_API_KEY="sk-test", KIOSK_PIN_HASH=PIN_HASH, KIOSK_BUDGET_PERCENT="99")
    page = open_page(size=SCREENS[0], has_touch=True, reduced_motion="reduce", url=here.url)
    page.goto(FINISH)
    expect(page.get_by_role("heading", name="No more new pictures today.")).to_be_visible()
    assert_accessible_in_every_light(page)
