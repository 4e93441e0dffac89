"""The paints that the lenses show."""

import colorsys
from dataclasses import replace

from configurator.web.lens import lens_paints
from tests.unit.catalogues import OURS


def test_they_are_vivid_and_go_once_around_the_colour_circle() -> None:
    paints = lens_paints(OURS)
    assert [paint.short for paint in paints[:5]] == [
        "Lava Orange",
        "Racing Yellow",
        "Python Green",
        "Signal Green",
        "Shark Blue",
    ]
    hues = [colorsys.rgb_to_hls(*(byte / 255 for byte in bytes.fromhex(paint.hex[1:])))[0] for paint in paints]
    assert hues == sorted(hues)
    assert len(paints) == 8


def test_a_catalogue_of_one_paint_has_a_lens_too() -> None:
    assert lens_paints(replace(OURS, paints=OURS.paints[:1])) == OURS.paints[:1]
