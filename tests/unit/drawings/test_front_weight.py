"""The drawings from the front stay light, because a page loads one with its part of the kit."""

import re
from typing import Final

import brotli
import pytest

from configurator.drawings.arts import ARTS
from configurator.drawings.fragments import exterior, fragment
from configurator.drawings.svg import car_markup

MOST_BYTES: Final = 10_000
MOST_BLURS: Final = 3
"""Most of the time for a picture goes into blurs: the floor's mirror, the shadow and the light on the paint."""


def compressed(markup: str) -> int:
    return len(brotli.compress(markup.encode(), quality=11))


@pytest.mark.parametrize("art", ARTS)
def test_a_front_with_its_kit_is_at_most_ten_kilobytes(art: str) -> None:
    assert compressed(fragment("front/kit")) + compressed(exterior(art, "front")) <= MOST_BYTES


@pytest.mark.parametrize("art", ARTS)
def test_a_front_blurs_few_groups(art: str) -> None:
    assert exterior(art, "front").count("filter=") <= MOST_BLURS


def test_what_is_blurred_has_narrow_margins() -> None:
    regions = re.findall(r'<filter [^>]*width="(\d+)%" height="(\d+)%"', fragment("front/kit"))

    assert len(regions) == fragment("front/kit").count("<filter")
    assert all(int(width) <= 110 and int(height) <= 130 for width, height in regions)


@pytest.mark.parametrize("art", ARTS)
def test_a_front_loads_nothing_and_has_no_text(art: str) -> None:
    front = car_markup(art, "front")

    assert not re.search(r"https?:|//|<(image|text|style|script|foreignObject)\b", front)
    assert not re.search(r'NaN|nan|d=""', front)
