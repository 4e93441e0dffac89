"""What the components for colour vision show: lenses, the scale of lightness, and two paints on one car."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Option, Paint
from configurator.colour_vision.palettes import LABELS, VISION_TYPES, Label, Palette, Palettes, Seen, Tier, VisionType
from configurator.drawings.appearance import paint_style
from configurator.web.pages.configure.options import OptionControl

# CSS pixels: how wide the scale is on the smallest screen and from 720 on, and a letter of its labels.
_NARROW, _WIDE, _LETTER = 288, 656, 8.5


class Lens(NamedTuple):
    """A way of seeing with eight paints as it shows them, #rrggbb from left to right."""

    kind: VisionType
    label: Label
    bands: tuple[str, ...]


class Mark(NamedTuple):
    """A paint on the scale at its lightness, 0 to 100. A minor one has no label; lanes count from the top."""

    name: str
    at: float
    minor: bool = False
    yours: bool = False
    wide_lane: int = 0
    narrow_lane: int = 0

    @property
    def label(self) -> str:
        return f"Yours: {self.name}" if self.yours else self.name

    def span(self, width: int) -> tuple[float, float]:
        """Where its label begins and ends on a scale of this width, which it never leaves."""
        half = len(self.label) * _LETTER / 2
        middle = min(max(self.at / 100 * width, half), width - half)
        return middle - half, middle + half


class Tiered(NamedTuple):
    """A tier's options in their order."""

    tier: Tier
    options: tuple[tuple[OptionControl, Seen], ...]


def lenses(palettes: Palettes) -> tuple[Lens, ...]:
    return tuple(Lens(kind, LABELS[kind], palettes.bands(kind)) for kind in VISION_TYPES)


def lens_tones(palettes: Palettes | None) -> tuple[str, ...]:
    """The colours of the lens as they are, for filters to show as others see them; none where there are no palettes."""
    return palettes.bands("typical") if palettes else ()


def in_tiers(palette: Palette, views: Iterable[OptionControl]) -> tuple[Tiered, ...]:
    """A line's options in the palette's order, each with what it looks like; a tier that is empty is left out."""
    by_id = {view.choice.option.id: view for view in views}
    tiers: tuple[tuple[Tier, tuple[Seen, ...]], ...] = (("easy", palette.easy), ("close", palette.close))
    return tuple(Tiered(tier, tuple((by_id[seen.swatch.id], seen) for seen in group)) for tier, group in tiers if group)


def lightness_scale(palette: Palette, chosen: str) -> tuple[Mark, ...]:
    """Every paint of the palette from dark to light: the easy ones and the chosen one named, the others as ticks."""
    marks = [
        Mark(seen.swatch.name, seen.lightness, seen.tier == "close", seen.swatch.id == chosen) for seen in palette.seen
    ]
    marks.sort(key=lambda mark: mark.at)
    labelled = [mark for mark in marks if mark.yours or not mark.minor]
    lanes = zip(labelled, _lanes(labelled, _WIDE), _lanes(labelled, _NARROW), strict=True)
    placed = {mark.name: mark._replace(minor=False, wide_lane=w, narrow_lane=n) for mark, w, n in lanes}
    return tuple(placed.get(mark.name, mark) for mark in marks)


def compare_rules(paints: Iterable[Option]) -> Markup:
    """CSS that paints each half of `compare_paints` as its list says, without a script."""
    return Markup("\n".join(_compare_rule(paint) for paint in paints if isinstance(paint, Paint)))


def _compare_rule(paint: Paint) -> str:
    """A paint's id and colours have no characters that could end the rule."""
    style = ";".join(f"{name}:{value}" for name, value in paint_style(paint).items())
    halves = (f'.compare-paints:has(#paint-{half} [value="{paint.id}"]:checked) .half-{half}' for half in "ab")
    return f"{','.join(halves)}{{{style}}}"


def _lanes(marks: Sequence[Mark], width: int) -> list[int]:
    """The uppermost lane for each label, from left to right, in which it touches none before it."""
    ends: dict[int, float] = {}
    lanes = []
    for mark in marks:
        begin, end = mark.span(width)
        lane = next(lane for lane in count() if ends.get(lane, -1.0) < begin)
        ends[lane] = end + _LETTER
        lanes.append(lane)
    return lanes
