"""The home page and the field for a code, in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Browsing, boxes_of
from tests.support.journey import WIDTHS, assert_accessible_in_every_light, assert_fits_every_width
from tests.support.pages import OURS, code_of


def test_every_line_leads_to_its_configurator(page: Page) -> None:
    for line in OURS.lines:
        page.goto("/")
        page.locator(f"#line-{line.id}").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(OURS.models_of(line.id)[0].name)


def test_all_cars_of_a_row_stand_on_one_line_at_one_scale(page: Page) -> None:
    page.goto("/")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [box for car in page.locator(".line-card .k-car").all() if (box := car.bounding_box())]
        feet: dict[int, list[float]] = {}
        for row, box in zip(_rows(page), boxes, strict=True):
            feet.setdefault(row, []).append(box["y"] + box["height"])
        assert all(max(row) - min(row) < 1 for row in feet.values()), width
        scales = [box["width"] / other["width"] for box, other in zip(boxes, [boxes[0]] * len(boxes), strict=True)]
        lengths = [line.length_mm for line in OURS.lines]
        # The drawings' frames add the same margins to every length.
        assert scales == pytest.approx([(length + 450) / (lengths[0] + 450) for length in lengths], abs=0.03), width


def _rows(page: Page) -> list[int]:
    return [round(item.bounding_box()["y"]) for item in page.locator(".lineup > li").all()]  # type: ignore[index]


def test_no_name_is_cut_off_by_the_wall_above_it(page: Page) -> None:
    page.goto("/")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        walls, names = boxes_of(page.locator(".line-card .wall")), boxes_of(page.locator(".line-card .name"))
        for (wall, _), (name, text) in zip(walls, names, strict=True):
            assert name["y"] >= wall["y"] - 1, (width, text)


def test_no_roof_hides_the_tail_of_a_letter(page: Page) -> None:
    """Else Taycan reads as Tavcan."""
    page.goto("/")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        hidden = page.evaluate(
            """() => [...document.querySelectorAll(".line-card:has(.has-descender)")].map((bay) => {
                const name = bay.querySelector(".name"), foot = name.getBoundingClientRect().bottom;
                const painted = [...bay.querySelectorAll(".k-p")].map((part) => part.getBoundingClientRect());
                const roof = Math.min(...painted.filter((box) => box.height).map((box) => box.top));
                return (foot - roof) / parseFloat(getComputedStyle(name).fontSize);
            })"""
        )
        assert len(hidden) == 2
        assert max(hidden) < -0.05, width


def test_no_word_stands_alone_on_the_last_of_its_lines(page: Page) -> None:
    page.goto("/")
    page.set_viewport_size({"width": 768, "height": 1024})
    sentences = ".tagline, .card-text > .small"
    assert page.locator(sentences).count() >= len(OURS.lines)
    alone = page.evaluate(
        """(sentences) => [...document.querySelectorAll(sentences)].filter((said) => {
            const text = said.firstChild, range = document.createRange();
            const lines = [...text.data.matchAll(/[^ ]+/g)].map((word) => {
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                return range.getBoundingClientRect().top;
            });
            return lines.at(-1) - lines.at(-2) > 2;
        }).map((said) => said.textContent)""",
        sentences,
    )
    assert alone == []


def test_a_code_is_typed_in_any_way_and_opens_its_car(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Been here before? Enter your code").fill(code_of().replace("-", " ").lower())
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/car/{code_of()}$"))


def test_a_wrong_code_waits_in_its_field_to_be_put_right(open_page: Browsing) -> None:
    page = open_page(tolerate="status of 404")
    page.goto("/")
    page.get_by_label("Been here before? Enter your code").fill("K7M4-QX9P-2RTX")
    page.get_by_role("button", name="Open").click()
    field = page.get_by_label("Your code")
    expect(field).to_be_focused()
    expect(field).to_have_value("K7M4-QX9P-2RTX")
    expect(field).to_have_accessible_description(re.compile("wrong symbol"))
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)


def test_night_is_a_choice_that_the_next_page_knows(page: Page) -> None:
    page.goto("/")
    page.locator(".light .hit:has([value=night])").click()
    night = page.evaluate("getComputedStyle(document.body).color")
    page.goto("/open")
    assert page.evaluate("getComputedStyle(document.body).color") == night == "rgb(243, 243, 243)"


@pytest.mark.parametrize("path", ["/", "/open"])
def test_it_is_accessible_and_fits_every_screen(page: Page, path: str) -> None:
    page.goto(path)
    assert_accessible_in_every_light(page)
    assert_fits_every_width(page)
