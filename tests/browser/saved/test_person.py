"""The form about the person, in a browser: easy to fill in, never lost, and private."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from configurator.colour_vision.visions import Vision
from tests.support.browser import Browsing, boxes_of
from tests.support.journey import assert_accessible_in_every_light, assert_fits_every_width, fill_in, save
from tests.support.pages import RICH, code_of
from tests.support.palettes import PALETTES
from tests.support.processes import Server

CODE = code_of(features=RICH)
PATH = f"/you?code={CODE}"
BAD_REQUEST = "status of 400"


def send(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_only_the_name_is_required_and_the_browser_says_so_before_anything_is_sent(page: Page) -> None:
    page.goto(PATH)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    send(page)
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    assert "POST" not in sent
    expect(page.get_by_label("Rather not say")).to_have_count(2)
    for unasked in page.get_by_label("Rather not say").all():
        expect(unasked).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_own_words_are_asked_for_only_when_they_are_wanted(open_page: Browsing, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    page.goto(PATH)
    words = page.get_by_label("Your own words")
    expect(words).to_be_hidden()
    page.locator(".pill:has([value=own])").click()
    expect(words).to_be_visible()


def test_a_mistake_takes_the_visitor_to_its_field_with_everything_else_as_it_was(open_page: Browsing) -> None:
    page = open_page(tolerate=BAD_REQUEST)
    page.goto(PATH)
    fill_in(page, age="thirty", gender="Woman", vision="tritan")
    send(page)
    age = page.get_by_label("Age")
    expect(age).to_be_focused()
    expect(age).to_have_accessible_description(re.compile("whole years, from 0 to 150"))
    expect(age).to_have_value("thirty")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Quispe")
    expect(page.locator("[name=gender][value=Woman]")).to_be_checked()
    expect(page.locator("[name=vision][value=tritan]")).to_be_checked()
    expect(page).to_have_title(re.compile("^Please check"))


def test_two_windows_of_one_browser_ask_before_one_overwrites_the_other(open_page: Browsing) -> None:
    page = open_page(tolerate="status of 409")
    save(page, CODE)
    other = page.context.new_page()
    for window in (page, other):
        window.goto("/you")
    fill_in(page, "First")
    send(page)
    fill_in(other, "Second")
    send(other)
    expect(other.get_by_role("alert")).to_contain_text("You changed this in another window")
    expect(other.get_by_label("Name", exact=True)).to_have_value("Second")
    send(other)
    expect(other.get_by_role("heading", level=1)).to_have_text("Saved for Second")


def test_a_lost_session_costs_nothing_but_another_press(open_page: Browsing) -> None:
    page = open_page(tolerate=BAD_REQUEST)
    page.goto(PATH)
    fill_in(page, age="36")
    page.context.clear_cookies()
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(page.get_by_label("Age")).to_have_value("36")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved for Ada Quispe")


def test_nothing_about_the_person_leaves_the_form_but_in_its_body(
    open_page: Browsing, server: Callable[..., Server]
) -> None:
    running = server()
    page = open_page(url=running.url)
    told: list[str] = []
    page.on("request", lambda request: told.extend((request.url, request.all_headers().get("referer", ""))))
    page.on("framenavigated", lambda frame: told.append(frame.url))
    page.goto(PATH)
    fill_in(page, "Ada Quispe", age="143", gender="Non-binary", vision="achromat")
    send(page)
    page.wait_for_url("**/saved")
    page.get_by_role("link", name="Edit your details").click()
    page.get_by_role("link", name="Not now").click()
    page.go_back()
    page.goto("/saved")
    page.get_by_role("link", name="Change the car").click()
    cookies = [str(cookie["value"]) for cookie in page.context.cookies()]
    # As a number of its own: an id or a secret may contain these digits by chance.
    personal = re.compile(r"Quispe|binary|achromat|(?<![\w-])143(?![\w-])")
    for public in (*map(unquote, told), *cookies, running.output):
        assert not personal.search(public), public


def test_the_lenses_show_what_each_kind_of_eye_sees(page: Page) -> None:
    """Guards Red, the first band: red for most people, pinker with tritan vision, grey without colour vision."""
    page.goto(PATH)
    colours = {kind: _first_band(page, kind) for kind in ("typical", "protan", "deutan", "tritan", "achromat")}
    assert colours["typical"] == tuple(bytes.fromhex(PALETTES.bands(Vision())[0][1:]))
    red, green, blue = colours["achromat"]
    assert max(red, green, blue) - min(red, green, blue) <= 1
    for kind in ("protan", "deutan"):
        red, green, _ = colours[kind]
        assert abs(red - green) <= 1, "red and green look the same to them"
    assert colours["tritan"][2] > colours["typical"][2]


def _first_band(page: Page, kind: str) -> tuple[int, int, int]:
    """The colour of the pixel at the left of a lens, half way down."""
    lens = page.locator(f".vision:has([value={kind}]) .lens")
    shot = lens.screenshot(animations="disabled").hex()
    pixel: list[int] = page.evaluate(
        """async (hex) => {
            const bytes = Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
            const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
            const canvas = new OffscreenCanvas(image.width, image.height);
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            return [...context.getImageData(image.width * 0.14, image.height * 0.5, 1, 1).data].slice(0, 3);
        }""",
        shot,
    )
    return pixel[0], pixel[1], pixel[2]


def test_how_hard_colours_are_to_tell_apart_is_asked_of_types_that_have_severities(page: Page) -> None:
    page.goto(PATH)
    severity = page.get_by_role("group", name="How strongly?")
    for kind, is_asked in (("protan", True), ("achromat", False), ("tritan", True), ("typical", False), ("any", False)):
        page.locator(f".vision:has([value={kind}])").click()
        expect(severity).to_be_visible(visible=is_asked)
    page.locator(".vision:has([value=deutan])").click()
    severity.get_by_label("Mild").check()
    page.get_by_label("Name", exact=True).fill("Ada")
    send(page)
    expect(page.get_by_text("Red and green are hard to tell apart (mild)")).to_be_visible()


def test_the_chosen_answer_shows_without_colours_of_ours(open_page: Browsing) -> None:
    page = open_page(forced_colors="active")
    page.goto(PATH)
    page.locator(".vision:has([value=protan])").click()
    expect(page.locator(".vision:has([value=protan]) .tick")).to_be_visible()
    expect(page.locator(".vision:has([value=protan])")).to_have_css("outline-style", "solid")
    expect(page.locator(".vision:has([value=deutan]) .tick")).to_be_hidden()


def test_every_answer_is_a_target_for_a_finger(open_page: Browsing) -> None:
    page = open_page(size=(320, 700), has_touch=True)
    page.goto(PATH)
    for box, text in boxes_of(page.locator("main").locator(".hit, .btn, .input")):
        assert min(box["width"], box["height"]) >= 43.5, text


@pytest.mark.parametrize("state", ["fresh", "faulty"])
def test_it_is_accessible_and_fits_every_screen(open_page: Browsing, state: str) -> None:
    page = open_page(tolerate=BAD_REQUEST)
    page.goto(PATH)
    if state == "faulty":
        fill_in(page, age="old")
        page.locator(".pill:has([value=own])").click()
        page.get_by_label("Your own words").fill("w" * 64)
        send(page)
        expect(page.locator(".fault")).to_have_count(1)
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
