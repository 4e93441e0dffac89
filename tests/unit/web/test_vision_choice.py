"""Which paths the lens form may lead back to, and how labels fit on the lightness scale."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.web.pages.colour_vision.choice import safe_path
from configurator.web.pages.colour_vision.comparison import compare_rules
from configurator.web.pages.colour_vision.presenters import Mark, lightness_scale
from tests.support.catalogues import OURS
from tests.support.palettes import LINES, palette


@pytest.mark.parametrize(
    "path", ["/", "/configure?model=911-carrera&color=chalk#paint", "/car/F9F7-EPWE-FJET", "/colour-vision?back=%2F"]
)
def test_a_path_of_ours_is_where_one_returns_to(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "configure",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/ /evil.example",
        "https://evil.example/",
        "https:evil.example",
        "//[",
        "javascript:alert(1)",
        "/\r\nSet-Cookie: a=b",
        "/\x00",
    ],
)
def test_any_other_address_leads_home(path: str | None) -> None:
    assert safe_path(path) == "/"


@given(st.text())
def test_no_text_leads_to_another_site(text: str) -> None:
    path = safe_path(text)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert path.isprintable()


@pytest.mark.parametrize("line", LINES)
def test_the_scale_has_every_paint_from_dark_to_light_and_names_the_easy_ones(line: str) -> None:
    shown = palette("achromat", line)
    marks = lightness_scale(shown, chosen=shown.close[0].swatch.id)
    assert sorted(mark.name for mark in marks) == sorted(seen.swatch.name for seen in shown.entries)
    assert [mark.lightness for mark in marks] == sorted(mark.lightness for mark in marks)
    named = {mark.label for mark in marks if not mark.is_minor}
    assert named == {seen.swatch.name for seen in shown.easy} | {f"Yours: {shown.close[0].swatch.name}"}


@pytest.mark.parametrize("line", LINES)
def test_labels_in_one_lane_never_touch(line: str) -> None:
    shown = palette("achromat", line)
    for chosen in shown.entries:
        labelled = [mark for mark in lightness_scale(shown, chosen.swatch.id) if not mark.is_minor]
        for width, lane_of in ((288, narrow_lane), (656, wide_lane)):
            for lane in {lane_of(mark) for mark in labelled}:
                spans = sorted(mark.span(width) for mark in labelled if lane_of(mark) == lane)
                assert all(one[1] < other[0] for one, other in pairwise(spans))


def narrow_lane(mark: Mark) -> int:
    return mark.narrow_lane


def wide_lane(mark: Mark) -> int:
    return mark.wide_lane


@pytest.mark.parametrize("line", LINES)
def test_the_stylesheet_has_as_many_lanes_as_labels_need(line: str) -> None:
    shown = palette("achromat", line)
    marks = [mark for chosen in shown.entries for mark in lightness_scale(shown, chosen.swatch.id)]
    assert max(map(wide_lane, marks)) <= 4
    assert max(map(narrow_lane, marks)) <= 6


def test_each_half_of_the_car_can_have_every_paint() -> None:
    rules = compare_rules(OURS.paints)
    for paint in OURS.paints:
        assert rules.count(f'[value="{paint.id}"]') == 2
        assert f"--paint:{paint.hex}" in rules
