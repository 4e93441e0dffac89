"""The width of paint names, and how they break into two lines."""

import pytest

from configurator.web.pages.text_width import in_two_lines, width_in_em


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Chalk", ("Chalk",)),
        ("Gentian Blue", ("Gentian", "Blue")),
        ("Vanadium Grey Satin", ("Vanadium", "Grey Satin")),
        ("Ruby Star Neo", ("Ruby", "Star Neo")),
    ],
)
def test_a_name_breaks_where_its_longer_line_is_shortest(name: str, lines: tuple[str, ...]) -> None:
    assert in_two_lines(name) == lines


def test_letters_that_the_font_lacks_count_as_wide() -> None:
    assert width_in_em("Ж") >= width_in_em("W")
