"""The lightness scale: where its labels stand, on every line and for every paint of the car."""

from collections.abc import Iterator
from itertools import permutations, product
from typing import NamedTuple

import pytest

from configurator.web.pages.colour_vision.lightness_scale import NARROW, WIDE, Mark, lightness_scale
from tests.support.palettes import LINES, palette


class Label(NamedTuple):
    """A label on a scale: the pixels from which and to which it reaches, and where its mark's line comes down."""

    text: str
    left: float
    right: float
    line: float
    lane: int


SCALES = ((WIDE, 4), (NARROW, 7))
"""A scale's width, and the lowest lane in the style sheet."""


def scales(line: str) -> Iterator[list[Mark]]:
    """The marks with labels, with each paint of the line on the car in turn."""
    shown = palette("achromat", line)
    for chosen in shown.entries:
        yield [mark for mark in lightness_scale(shown, chosen.swatch.id) if not mark.is_minor]


def labels(marks: list[Mark], width: int) -> list[Label]:
    found = []
    for mark in marks:
        place = mark.wide if width == WIDE else mark.narrow
        if place:
            line = mark.lightness / 100 * width
            found.append(Label(mark.label, line + place.shift, line + place.shift + mark.width, line, place.lane))
    return found


@pytest.mark.parametrize("line", LINES)
def test_the_scale_has_every_paint_from_dark_to_light_and_names_the_easy_ones(line: str) -> None:
    shown = palette("achromat", line)
    marks = lightness_scale(shown, chosen=shown.close[0].swatch.id)
    assert sorted(mark.name for mark in marks) == sorted(seen.swatch.name for seen in shown.entries)
    assert [mark.lightness for mark in marks] == sorted(mark.lightness for mark in marks)
    named = {mark.name for mark in marks if not mark.is_minor}
    assert named == {seen.swatch.name for seen in (*shown.easy, shown.close[0])}
    assert [mark.label for mark in marks if mark.is_chosen] == [f"Yours: {shown.close[0].swatch.name} ≈"]


@pytest.mark.parametrize("line", LINES)
def test_every_paint_with_a_look_alike_is_marked_as_close(line: str) -> None:
    shown = palette("achromat", line)
    marks = {mark.name: mark for mark in lightness_scale(shown, chosen="")}
    for seen in shown.entries:
        mark = marks[seen.swatch.name]
        assert bool(seen.look_alikes) == (mark.is_minor or mark.label.endswith("≈"))


@pytest.mark.parametrize(("line", "width"), list(product(LINES, (WIDE, NARROW))))
def test_no_line_of_a_mark_runs_through_a_label_and_no_two_labels_touch(line: str, width: int) -> None:
    for marks in scales(line):
        for label, other in permutations(labels(marks, width), 2):
            if other.lane > label.lane:
                assert not label.left + 1 < other.line < label.right - 1, (label, other)
            elif other.lane == label.lane:
                assert other.right < label.left or label.right < other.left, (label, other)


@pytest.mark.parametrize(("line", "scale"), list(product(LINES, SCALES)))
def test_a_label_stands_below_its_own_line_and_within_the_scale(line: str, scale: tuple[int, int]) -> None:
    width, lowest = scale
    for marks in scales(line):
        for label in labels(marks, width):
            assert -1 <= label.left <= label.line <= label.right <= width + 1, label
            assert label.lane <= lowest


@pytest.mark.parametrize("line", LINES)
def test_only_the_smallest_screens_may_leave_out_a_few_labels_and_never_that_of_the_car(line: str) -> None:
    for marks in scales(line):
        assert all(mark.wide for mark in marks)
        without = [mark for mark in marks if not mark.narrow]
        assert len(without) <= 3
        assert not [mark for mark in without if mark.is_chosen]
