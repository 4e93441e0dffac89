"""What the configurator shows on screens of all kinds: low ones, wide ones, a kiosk held upright."""

from itertools import combinations

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.support.browser import Browsing, boxes_of
from tests.support.journey import CARRERA
from tests.support.pages import code_of

LOW = [(640, 360), (844, 390)]
CONFLICT = code_of(features=("bose", "burmester"))
ANY = [(390, 844), (768, 1024), (960, 800), (1080, 1920), (1440, 900), (1920, 1080)]
STAGES = [*ANY[1:], (720, 1024), (800, 700), (900, 700), (999, 800), (1024, 768), (1180, 820), (1280, 720), (1366, 768)]
SIZED = pytest.mark.parametrize("size", ANY, ids=str)
REM = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
LONG_CHANGE = "document.getElementById('model-911-gt3').click()"
"""From a car with ceramic brakes and BOSE: other wheels come with it."""


def opened(open_page: Browsing, size: tuple[int, int], path: str = CARRERA) -> Page:
    page = open_page(size=size, reduced_motion="reduce")
    page.goto(path)
    page.evaluate("document.fonts.ready")
    return page


def boxes(page: Page, selector: str) -> list[FloatRect]:
    found = [element.bounding_box() for element in page.locator(selector).all()]
    return [box for box in found if box and box["width"] > 1]


def overlap(one: FloatRect, other: FloatRect) -> bool:
    """By more than the foot of a tyre."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 4 and down > 4


def starts(page: Page, selector: str) -> list[int]:
    return [round(element.bounding_box()["x"]) for element in page.locator(selector).all()]  # type: ignore[index]


@pytest.mark.parametrize("size", LOW, ids=str)
def test_on_a_low_screen_the_name_stands_above_the_roof_and_nothing_covers_the_index(
    open_page: Browsing, size: tuple[int, int]
) -> None:
    page = opened(open_page, size)
    above = page.evaluate(
        """() => {
            const name = document.querySelector(".paint-name").getBoundingClientRect();
            const shapes = [...document.querySelectorAll("#side-view .k-p")];
            const painted = shapes.map((part) => part.getBoundingClientRect());
            return (Math.min(...painted.filter((box) => box.height).map((box) => box.top)) - name.top) / name.height;
        }"""
    )
    assert above > 0.6, "the car hides the name"
    index, thumb = page.locator("#index").bounding_box(), page.locator(".total-bar").bounding_box()
    assert index
    assert thumb
    assert index["y"] + index["height"] <= thumb["y"] + 1


@pytest.mark.parametrize("size", LOW, ids=str)
def test_on_a_low_screen_index_and_total_stay_and_most_of_it_is_for_the_options(
    open_page: Browsing, size: tuple[int, int]
) -> None:
    page = opened(open_page, size)
    for section in ("paint", "extras"):
        page.locator(f"#{section}").evaluate("element => element.scrollIntoView()")
        for shown in ("#index", "#total .amount", f"#{section} h2"):
            expect(page.locator(shown)).to_be_in_viewport(ratio=1)
        index, thumb = page.locator("#index").bounding_box(), page.locator(".total-bar").bounding_box()
        assert index
        assert thumb
        assert thumb["y"] - index["y"] - index["height"] > size[1] * 0.6


@SIZED
def test_a_long_change_is_told_whole_and_the_index_stands_still(open_page: Browsing, size: tuple[int, int]) -> None:
    page = opened(open_page, size, f"{CARRERA}&feature=bose&feature=pccb")
    before = starts(page, "#index a") if size[0] >= 720 else []
    page.evaluate(LONG_CHANGE)
    expect(page.locator("#total .words")).to_have_text(
        "911 GT3 instead of 911 Carrera, GT3 centre-lock wheels (track tyres) instead of Carrera (summer)"
    )
    for part in ("#total .words", "#total a.link-button", "#total .amount"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    cut = "nodes => nodes.filter((node) => node.scrollWidth > node.clientWidth).map((node) => node.className)"
    assert page.locator("#total .message, #total .words, #total .sum").evaluate_all(cut) == []
    assert not before or starts(page, "#index a") == before


def test_no_name_in_the_index_is_cut_where_it_does_not_scroll(open_page: Browsing) -> None:
    page = opened(open_page, STAGES[0], "/configure?model=panamera-turbo-s-e-hybrid&color=gentian-blue-satin")
    for width, height in [(720, 1024), *STAGES]:
        page.set_viewport_size({"width": width, "height": height})
        # Half a line more than the box is the space below the last line's letters.
        cut = """nodes => nodes.filter((node) => node.scrollWidth > node.clientWidth
            || node.scrollHeight > node.clientHeight + parseFloat(getComputedStyle(node).lineHeight) / 2
        ).map((node) => node.textContent)"""
        assert page.locator("#index .v").evaluate_all(cut) == [], f"{width} px"


def test_the_first_view_marks_the_model_in_the_index(open_page: Browsing) -> None:
    page = opened(open_page, ANY[0])
    current = page.locator("#index [aria-current]")
    for width, height in ANY:
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        expect(current).to_contain_text("Model")
        page.locator("#extras").evaluate("element => element.scrollIntoView()")
        expect(current).to_contain_text("Extras")
        page.evaluate("scrollTo(0, 0)")
        expect(current).to_contain_text("Model")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_letters_are_gone_before_the_edge_could_cut_them(open_page: Browsing, motion: str) -> None:
    page = open_page(size=(1440, 900), reduced_motion=motion)
    page.goto(CARRERA)
    expect(page.locator(".paint-name")).to_have_css("opacity", "1")
    page.evaluate("scrollTo({top: 600, behavior: 'instant'})")
    expect(page.locator(".paint-name")).to_have_css("opacity", "0")


@pytest.mark.parametrize("size", [(390, 844), (1440, 900)], ids=str)
def test_nothing_veils_the_car_while_the_page_loads(open_page: Browsing, size: tuple[int, int]) -> None:
    page = open_page(size=size)
    page.add_init_script(
        "window.faded = [];"
        "addEventListener('transitionrun', ({propertyName, target}) =>"
        " propertyName === 'opacity' && faded.push(target.className));"
    )
    for _ in range(2):
        page.goto(CARRERA)
        expect(page.locator("#index [aria-current]")).to_be_visible()
        assert page.evaluate("faded") == []


def test_what_stands_below_each_other_begins_on_one_line(open_page: Browsing) -> None:
    page = opened(open_page, ANY[0], f"{CARRERA}&feature=bose&feature=burmester")
    for size in ANY:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        line = starts(page, "#model h2")
        assert starts(page, "#index a:first-child .k") == line, size
        assert starts(page, ".rows .box")[:1] == line, size
        if size[0] < 900:
            assert starts(page, "#total .link-button .ic") == starts(page, "#total .amount") == line, size


@pytest.mark.parametrize("model", ["panamera-turbo-s-e-hybrid", "cayenne-turbo-gt", "718-spyder-rs"])
def test_neither_name_nor_controls_stand_on_a_wheel(open_page: Browsing, model: str) -> None:
    page = opened(open_page, STAGES[0], f"/configure?model={model}")
    for size in STAGES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        wheels = boxes(page, "#side-view defs use[href^='#k-wheel-'], #side-view [id$=-wheels] > use")
        told = boxes(page, ".corner h1, .corner p, .corner.end > *")
        assert len(wheels) == 2, size
        assert len(told) >= 4, size
        assert not [(size, one, wheel) for one in told for wheel in wheels if overlap(one, wheel)]
        assert not [(size, one, other) for one, other in combinations(told, 2) if overlap(one, other)]


@pytest.mark.parametrize("path", [f"{CARRERA}&feature=bose&feature=burmester", f"/car/{CONFLICT}"])
def test_a_notice_is_no_wider_than_can_be_read(open_page: Browsing, path: str) -> None:
    page = opened(open_page, (1920, 1080), path)
    box = page.locator(".notice").bounding_box()
    assert box
    assert box["width"] <= 78 * page.evaluate(REM)


@pytest.mark.parametrize("size", [(768, 1024), (1080, 1920)], ids=str)
def test_models_stand_in_two_columns_where_three_would_be_narrow(open_page: Browsing, size: tuple[int, int]) -> None:
    page = opened(open_page, size)
    assert len(set(starts(page, ".models .tile"))) == 2


def test_a_kiosk_held_upright_tells_what_delivery_costs(open_page: Browsing) -> None:
    page = opened(open_page, (1080, 1920))
    expect(page.locator("#total .delivery")).to_be_in_viewport(ratio=1)


def test_an_option_for_other_models_has_its_name_above_what_is_said_of_it(open_page: Browsing) -> None:
    page = opened(open_page, (1440, 900))
    for part in ("tile", "row"):
        names = boxes_of(page.locator(f".{part}:has(:disabled) .n"))
        notes = boxes_of(page.locator(f".{part}:has(:disabled) .price"))
        for (name, text), (note, _) in zip(names, notes, strict=True):
            assert name["y"] + name["height"] <= note["y"] + 1, text


def test_figures_are_never_smeared_into_a_bold_that_their_type_lacks(open_page: Browsing) -> None:
    page = opened(open_page, (1440, 900))
    weights = "nodes => [...new Set(nodes.map((node) => getComputedStyle(node).fontWeight))]"
    assert page.locator(".fig").evaluate_all(weights) == ["400"]
