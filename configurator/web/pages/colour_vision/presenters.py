"""What the components for colour vision show: lenses, tiers and the lightness scale."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

from configurator.colour_vision.palettes import (
    LABELS,
    VISION_TYPES,
    Label,
    Palette,
    PaletteEntry,
    Palettes,
    Tier,
    VisionType,
)
from configurator.web.pages.configure.options import OptionControl

# In CSS pixels: the width of the scale on the smallest screen and on screens from 720, and of a letter of its labels.
_NARROW, _WIDE, _LETTER = 288, 656, 8.5


class Lens(NamedTuple):
    """A way of seeing, and eight paints as it shows them: #rrggbb from left to right."""

    kind: VisionType
    label: Label
    bands: tuple[str, ...]


class Mark(NamedTuple):
    """A paint on the scale at its lightness, 0 to 100. A minor mark has no label. Lanes count from the top.

    `is_chosen` marks the paint of the visitor's car.
    """

    name: str
    lightness: float
    is_minor: bool = False
    is_chosen: bool = False
    wide_lane: int = 0
    narrow_lane: int = 0

    @property
    def label(self) -> str:
        return f"Yours: {self.name}" if self.is_chosen else self.name

    def span(self, width: int) -> tuple[float, float]:
        """Where the label begins and ends on a scale of this width. It stays within the scale."""
        half = len(self.label) * _LETTER / 2
        middle = min(max(self.lightness / 100 * width, half), width - half)
        return middle - half, middle + half


class TierOptions(NamedTuple):
    """The options of a tier, in the palette's order, each with what it looks like."""

    tier: Tier
    options: tuple[tuple[OptionControl, PaletteEntry], ...]


def lenses(palettes: Palettes) -> tuple[Lens, ...]:
    return tuple(Lens(kind, LABELS[kind], palettes.bands(kind)) for kind in VISION_TYPES)


def lens_tones(palettes: Palettes | None) -> tuple[str, ...]:
    """The unchanged colours of the lens: CSS filters show them as others see them. Empty without palettes."""
    return palettes.bands("typical") if palettes else ()


def in_tiers(palette: Palette, controls: Iterable[OptionControl]) -> tuple[TierOptions, ...]:
    """The options of the palette's line, tier by tier, without empty tiers."""
    by_id = {control.choice.option.id: control for control in controls}
    tiers: tuple[tuple[Tier, tuple[PaletteEntry, ...]], ...] = (("easy", palette.easy), ("close", palette.close))
    return tuple(
        TierOptions(tier, tuple((by_id[seen.swatch.id], seen) for seen in group)) for tier, group in tiers if group
    )


def lightness_scale(palette: Palette, chosen: str) -> tuple[Mark, ...]:
    """Every paint of the palette, from dark to light. Easy ones and the chosen one have labels, the others ticks."""
    marks = [
        Mark(seen.swatch.name, seen.lightness, seen.tier == "close", seen.swatch.id == chosen)
        for seen in palette.entries
    ]
    marks.sort(key=lambda mark: mark.lightness)
    labelled = [mark for mark in marks if mark.is_chosen or not mark.is_minor]
    lanes = zip(labelled, _lanes(labelled, _WIDE), _lanes(labelled, _NARROW), strict=True)
    placed = {
        mark.name: mark._replace(is_minor=False, wide_lane=wide, narrow_lane=narrow) for mark, wide, narrow in lanes
    }
    return tuple(placed.get(mark.name, mark) for mark in marks)


def _lanes(marks: Sequence[Mark], width: int) -> list[int]:
    """For each label, from left to right, the uppermost lane in which it touches no earlier label."""
    ends: dict[int, float] = {}
    lanes = []
    for mark in marks:
        begin, end = mark.span(width)
        lane = next(lane for lane in count() if ends.get(lane, -1.0) < begin)
        ends[lane] = end + _LETTER
        lanes.append(lane)
    return lanes
