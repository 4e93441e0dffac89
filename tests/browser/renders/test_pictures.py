"""A finished render in a browser: beside the drawing, in forced colours, printed, and when it can't be loaded."""

import re
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from configurator.demo.openai_server import OpenAIServer
from tests.browser.car.test_summary import fullest_car
from tests.support.browser import Browsing, boxes_of
from tests.support.journey import pick, tab_to
from tests.support.pages import code_of
from tests.support.processes import Server
from tests.support.render_journey import ask, ready
from tests.support.renders import environment_of


def test_the_seam_goes_where_the_keyboard_or_the_hand_puts_it(visit: Callable[..., Page], code: str) -> None:
    page = visit()
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
    page = visit(javascript=False)
    ready(page, code)
    for value, clip in (("both", "50%"), ("drawing", "100%"), ("picture", "0%")):
        pick(page, f"[value={value}]")
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


def test_a_picture_that_cannot_be_fetched_leaves_the_drawing_and_says_so(
    visit: Callable[..., Page], shop: Server, code: str
) -> None:
    page = visit(tolerate="404")
    page.route("**/picture", lambda route: route.fulfill(status=404))
    ready_frame = page.locator(".compare")
    ask(page, code)
    ready_frame.wait_for()
    expect(page.get_by_text("The picture can't be loaded at the moment")).to_be_visible()
    expect(page.locator(".compare .picture")).to_be_hidden()
    assert page.evaluate("document.querySelector('.compare .drawing').naturalWidth") > 0


def test_pictures_that_another_server_keeps_are_shown(
    open_page: Browsing, server: Callable[..., Server], openai: OpenAIServer, tmp_path: Path
) -> None:
    """PICTURES_URL is another origin: the content security policy allows it for pictures only."""
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


def test_in_forced_colours_ruler_needle_and_seam_can_still_be_seen(
    visit: Callable[..., Page], openai: OpenAIServer, code: str
) -> None:
    openai.behave("held")
    page = visit(forced_colors="active")
    ask(page, code)
    page.locator(".needle").wait_for()
    style = "(name) => [getComputedStyle(document.querySelector(name)).backgroundColor, document.body].map(String)[0]"
    assert page.evaluate(style, ".needle") not in ("rgba(0, 0, 0, 0)", page.evaluate(style, ".progress-text"))
    assert "gradient" in page.evaluate("getComputedStyle(document.querySelector('.scale')).backgroundImage")
    openai.released.set()
    page.locator("[data-picture]").wait_for()
    pick(page, "[value=both]")
    assert page.evaluate(style, ".seam") == "rgb(255, 255, 255)"


def test_targets_are_large_enough_for_fingers(visit: Callable[..., Page], code: str) -> None:
    page = visit(size=(390, 844))
    ready(page, code)
    for box, text in boxes_of(page.locator("#render a:visible, #render label:visible")):
        assert box["height"] >= 42, text


@pytest.mark.parametrize("fullest", [False, True], ids=["usual", "fullest"])
def test_on_paper_the_picture_is_there_and_there_is_still_one_sheet_besides_the_equipment(
    visit: Callable[..., Page], code: str, fullest: bool
) -> None:
    page = visit()
    ready(page, fullest_car() if fullest else code)
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 2
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
