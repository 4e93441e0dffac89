"""DALL-E renders in a browser: asked for, watched, compared with the drawing; and every state without a picture."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise, product
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotThere

from tests.browser.test_car import fullest_car
from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import Browsing
from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width, save, tab_to
from tests.support.openai_server import OpenAIServer, openai_server
from tests.support.pages import OURS, code_of
from tests.support.processes import Server, serving
from tests.support.renders import environment_of

ASK = "Ask for a DALL-E render"
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
CODES = iter(
    [code_of(color=paint.id, tire="rs-spyder-20-21") for paint in OURS.paints if paint.available.admits(OURS.models[0])]
)
"""A car of its own for each test, so that all can share one server."""


@pytest.fixture(scope="module")
def painter() -> Iterator[OpenAIServer]:
    with openai_server() as running:
        yield running


@pytest.fixture(scope="module")
def shop(painter: OpenAIServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("shop"), environment_of(painter, IMAGE_CLIENT_DAILY="1000")) as running:
        yield running


@pytest.fixture
def openai(painter: OpenAIServer) -> Iterator[OpenAIServer]:
    painter.released.clear()
    painter.behave("ready")
    yield painter
    painter.released.set()


@pytest.fixture
def visit(open_page: Browsing, shop: Server, openai: OpenAIServer) -> Callable[..., Page]:
    """Open a blank page of the shop."""
    return partial(open_page, url=shop.url)


@pytest.fixture
def code() -> str:
    return next(CODES)


def ask(page: Page, code: str, view: str = "side") -> None:
    page.goto(f"/car/{code}?view={view}#render")
    page.get_by_role("button", name=ASK).click()


def ready(page: Page, code: str, view: str = "side") -> None:
    ask(page, code, view)
    come(page, page.locator("[data-picture]"))


def come(page: Page, shown: Locator) -> None:
    """Wait for it; where the page looks again only in some seconds, press reload before that."""
    for _ in range(40):
        with suppress(NotThere):
            shown.wait_for(timeout=20_000 if has_script(page) else 400)
            return
        page.reload()
    raise AssertionError("it did not come to that")


def has_script(page: Page) -> bool:
    return bool(page.evaluate("matchMedia('(scripting: enabled)').matches"))


@SCRIPTS
def test_a_render_is_asked_for_and_comes_by_itself(
    visit: Callable[..., Page], openai: OpenAIServer, code: str, javascript: bool
) -> None:
    openai.behave("held")
    page = visit(javascript=javascript)
    ask(page, code)
    expect(page.locator(".headline")).to_have_text("Your picture is being drawn.", timeout=20_000)
    expect(page).to_have_title(re.compile("^Being drawn: "))
    assert re.search(r"\d+ seconds so far", page.get_by_role("timer").inner_text())
    openai.released.set()
    expect(page.get_by_role("img", name="Picture by AI: 911 Carrera in ")).to_be_visible(timeout=20_000)
    expect(page).to_have_title(re.compile("^Your picture is ready: 911 Carrera in "))
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    expect(page.get_by_text("The list is what counts.")).to_be_visible()
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
    expect(page.locator(".slate .k-car")).to_be_visible()
    page.get_by_role("button", name="Ask once more").click()
    come(page, page.get_by_role("img", name="Picture by AI"))


@SCRIPTS
def test_a_failure_says_what_happened_and_when_to_try_again(
    visit: Callable[..., Page], openai: OpenAIServer, code: str, javascript: bool
) -> None:
    openai.behave("cut")
    page = visit(javascript=javascript)
    ask(page, code)
    expect(page.get_by_text(re.compile(r"not with a picture .* ask again in \d+ seconds"))).to_be_visible(
        timeout=20_000
    )
    expect(page.get_by_role("button", name="Ask again")).to_have_count(0)


@SCRIPTS
def test_a_spent_share_says_until_when(
    open_page: Browsing, server: Callable[..., Server], openai: OpenAIServer, javascript: bool
) -> None:
    here = server(**environment_of(openai, IMAGE_CLIENT_DAILY="0"))
    page = open_page(url=here.url, javascript=javascript, timezone_id="America/New_York", tolerate="status of 429")
    ask(page, code_of())
    expect(page.locator("#render").get_by_text("as many new pictures as one may in a day")).to_be_visible()
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
def test_without_a_key_the_drawing_stands_as_an_illustration(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(f"/car/{code_of()}")
    expect(page.get_by_text("DALL-E renders are not available at the moment.")).to_be_visible()
    expect(page.locator(".slate .k-car")).to_be_visible()
    expect(page.locator("#render button, #render a")).to_have_count(0)


def test_what_becomes_of_it_is_announced_once_and_politely(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    openai.behave("held")
    page = visit()
    ask(page, code)
    said = page.locator("#render-said")
    expect(said).to_have_text(re.compile("^Your picture is being drawn"))
    expect(page.locator("[data-lead]")).to_be_focused()
    openai.released.set()
    expect(said).to_have_text(re.compile("^Your picture is ready: 911 Carrera in .*, side view."), timeout=20_000)
    assert said.get_attribute("role") == "status"
    assert page.get_by_role("timer").count() == 0


def test_the_poll_asks_ever_less_often_and_rests_while_nobody_looks(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    openai.behave("hang")
    page = visit()
    page.clock.install()
    ask(page, code)
    page.locator("[data-state=in_progress]").wait_for(timeout=20_000)
    page.clock.pause_at(page.evaluate("Date.now() + 100"))
    page.evaluate(_AT_ONCE)
    polls = polls_in(page, 120)
    waits = [later - before for before, later in pairwise(polls)]
    assert waits == sorted(waits)
    assert waits[0] < 6_000
    assert waits[-1] == 20_000
    see(page, hidden=True)
    assert polls_in(page, 120) == []
    see(page, hidden=False)
    assert len(polls_in(page, 1)) == 1, "who comes back is told at once"


_AT_ONCE = """() => {
  window.polls = [];
  window.fetch = async () => {
    window.polls.push(Date.now());
    return { json: async () => ({ state: "in_progress", fault: null }), headers: new Headers({ "Retry-After": "2" }) };
  };
}"""
"""Instead of the server's: that it is still being drawn, without any delay that a clock of ours couldn't see."""


def polls_in(page: Page, seconds: int) -> list[int]:
    """When it was asked after, in milliseconds, since the last look and while so much time passes."""
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
    page = visit(reduced_motion="reduce")
    page.clock.install()
    ask(page, code)
    timer = page.get_by_role("timer")
    timer.wait_for()
    page.clock.fast_forward(30_000)
    expect(timer).to_have_text(re.compile("^3[0-9] seconds so far"))
    page.clock.fast_forward(60_000)
    expect(page.locator(".ruler [data-span]")).to_have_text("120")
    ruler, needle = page.locator(".expose .ruler").bounding_box(), page.locator(".needle").bounding_box()
    assert ruler
    assert needle
    assert ruler["x"] < needle["x"] < ruler["x"] + ruler["width"]


def test_the_seam_goes_where_the_keyboard_or_the_hand_puts_it(visit: Callable[..., Page], code: str) -> None:
    page = visit(reduced_motion="reduce")
    ready(page, code)
    expect(page.locator(".seam")).to_be_hidden()
    tab_to(page, "Picture")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Both")).to_be_checked()
    page.keyboard.press("Shift+Tab")
    seam = page.get_by_role("slider", name="Seam between drawing and picture")
    expect(seam).to_be_focused()
    assert page.evaluate("getComputedStyle(document.querySelector('.compare')).outlineStyle") == "solid"
    page.keyboard.press("End")
    expect(seam).to_have_attribute("aria-valuetext", "100 % drawing, 0 % picture")
    assert clip_of(page) == "inset(0px 0px 0px 100%)"
    page.keyboard.press("ArrowLeft")
    expect(seam).to_have_attribute("aria-valuetext", "99 % drawing, 1 % picture")
    frame = page.locator(".compare").bounding_box()
    assert frame
    page.mouse.move(frame["x"] + frame["width"] / 2, frame["y"] + 100)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 4, frame["y"] + 100)
    page.mouse.up()
    drawn = re.fullmatch(r"(\d+) % drawing.*", seam.get_attribute("aria-valuetext") or "")
    assert drawn
    assert abs(int(drawn[1]) - 25) <= 3


def clip_of(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('.compare .picture')).clipPath"))


def test_without_a_script_three_radios_compare_and_no_handle_is_shown_in_vain(
    visit: Callable[..., Page], code: str
) -> None:
    page = visit(javascript=False, reduced_motion="reduce")
    ready(page, code)
    for value, clip in (("both", "50%"), ("drawing", "100%"), ("picture", "0%")):
        page.locator(f".hit:has(> [value={value}])").click()
        assert clip_of(page).endswith(f" {clip})")
    expect(page.get_by_role("slider")).to_have_count(0)


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_a_picture_fades_in_unless_motion_is_unwelcome(
    visit: Callable[..., Page], code: str, motion: str, moves: bool
) -> None:
    page = visit(reduced_motion=motion)
    ready(page, code)
    named = "getComputedStyle(document.querySelector('.compare .picture')).animationName"
    assert page.evaluate(named) == ("arrive" if moves else "none")


def test_views_are_changed_in_place_and_the_address_follows(visit: Callable[..., Page], code: str) -> None:
    page = visit()
    ready(page, code)
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Rear", exact=True).press("Enter")
    expect(page.get_by_role("button", name=ASK)).to_be_visible()
    expect(page.get_by_role("link", name="Rear", exact=True)).to_be_focused()
    expect(page.get_by_role("link", name="Side , picture ready")).to_be_visible()
    assert page.url.endswith("?view=rear#render")
    assert page.evaluate("window.same")
    page.reload()
    expect(page.get_by_role("link", name="Rear", exact=True)).to_have_attribute("aria-current", "true")


def test_a_picture_that_cannot_be_fetched_leaves_the_drawing_and_says_so(
    visit: Callable[..., Page], shop: Server, code: str
) -> None:
    page = visit(tolerate="404")
    page.route("**/picture", lambda route: route.fulfill(status=404))
    ready_frame = page.locator(".compare")
    ask(page, code)
    ready_frame.wait_for(timeout=20_000)
    expect(page.get_by_text("The picture can't be fetched just now")).to_be_visible()
    expect(page.locator(".compare .picture")).to_be_hidden()
    assert page.evaluate("document.querySelector('.compare .drawing').naturalWidth") > 0


def test_when_the_server_is_gone_nothing_is_asked_for_and_the_page_says_so(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    page = visit(tolerate="ERR_FAILED")
    page.route("**/car/*/renders", lambda route: route.abort())
    before = len(openai.calls)
    ask(page, code)
    expect(page.get_by_text("We can't be reached just now.")).to_be_visible()
    expect(page.get_by_role("button", name=ASK)).to_be_visible()
    page.unroute("**/car/*/renders")
    page.get_by_role("button", name=ASK).click()
    page.locator("[data-picture]").wait_for(timeout=20_000)
    assert len(openai.calls) == before + 1


@pytest.mark.parametrize("state", ["not asked", "drawn", "ready", "both", "refused", "failed"])
def test_every_state_is_accessible_in_every_light_and_fits_every_screen(
    visit: Callable[..., Page], openai: OpenAIServer, code: str, state: str
) -> None:
    openai.behave({"drawn": "hang", "refused": "moderation", "failed": "cut"}.get(state, "ready"))
    page = visit(reduced_motion="reduce")
    page.goto(f"/car/{code}?view=side#render")
    if state != "not asked":
        page.get_by_role("button", name=ASK).click()
        shown = {"drawn": "in_progress", "both": "ready"}.get(state, state)
        page.locator(f"[data-state={shown}]").wait_for(timeout=20_000)
    if state == "both":
        page.locator(".hit:has(> [value=both])").click()
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_no_axe_violations(page)


def test_in_forced_colours_ruler_needle_and_seam_can_still_be_seen(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    openai.behave("held")
    page = visit(forced_colors="active")
    ask(page, code)
    page.locator(".needle").wait_for()
    style = "(name) => [getComputedStyle(document.querySelector(name)).backgroundColor, document.body].map(String)[0]"
    assert page.evaluate(style, ".needle") not in ("rgba(0, 0, 0, 0)", page.evaluate(style, ".say"))
    assert "gradient" in page.evaluate("getComputedStyle(document.querySelector('.scale')).backgroundImage")
    openai.released.set()
    page.locator("[data-picture]").wait_for(timeout=20_000)
    page.locator(".hit:has(> [value=both])").click()
    assert page.evaluate(style, ".seam") == "rgb(255, 255, 255)"


def test_targets_are_large_enough_for_fingers(visit: Callable[..., Page], code: str) -> None:
    page = visit(size=(390, 844))
    ready(page, code)
    for target, height in product(page.locator("#render a:visible, #render label:visible").all(), (42,)):
        box = target.bounding_box()
        assert box
        assert box["height"] >= height, target.inner_text()


@pytest.mark.parametrize("fullest", [False, True], ids=["usual", "fullest"])
def test_on_paper_the_picture_is_there_and_it_is_still_one_sheet(
    visit: Callable[..., Page], code: str, fullest: bool
) -> None:
    page = visit()
    ready(page, fullest_car() if fullest else code)
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="Picture by AI")).to_be_visible()
    expect(page.get_by_role("img", name="interior view")).to_be_visible()
    for left_out in (page.get_by_role("link", name="Download"), page.locator(".render-views"), page.locator(".under")):
        expect(left_out).to_be_hidden()


def test_where_there_is_no_picture_paper_has_no_word_of_it(visit: Callable[..., Page], code: str) -> None:
    page = visit()
    page.goto(f"/car/{code}")
    page.emulate_media(media="print")
    expect(page.locator(".rendered")).to_be_hidden()


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
    page.get_by_role("link", name="Keep changing it").first.click()
    page.locator(".hit:has(> #feature-sport-chrono)").click()
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


def test_pictures_that_another_server_keeps_are_shown(
    open_page: Browsing, server: Callable[..., Server], openai: OpenAIServer, tmp_path: Path
) -> None:
    """PICTURES_URL is another origin: the policy lets it in, for pictures alone."""
    folder = tmp_path / "data/renders"
    folder.mkdir(parents=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as elsewhere:
        Thread(target=elsewhere.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{elsewhere.server_port}"
        here = server(**environment_of(openai, PICTURES_URL=address, DATA_DIR=str(tmp_path / "data")))
        page = open_page(url=here.url, tolerate="^foreign: ")
        ready(page, code_of())
        assert page.evaluate("document.querySelector('[data-picture]').naturalWidth") > 0
        elsewhere.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_every_made_up_state_on_the_page_of_patterns_is_accessible_and_fits(page: Page) -> None:
    page.goto("/patterns")
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
