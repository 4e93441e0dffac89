"""Which paths the lens form may lead back to, and the CSS of the comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.web.pages.colour_vision.choice import safe_path
from configurator.web.pages.colour_vision.comparison import compare_rules
from tests.support.catalogues import OURS


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


def test_each_half_of_the_car_can_have_every_paint() -> None:
    rules = compare_rules(OURS.paints)
    for paint in OURS.paints:
        assert rules.count(f'[value="{paint.id}"]:checked) .half') == 2
        assert f"--paint:{paint.hex}" in rules
