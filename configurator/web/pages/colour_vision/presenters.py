"""What the components for colour vision show: lenses and tiers."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from configurator.colour_vision.palettes import MEASURE, Palette, PaletteEntry, Palettes, Tier
from configurator.colour_vision.visions import GRADED_TYPES, LABELS, VISION_TYPES, VISIONS, Label, Vision, VisionType
from configurator.drawings.svg import car_copy
from configurator.web.pages.configure.options import OptionControl
from configurator.web.pages.styles import css_rule


class Lens(NamedTuple):
    """A way of seeing, and eight paints as it shows them: #rrggbb from left to right."""

    kind: VisionType
    label: Label
    bands: tuple[str, ...]


class LensPicker(NamedTuple):
    """What people choose their colour vision by: lenses for the type, then cars for the severity.

    `car` is the drawing of the cars; CSS in `style` paints their halves as the chosen type sees them.
    """

    lenses: tuple[Lens, ...]
    car: Markup
    style: Markup


class TierOptions(NamedTuple):
    """The options of a tier, in the palette's order, each with what it looks like."""

    tier: Tier
    options: tuple[tuple[OptionControl, PaletteEntry], ...]


def lenses(palettes: Palettes) -> tuple[Lens, ...]:
    return tuple(Lens(kind, LABELS[kind], palettes.bands(Vision(kind))) for kind in VISION_TYPES)


@lru_cache(maxsize=64)
def lens_picker(palettes: Palettes, art: str) -> LensPicker:
    """`art` is the drawing of a car whose definition is on the page. Raises KeyError for an unknown one."""
    return LensPicker(lenses(palettes), Markup(car_copy(art)), _halves_style(palettes))


def _halves_style(palettes: Palettes) -> Markup:
    """CSS for the halves of each severity's car, and of the grey one."""
    rules = _painted(".measure", MEASURE)
    for vision in VISIONS:
        if vision.type in GRADED_TYPES:
            chosen = f'.lens-picker:has([value="{vision.type}"]:checked) [value="{vision.severity}"] ~ .split'
            rules += _painted(chosen, palettes.halves(vision))
    return rules


def _painted(selector: str, halves: tuple[str, str]) -> Markup:
    return Markup().join(
        css_rule(f"{selector} .half-{half}", {"--paint": tone}) for half, tone in zip("ab", halves, strict=True)
    )


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
