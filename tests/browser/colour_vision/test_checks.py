"""The checks that axe has no rule for bite: a good sample passes, and one fault makes just its own check fail."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.vision_checks import (
    assert_focus_is_outlined,
    assert_selection_needs_no_hue,
    assert_swatches_are_named,
    assert_swatches_have_a_neutral_edge,
)

STYLE = """
body { background: #f1f1f1; color: #000 }
label { display: inline-grid; padding: 8px; border: 2px solid transparent }
label:has(:checked) { border-color: #131313 }
:focus-visible { outline: 2px solid #131313 }
.sw { inline-size: 64px; block-size: 44px; border: 1px solid #767676 }
"""
OPTIONS = "".join(
    f'<label><input type="radio" name="color"{checked}>'
    f'<svg class="sw"><path d="M0 0h64v44H0z" fill="{tone}"/></svg><span class="name">{name}</span></label>'
    for name, tone, checked in (("Guards Red", "#ad1d2a", " checked"), ("Signal Green", "#1b8146", ""))
)

CHECKS = (
    assert_swatches_are_named,
    assert_swatches_have_a_neutral_edge,
    assert_selection_needs_no_hue,
    assert_focus_is_outlined,
)
HIDDEN_NAMES = (
    ".name { display: none } label:hover .name { display: inline }",
    ".name { visibility: hidden }",
    ".name { opacity: 0 }",
    ".name { color: transparent }",
    ".name { font-size: 0 }",
    ".name { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%) }",
)
# The same lightness as the ground, so that only hue tells.
HUE_ONLY = "label:has(:checked) { border-color: transparent; background: #ffe9ff } input { appearance: none }"
EDGELESS = (
    ".sw { border: 0 }",
    ".sw { border-color: #c9c9c9 }",
    ".sw { border-color: #a00000 }",
    ".sw { border-color: #76767640 }",
)
BARE = (":focus-visible { outline: none }", ":focus-visible { outline: 1px solid }")


def sample(page: Page, fault: str = "") -> Page:
    page.set_content(f"<!doctype html><style>{STYLE}{fault}</style>{OPTIONS}")
    return page


def fails(check: Callable[[Page], None], page: Page) -> bool:
    try:
        check(page)
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("check", CHECKS)
def test_a_sound_page_passes(page: Page, check: Callable[[Page], None]) -> None:
    check(sample(page))


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        *((assert_swatches_are_named, fault) for fault in HIDDEN_NAMES),
        *((assert_swatches_have_a_neutral_edge, fault) for fault in EDGELESS),
        (assert_selection_needs_no_hue, HUE_ONLY),
        *((assert_focus_is_outlined, fault) for fault in BARE),
    ],
)
def test_a_fault_fails_its_own_check_alone(page: Page, check: Callable[[Page], None], fault: str) -> None:
    sample(page, fault)
    assert [each for each in CHECKS if fails(each, page)] == [check]
