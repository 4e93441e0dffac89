"""The tools of the header: in reach at every size, told apart by icon and caption, and the light in force marked."""

from playwright.sync_api import Locator, Page, expect

from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import Browsing, boxes_of
from tests.support.journey import CARRERA
from tests.support.pages import code_of

SIZES = ((320, 700), (390, 844), (768, 1024), (1024, 768), (1440, 900), (1920, 1080))
PAGES = ("/", CARRERA, f"/car/{code_of()}", f"/car/{code_of()}/compare", f"/you?code={code_of()}")


def icons(page: Page, inside: str) -> set[str]:
    names = "uses => uses.map(use => use.getAttribute('href').split('#')[1])"
    return set(page.locator(f"{inside} use").evaluate_all(names))


def marked(page: Page) -> list[str]:
    """The lights whose option is filled."""
    return page.locator(".light label").evaluate_all(  # type: ignore[no-any-return]
        """labels => labels.filter(label => getComputedStyle(label).backgroundColor !== "rgba(0, 0, 0, 0)")
                           .map(label => label.control.value)"""
    )


def overlaps(one: Locator, other: Locator) -> bool:
    [(a, _)], [(b, _)] = boxes_of(one), boxes_of(other)
    is_beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    return not (is_beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"])


def test_no_tool_touches_the_logo_or_another_one_and_all_are_large_enough(open_page: Browsing) -> None:
    page = open_page(reduced_motion="reduce")
    for path in PAGES:
        page.goto(path)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            logo = page.locator(".top .logo").bounding_box()
            assert logo
            right = logo["x"] + logo["width"] + 4
            tools = page.locator(".top .tools > :is(.btn, .light, .seen-by)")
            for box, name in boxes_of(tools):
                assert box["x"] >= right - 0.5, (path, width, name)
                assert box["x"] + box["width"] <= width, (path, width, name)
                assert min(box["width"], box["height"]) >= 44, (path, width, name)
                right = box["x"] + box["width"]


def test_own_eyes_and_other_eyes_have_other_icons_and_captions(open_page: Browsing) -> None:
    page = open_page(size=(390, 844))
    page.goto(f"/car/{code_of()}")
    own, others = page.locator(".top .btn:has-text('Colour vision')"), page.locator(".seen-by")
    assert icons(page, ".top .btn:has-text('Colour vision')") == {"eye"}
    assert icons(page, ".seen-by") == {"glasses"}
    expect(own.locator(".short")).to_be_visible()
    expect(own).to_contain_text("Vision: typical")
    expect(others.get_by_text("Seen by", exact=True)).to_be_visible()


def test_home_leads_to_the_choice_from_its_top(open_page: Browsing) -> None:
    page = open_page(size=(390, 844))
    page.goto("/")
    link = page.get_by_role("link", name="Colour vision: typical")
    expect(link).to_be_in_viewport(ratio=1)
    link.click()
    page.locator(".lens-option:has([value=tritan])").click()
    page.get_by_role("button", name="Sort the paints for me").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("link", name="Colour vision: tritan")).to_be_visible()


def test_scrolled_away_the_header_leaves_saving_and_vision_in_reach_beside_the_car(open_page: Browsing) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto(CARRERA)
    tools = page.locator(".compact-tools")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        expect(tools).to_be_hidden()
        page.evaluate("scrollTo(0, 1500)")
        for name in ("Colour vision: typical", "Save"):
            tool = tools.get_by_role("button", name=name)
            expect(tool).to_be_in_viewport(ratio=1)
            assert not overlaps(tool, page.locator("#side-view"))
            assert not overlaps(tool, page.locator(".review"))
            assert not overlaps(tool, page.locator("#total .amount"))
    assert_no_axe_violations(page)
    tools.get_by_role("button", name="Save").click()
    page.wait_for_url("**/you?code=*")


def test_the_vision_that_is_in_reach_while_scrolled_opens_the_lenses(open_page: Browsing) -> None:
    page = open_page(size=(390, 844), reduced_motion="reduce")
    page.goto(CARRERA)
    page.evaluate("scrollTo(0, 2000)")
    page.locator(".compact-tools").get_by_role("button", name="Colour vision").click()
    expect(page.get_by_role("heading", name="How do you see colour?")).to_be_in_viewport()


def test_the_light_of_the_device_is_marked_before_any_choice_without_a_script(open_page: Browsing) -> None:
    page = open_page(javascript=False)
    page.goto("/")
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="light")
        assert marked(page) == ["day"]
        page.emulate_media(color_scheme="dark")
        assert marked(page) == ["night"]
        page.emulate_media(color_scheme="light", forced_colors="active")
        [fill, other] = page.locator(".light label").evaluate_all(
            "labels => labels.map(label => getComputedStyle(label).backgroundColor)"
        )
        assert fill != other
        page.emulate_media(forced_colors="none")


def test_on_a_phone_any_touch_of_the_switch_chooses_the_other_light(open_page: Browsing) -> None:
    page = open_page(size=(390, 844), color_scheme="light")
    page.goto("/")
    for expected in ("night", "day", "night"):
        page.locator(".light .seg").click(position={"x": 8, "y": 20})
        assert marked(page) == [expected]
    page.reload()
    assert marked(page) == ["night"]
    page.locator("#light-night").focus()
    page.keyboard.press("ArrowLeft")
    assert marked(page) == ["day"]
    expect(page.locator("#light-day")).to_be_focused()
