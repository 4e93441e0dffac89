"""What the components for colour vision show: lenses and tiers."""

from collections.abc import Iterable
from typing import NamedTuple

from configurator.colour_vision.palettes import Palette, PaletteEntry, Palettes, Tier
from configurator.colour_vision.visions import LABELS, VISION_TYPES, Label, Vision, VisionType
from configurator.web.pages.configure.options import OptionControl


class Lens(NamedTuple):
    """A way of seeing, and eight paints as it shows them: #rrggbb from left to right."""

    kind: VisionType
    label: Label
    bands: tuple[str, ...]


class TierOptions(NamedTuple):
    """The options of a tier, in the palette's order, each with what it looks like."""

    tier: Tier
    options: tuple[tuple[OptionControl, PaletteEntry], ...]


def lenses(palettes: Palettes) -> tuple[Lens, ...]:
    return tuple(Lens(kind, LABELS[kind], palettes.bands(Vision(kind))) for kind in VISION_TYPES)


def lens_tones(palettes: Palettes | None) -> tuple[str, ...]:
    """The unchanged colours of the lens: CSS filters show them as others see them. Empty without palettes."""
    return palettes.bands(Vision()) if palettes else ()


def in_tiers(palette: Palette, controls: Iterable[OptionControl]) -> tuple[TierOptions, ...]:
    """The options of the palette's line, tier by tier, without empty tiers."""
    by_id = {control.choice.option.id: control for control in controls}
    tiers: tuple[tuple[Tier, tuple[PaletteEntry, ...]], ...] = (("easy", palette.easy), ("close", palette.close))
    return tuple(
        TierOptions(tier, tuple((by_id[seen.swatch.id], seen) for seen in group)) for tier, group in tiers if group
    )
